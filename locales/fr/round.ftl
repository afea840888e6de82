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

## Ce qu’un groupe peut vouloir, dans /setup

panel-tier-news = Annoncer ici quand une entreprise remerciée change de niveau
panel-publishes = Publier nos coups de chapeau aux serveurs abonnés au salon

## Les niveaux, annoncés aux groupes qui ont aidé

tier-helped = 💛 **{ $group }** y est pour quelque chose : ses mercis font partie de ces points.
purpose-crosspost = La publication d’un message
