### Les groupes dans le salon de l’équipe : une carte quand son groupe n’est plus ce que l’équipe a décidé.

proposal-closed = ### Groupe fermé
proposal-moved = ### Groupe passé à un autre serveur, où il est à configurer de nouveau avec `/setup`
