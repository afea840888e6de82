### La reconnaissance qui circule : les applaudissements, et les nouvelles des niveaux ailleurs.

## Applaudissements

applause-big = 👏 { $mark ->
        [50] Un tonnerre d’applaudissements : **{ $mark }** membres et plus !
        [25] De TRÈS GRANDS applaudissements : **{ $mark }** membres et plus !
       *[other] De GRANDS applaudissements : **{ $mark }** membres et plus !
    }
applause-total = 👏 { $applause ->
        [one] { $applause } applaudissement
       *[other] { $applause } applaudissements
    } des membres pour ce que cette entreprise a fait.
