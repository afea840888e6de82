### Ce qui est conservé au sujet d’une personne, sa copie, sa fin.

command-privacy = Ce qui est conservé à votre sujet
command-privacy-view = Voir ce qui est conservé à votre sujet, combien de temps, et comment le faire effacer
command-privacy-export = Obtenir une copie de tout ce qui est conservé à votre sujet, dans un fichier
command-privacy-delete = Faire effacer ce qui est conservé à votre sujet
privacy-title = ### Ce que { $program } conserve à votre sujet
privacy-nothing = Rien n’est conservé à votre sujet.
privacy-leads = • Que vous dirigez { $groups } : tant que c’est le cas.
privacy-represents = • Que vous représentez { $partners } : tant que c’est le cas.
privacy-awards = • { $count ->
        [one] { $count } attribution
       *[other] { $count } attributions
    } de votre part, avec vos mots : votre nom et vos mots jusqu’à leur effacement, les points pour toujours.
privacy-records = • { $count ->
        [one] { $count } autre écriture
       *[other] { $count } autres écritures
    } du registre, de votre main ou à votre nom : votre nom et vos mots jusqu’à leur effacement.
privacy-reports = • { $count ->
        [one] { $count } signalement
       *[other] { $count } signalements
    } à l’équipe : vos mots pendant 90 jours.
privacy-applause = • Vos applaudissements sous { $count ->
        [one] { $count } coup de chapeau
       *[other] { $count } coups de chapeau
    } : jusqu’à leur effacement.
privacy-voices = • Votre avis sur { $count ->
        [one] { $count } contribution
       *[other] { $count } contributions
    } : pendant 14 jours après l’attribution ; ensuite, seulement le nombre des avis.
privacy-seen = • Que vous avez vu { $count ->
        [one] { $count } note
       *[other] { $count } notes
    } à l’équipe ou aux responsables : jusqu’à l’effacement.
privacy-wants = • Ce que vous voulez apprendre, par `/offer subscribe` : jusqu’à ce que vous le changiez.
privacy-told = • { $count ->
        [one] { $count } message privé
       *[other] { $count } messages privés
    } à votre adresse : jusqu’à l’effacement.
privacy-waiting = • { $count ->
        [one] { $count } chose commencée et non envoyée
       *[other] { $count } choses commencées et non envoyées
    } : une question pendant un jour, un panneau pendant 30 jours.
privacy-waiting-of-others = • Votre nom dans { $count ->
        [one] { $count } panneau qu’une autre personne a commencé et n’a pas envoyé
       *[other] { $count } panneaux que d’autres personnes ont commencés et n’ont pas envoyés
    }.
privacy-who = -# Les écritures d’un groupe sont visibles de ses responsables, celles d’une entreprise de qui la représente, toutes de l’équipe du programme. Les coups de chapeau et les pages du programme sur le web sont publics : ils montrent les raisons et les demandes telles qu’elles ont été écrites, et ne nomment personne ; une offre d’aide nomme qui la fait, dans le fil public de la demande.
privacy-next = `/privacy export` vous donne le tout dans un fichier. `/privacy delete` le fait effacer.
privacy-policy = Ce que le programme fait des données personnelles : <{ $link }>
privacy-exported = Voici tout ce qui est conservé à votre sujet, en JSON. Ce message n’est visible que de vous.
privacy-left-out = ⚠️ Le fichier est aussi long que Discord l’accepte : { $count ->
        [one] la plus ancienne écriture n’y est
       *[other] les { $count } plus anciennes écritures n’y sont
    } pas. L’équipe du programme peut vous les donner.
erase-title = ### Faire effacer ceci ?
erase-what =

    Vous ne dirigerez plus aucun groupe et ne représenterez plus aucune entreprise ; l’équipe est prévenue pour chaque groupe. Vos mots disparaissent, aussi des coups de chapeau déjà parus. Vos applaudissements et vos avis sont retirés, et ce que vous avez commencé disparaît. Les points que vous avez donnés restent où ils sont ; personne ne peut plus dire que c’était vous.
    ⚠️ **C’est irréversible.** Si vous revenez, vous repartez de zéro.
erase-button = Tout effacer
erased = ✅ C’est effacé. Rien de ce qui est conservé ne dit qui vous étiez ; les messages qui vous nomment sont refaits l’un après l’autre.
erased-led = Vous ne dirigez plus { $groups }.
erased-represented = Vous ne représentez plus { $partners }.
erased-before = C’était déjà fait, donc rien n’a été effacé maintenant. `/privacy view` dit ce qui est conservé à votre sujet.
trouble-too-many-edits = Discord n’accepte plus de modification d’anciens messages pour l’instant. Ce sera réessayé.
record-erased = Données personnelles effacées
