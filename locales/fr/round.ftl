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

## Où une écriture a été annoncée, pour l’équipe

delivery-title = ### Écriture { $record } · { $kind }
delivery-none = Rien n’a été annoncé à son sujet, et rien ne le sera. Si elle a été corrigée depuis, voyez l’écriture qui la remplace : `/history` la montre.
delivery-waiting = ⏳ { $what } · { $place }
delivery-made = ✅ { $what } · { $place }
delivery-cancelled = ➖ { $what } · { $place } · pas envoyé, devenu sans objet
delivery-failed = ❌ { $what } · { $place } · pas envoyé
delivery-more = { $more ->
        [one] -# …et un autre.
       *[other] -# …et { $more } autres.
    }
delivery-next = prochain essai { $when }
delivery-direct = un message privé
delivery-message = message
delivery-try-again = Réessayer
delivery-tried = { $tried ->
        [one] Nouvel essai en cours. Revenez voir dans un instant : `/program audit`.
       *[other] Nouvel essai en cours pour { $tried } messages. Revenez voir dans un instant : `/program audit`.
    }
delivery-nothing-failed = Plus rien n’est à réessayer : chaque message est paru, en route ou sans objet.

## Le classement en message

option-leaderboard-post = Le publier ici en message tenu à jour (qui gère le serveur, ou l’équipe)
board-post-done = Le classement de cette période paraît dans { $channel }, et je le redessine quand il change, une fois par heure au plus. Épinglez-le si vous voulez. Le publier de nouveau le déplace à la fin du salon ; le supprimer y met fin.
refusal-board-by-managers = Un classement qui reste dans ce salon est publié par qui peut gérer ce serveur, ou par l’équipe du programme, donc rien n’a été publié. Demandez-leur, ou regardez-le pour vous : `/leaderboard` sans `post`.
board-as-of = -# Au { $when } · redessiné quand il change, une fois par heure au plus
board-moved = -# Ce classement est passé dans un message plus récent de ce salon.
board-ended = -# Ce classement est terminé : son groupe a été fermé, ou est passé à un autre serveur.
board-mine = Dans ma langue
board-gone = Le message du classement dans { $channel } a disparu, donc je ne le redessine plus. `/leaderboard` avec `post` en publie un nouveau là-bas.
purpose-board = Un classement
purpose-board-gone = Une note sur un classement disparu
record-board-posted = Classement publié
