### L’API : son guide, et ce qu’elle dit quand elle ne peut pas répondre.

api-title = L’API
api-lead = Ce que montre ce mur, en JSON pour votre site et vos outils : entreprises, groupes, mercis, classement et aide demandée. En lecture seule, sans inscription, et lisible depuis n’importe quel site.
api-try = Essayez
api-example-partners = Les premières entreprises par nom :
api-example-awards = Les derniers mercis :
api-example-leaderboard = Les groupes qui ont le plus donné :
api-described = Tout est décrit pour les outils (OpenAPI 3.1) :
api-paths = Ce qui peut être demandé
api-parameters = Paramètres :
api-path-program = Le programme : ses niveaux, et ce dont les entreprises sont remerciées.
api-path-partners = Les entreprises par nom.
api-path-partners-slug = Une entreprise : points, contributions, groupes aidés, présentations sans argumentaire de vente, applaudissements, points par mois.
api-path-groups = Les groupes par nom.
api-path-groups-slug = Un groupe.
api-path-awards = Les mercis, du plus récent au plus ancien.
api-path-leaderboard = Les entreprises qui ont reçu le plus de points, ou les groupes qui en ont le plus donné.
api-path-requests = L’aide demandée, en commençant par ce qui finit le plus tôt.
api-parts = Les listes viennent en parties
api-parts-text = Une partie a { $usual } lignes, ou autant que vous en demandez avec « limit » ({ $most } au plus). Rendez son « next » comme « cursor » pour avoir la suite ; à la fin, « next » est null. Ce qui arrive entre-temps ne double et ne saute aucune ligne ; dans le classement seulement, une ligne dont les points changent entre-temps peut passer d’une partie à une autre.
api-pace = Combien de fois demander
api-pace-text = { $limit } requêtes par minute reçoivent une réponse pour une adresse. Chaque réponse dit dans RateLimit-Remaining combien il en reste. Quand il n’en reste plus, la réponse est 429, et Retry-After dit dans combien de secondes redemander.
api-etag-text = Les réponses changent rarement. Renvoyez l’ETag de la dernière dans If-None-Match : si rien n’a changé, la réponse est 304, et vide.
api-problems = Quand cela ne marche pas
api-problems-text = Un problème est dit comme le veut la RFC 9457 : « title » et « detail » sont pour les personnes, « type » pour les programmes, et « errors » nomme chaque paramètre à corriger. Accept-Language choisit la langue.
api-persons = Personne n’y figure
api-persons-text = Des groupes remercient des entreprises. Les raisons et les demandes paraissent telles qu’elles ont été écrites ; qui les a écrites n’est dans aucune réponse, et ce que quelqu’un a fait effacer disparaît d’ici aussi. Les entreprises et les groupes qui ne sont pas sur le mur ne sont pas ici non plus ; les totaux d’une entreprise comptent toutefois ce que lui ont donné de tels groupes, sans les nommer.

api-problem-parameters = Quelque chose ne va pas dans la requête
api-problem-parameters-detail = Corrigez ce que nomme « errors », puis redemandez.
api-problem-parameters-meaning = Un paramètre n’est pas connu, est donné deux fois, ou a une valeur impossible. « errors » les nomme tous, avec ce qu’il faut donner.
api-problem-not-found = Il n’y a rien à cette adresse
api-problem-not-found-detail = L’adresse est peut-être mal saisie, ou ce qui était ici n’est plus sur le mur. Les listes ont tout ce qu’il y a.
api-problem-not-found-meaning = L’adresse est peut-être mal saisie, ou ce qui était ici n’est plus sur le mur.
api-problem-method = En lecture seule
api-problem-method-detail = Demandez avec GET ou HEAD.
api-problem-method-meaning = Seuls GET et HEAD reçoivent une réponse, et OPTIONS pour les navigateurs.
api-problem-pace = Trop de requêtes
api-problem-pace-detail = Redemandez dans { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}.
api-problem-pace-meaning = Votre adresse a demandé plus que ce qui reçoit une réponse en une minute. Retry-After dit combien de temps attendre.
api-problem-trouble = Pas de réponse pour le moment
api-problem-trouble-detail = Votre requête n’y est pour rien. Redemandez dans { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}.
api-problem-trouble-meaning = Votre requête n’y est pour rien : le serveur est occupé ou a un ennui, et il le sait.

api-fault-unknown = Il n’y a pas ici de paramètre « { $name } ». Il y a : { $known }.
api-fault-none-known = Il n’y a pas ici de paramètre « { $name } » ; aucun n’est attendu. Retirez-le.
api-fault-twice = « { $name } » est donné deux fois. Donnez-le une fois.
api-fault-limit = « limit » est un nombre entier de 1 à { $most }.
api-fault-cursor = Ce n’est pas un curseur de cette liste. Donnez tel quel le « next » de sa réponse, ou retirez « cursor » pour recommencer.
api-fault-long = « q » dépasse { $most } caractères. Une partie du nom suffit.
api-fault-word = « { $name } » est l’un de : { $known }.
api-fault-partner = Aucune entreprise du mur ne s’appelle ainsi. Donnez à « partner » le « slug » de l’une de celles de /api/v1/partners.
api-fault-group = Aucun groupe du mur ne s’appelle ainsi. Donnez à « group » le « slug » de l’un de ceux de /api/v1/groups.
api-fault-group-of-groups = « group » ne restreint que les entreprises. Retirez-le, ou demandez « of=partners ».
