### Où un groupe vit dans Discord : l’aspect de ses coups de chapeau, et ce qui n’y est plus.

preview-title = -# Voici l’aspect d’un coup de chapeau de ce groupe :
preview-partner = Une entreprise
preview-reason = Une soirée sur les sauvegardes qui n’avait rien d’une vente, et de la pizza pour tout le monde
