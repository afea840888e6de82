### Le récapitulatif d’un mois, publié une fois quand il est terminé, et qui le veut.

## Qui le veut

panel-digest = Nous raconter chaque mois ce qui s’est passé ici
panel-wall = Sur le mur du programme, sur le web
option-program-digest = Si vrai : chaque mois, le salon des annonces apprend ce qui s’est passé le mois d’avant
program-digest-on = Chaque mois, un récapitulatif du mois d’avant paraît dans le salon des annonces.
program-digest-off = Il n’y a pas de récapitulatif mensuel : `/program setup` avec `digest` en demande un.
program-digest-nowhere = ⚠️ Le récapitulatif mensuel paraît dans le salon des annonces, et il n’y en a pas. Choisissez-en un : `/program setup` avec `announcements-channel`.

## Le message

digest-title-program = ## 🗞️ { $program }, { $month }
digest-title-group = ## 🗞️ { $group }, { $month }
digest-tiers = ### 🏆 Nouveaux niveaux
digest-tier = - **{ $partner }** passe au niveau { $tier }
digest-applauded = ### 👏 Les plus applaudis
digest-thanks = - **{ $partner }** · { $kind } · { $applause ->
        [one] { $applause } applaudissement
       *[other] { $applause } applaudissements
    } · [voir]({ $link })
digest-thanks-of = - **{ $partner }** · { $kind } · merci du groupe { $group } · { $applause ->
        [one] { $applause } applaudissement
       *[other] { $applause } applaudissements
    } · [voir]({ $link })
digest-wanted = ### 🙋 De l’aide est encore demandée
digest-offer = -# Votre entreprise peut aider ? Appuyez sur le bouton ici ou sur une demande, ou tapez `/offer make`.
digest-more = - et { $more ->
        [one] { $more } autre
       *[other] { $more } autres
    }
digest-awards = { $awards ->
        [one] { $awards } merci
       *[other] { $awards } mercis
    } ce mois-là
digest-points = { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
digest-partners = { $partners ->
        [one] { $partners } entreprise
       *[other] { $partners } entreprises
    }
digest-groups = { $groups ->
        [one] { $groups } groupe
       *[other] { $groups } groupes
    }
digest-requests = Quelle aide est demandée ?

## Pour l’équipe

purpose-digest = Le récapitulatif d’un mois
record-digest = Récapitulatif d’un mois
record-request-reopened = Aide de nouveau demandée
