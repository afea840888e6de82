### Où un groupe vit dans Discord : l’aspect de ses coups de chapeau, et ce qui n’y est plus.

preview-title = -# Voici l’aspect d’un coup de chapeau de ce groupe :
preview-partner = Une entreprise
preview-reason = Une soirée sur les sauvegardes qui n’avait rien d’une vente, et de la pizza pour tout le monde
record-place-gone = Disparu de Discord
purpose-gone = Une note sur un lieu disparu
gone-shout-outs = ⚠️ Le salon où paraissaient les coups de chapeau du groupe **{ $group }** a été supprimé. Ils attendent qu’une personne qui gère le serveur en choisisse un autre avec `/setup`.
gone-leaders = ⚠️ Le salon des responsables du groupe **{ $group }** a été supprimé. Une personne qui gère son serveur peut en choisir un autre avec `/setup` ; d’ici là, les attributions en attente se trouvent sous `/allocation`.
gone-requests = ⚠️ Le salon dans lequel **{ $group }** demandait de l’aide a été supprimé. Les demandes paraissent avec les coups de chapeau jusqu’à ce que quelqu’un qui gère le serveur en choisisse un autre avec `/setup`.
gone-role = ⚠️ Un rôle qui dirigeait le groupe **{ $group }** a été supprimé : plus personne ne le dirige par ce rôle. Une personne qui gère le serveur peut en choisir d’autres avec `/setup`.
gone-server = Le groupe **{ $group }** a pris fin : je ne suis plus sur son serveur depuis plus de { $days ->
        [one] { $days } jour
       *[other] { $days } jours
    }. Il n’attribue plus de points, personne ne le dirige, et ce qu’il a attribué reste.
