### Le mur sur le Web. Ici `{ $… }` des textes des gens est échappé par la page, et les accents graves marquent les commandes.

option-partner-on-the-wall = Si faux : votre entreprise n’est pas sur le mur du programme sur le Web

wall-title = { $program } : le mur
wall-skip = Aller au contenu
wall-nav = Pages
wall-nav-home = Mercis
wall-nav-partners = Entreprises
wall-nav-groups = Groupes
wall-nav-requests = Aide demandée
wall-languages = Langue
wall-lead = Les entreprises qui ont aidé des groupes d’utilisateurs, des groupes d’étude et des communautés, remerciées par les groupes qu’elles ont aidés.
wall-newest = Derniers mercis
wall-no-thanks = Personne n’a encore été remercié. La première attribution d’un groupe paraîtra ici.
wall-search = Chercher
wall-search-label = Nom d’une entreprise
wall-found = { $total ->
    [0] Aucune entreprise ne s’appelle ainsi.
    [one] 1 entreprise
   *[other] { $total } entreprises
}
wall-search-none = Cherchez une partie du nom, ou voyez toutes les entreprises.
wall-all-partners = Toutes les entreprises
wall-search-group-label = Nom d’un groupe
wall-found-groups = { $total ->
    [0] Aucun groupe ne s’appelle ainsi.
    [one] 1 groupe
   *[other] { $total } groupes
}
wall-search-none-groups = Cherchez une partie du nom, ou voyez tous les groupes.
wall-all-groups = Tous les groupes
wall-search-request-label = Mots d’une demande
wall-found-requests = { $total ->
    [0] Rien de tel n’est demandé.
    [one] 1 demande
   *[other] { $total } demandes
}
wall-search-none-requests = Essayez un autre mot ou un autre type, ou voyez tout ce qui est demandé.
wall-all-requests = Tout ce qui est demandé
wall-partners = Entreprises
wall-partners-empty = Aucune entreprise n’est encore dans le programme.
wall-no-tier = Dans le programme
wall-pages = Pages de la liste
wall-page = Page { $page } sur { $pages }
wall-earlier = Page précédente
wall-later = Page suivante
wall-thanks-word = remercie
wall-thanks-to = { $group } remercie { $partner }
wall-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
wall-tier = Niveau
wall-points-label = Points
wall-points-window = { $months ->
    [0] depuis le début
    [1] au cours du dernier mois
   *[other] au cours des { $months } derniers mois
}
wall-groups-label = Groupes aidés
wall-applause-label = Applaudissements
wall-pitch-free-label = Présentations sans argumentaire de vente
wall-pitch-free = { $free } sur { $talks }
wall-pitch-free-note = selon les membres qui y étaient
wall-website = Site :
wall-did = Ce qu’elle a fait
wall-did-times = { $times } fois
wall-history = Les points au fil du temps
wall-history-text = { $partner }, par mois ({ $first } à { $last }) : { $total ->
    [one] { $total } point
   *[other] { $total } points
} en tout, dont le plus en { $best } ({ $most }).
wall-history-table = La même chose en tableau
wall-month = Mois
wall-helped = Les groupes qu’elle a aidés
wall-badge = Badge
wall-badge-text = { $partner } dans { $program } : { $tier }
wall-badge-use = Montrez-le sur votre propre site avec cette ligne :
wall-groups = Groupes
wall-groups-empty = Aucun groupe n’est encore dans le programme. Qui gère un serveur Discord en propose un avec `/setup`.
wall-group-closed = Ce groupe est fermé. Ce qu’il a remercié reste.
wall-group-thanks = Ses mercis
wall-requests = Aide demandée
wall-requests-lead = Des groupes cherchent une conférence, une salle ou un peu d’argent. L’entreprise qui aide est remerciée ici, avec des points qui comptent pour un niveau.
wall-requests-empty = Personne ne demande d’aide en ce moment.
wall-request-erased = Son texte a été effacé
wall-request-until = Offres jusqu’au { $day }
wall-request-when = Quand : { $when }
wall-request-where = Où :
wall-request-kind = Type d’aide
wall-request-any-kind = Tous
wall-request-days = du { $first } au { $last }
wall-join = Comment participer
wall-join-text = Sur le serveur Discord d’un des groupes, tapez `/partner register` avec le nom de votre entreprise. Quand l’équipe du programme l’a approuvée, offrez votre aide avec `/offer make`.
wall-evidence = État signé du registre
wall-feed = Fil de nouvelles
wall-not-found = Cette page n’existe pas
wall-not-found-text = L’adresse est peut-être mal écrite, ou qui était ici n’est plus sur le mur. Cherchez une entreprise, ou commencez par la première page.
wall-to-start = À la première page
wall-trouble = Cette page ne peut pas être faite maintenant
wall-trouble-text = Réessayez dans une minute.
wall-busy-text = Trop de personnes consultent le mur en ce moment. Réessayez dans quelques secondes.
wall-no-head = Rien n’a encore été signé : le programme n’a pas de clé de signature.
wall-feed-tier = { $partner } est passée au niveau { $tier }
wall-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
wall-date-month = { $month } { $year }
wall-month-name = { $number ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
