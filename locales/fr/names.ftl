### Les noms des commandes (`name-commande`, `name-commande-sous-commande`) et des options (`name-option-…`), tels que
### Discord les montre : en minuscules, sans espace, et pas deux fois le même nom au même endroit.

## Commandes

name-award = attribuer
name-request = demander
name-requests = demandes
name-offer = offrir
name-offer-make = aider
name-offer-list = liste
name-offer-subscribe = abonnement
name-claim = déclarer
name-privacy = confidentialité
name-privacy-view = voir
name-privacy-export = exporter
name-privacy-delete = effacer
name-allocation = enveloppe
name-mypoints = mespoints
name-history = historique
name-leaderboard = classement
name-help = aide
name-setup = configurer
name-partner = entreprise
name-partner-register = inscrire
name-partner-edit = modifier
name-partner-view = voir
name-partner-list = liste
name-partner-representative = représentation
name-program = programme
name-program-setup = configurer
name-program-approve = approuver
name-program-grant = supplément
name-program-base = base
name-program-close = fermer
name-program-move = déplacer
name-program-suspend = suspendre
name-program-merge = fusionner
name-program-reverse = annuler
name-program-correct = corriger
name-program-report = rapport
name-program-audit = audit

## Options

name-option-kind = genre
name-option-request = demande
name-option-requests-channel = salon-demandes
name-option-partner = entreprise
name-option-contribution = contribution
name-option-reason = raison
name-option-points = points
name-option-date = date
name-option-event = événement
name-option-link = lien
name-option-group = groupe
name-option-scope = étendue
name-option-period = période
name-option-post = publier
name-option-name = nom
name-option-i-work-there = j-y-travaille
name-option-website = site
name-option-description = description
name-option-tier = niveau
name-option-person = personne
name-option-remove = retirer
name-option-staff-channel = salon-équipe
name-option-announcements-channel = salon-annonces
name-option-base = base
name-option-server = serveur
name-option-resume = reprendre
name-option-from = absorbée
name-option-into = restante
name-option-since = depuis
name-option-take-back = annuler
name-option-record = écriture
name-option-digest = récapitulatif
name-option-on-the-wall = sur-le-mur
