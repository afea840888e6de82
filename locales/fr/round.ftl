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
purpose-crosspost = la publication d’un message

## Où une écriture a été annoncée, pour l’équipe

delivery-title = ### Écriture { $record } · { $kind }
delivery-none = Rien n’a été annoncé à son sujet, et rien ne le sera. Si elle a été corrigée depuis, voyez l’écriture qui la remplace : `/history` la montre.
delivery-waiting = ⏳ { $what } · { $place }
delivery-made = ✅ { $what } · { $place }
delivery-cancelled = ➖ { $what } · { $place } · pas envoyé, devenu sans objet
delivery-failed = ❌ { $what } · { $place } · pas envoyé
delivery-next = prochain essai { $when }
delivery-direct = un message privé
delivery-message = message
delivery-try-again = Réessayer
delivery-tried = { $tried ->
        [one] Nouvel essai en cours. Revenez voir dans un instant : `/program audit`.
       *[other] Nouvel essai en cours pour { $tried } messages. Revenez voir dans un instant : `/program audit`.
    }
delivery-nothing-failed = Plus rien n’est à réessayer : chaque message est paru, en route ou sans objet.
