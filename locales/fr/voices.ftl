### Les avis de qui y était, et les signalements à l’équipe.

voice-useful = Utile
voice-so-so = Moyen
voice-pitch = Argumentaire de vente
voices-asked = Vous y étiez ? Donnez votre avis. Personne ne voit qui a dit quoi.
voices-few = { $total ->
        [one] { $total } avis
       *[other] { $total } avis
    } pour l’instant. Leur contenu paraît à partir de trois, et jamais qui les a donnés.
voices-shown = { $total } avis : { $useful ->
        [one] { $useful } utile
       *[other] { $useful } utiles
    } · { $soso ->
        [one] { $soso } moyen
       *[other] { $soso } moyens
    } · { $pitch } argumentaire de vente
pitch-free = 🎤 { $free } { $free ->
        [one] présentation
       *[other] présentations
    } sur { $talks } sans argumentaire de vente, selon les membres.
refusal-voice-counted = Votre avis dit déjà cela, et il est compté. Vous pouvez le changer pendant 14 jours après l’attribution : appuyez sur un autre bouton.
refusal-voices-closed = Les avis sont clos ici, donc le vôtre n’est pas compté : ils sont recueillis pendant 14 jours après l’attribution. 👏 reste bienvenu.
refusal-voice-on-own-company = Vous représentez cette entreprise, donc vous ne pouvez pas donner d’avis sur sa contribution. Demandez aux membres qui y étaient d’appuyer sur un bouton.
refusal-voice-on-own-award = Vous avez fait cette attribution, donc vous ne pouvez pas en plus donner d’avis. Demandez aux membres qui y étaient d’appuyer sur un bouton.

## Signalements

menu-report = Signaler à l’équipe
report-form = Signaler ce coup de chapeau
report-why = Qu’est-ce qui ne va pas ?
report-example = Il remercie la mauvaise entreprise
report-thanks = Merci. L’équipe du programme est prévenue, avec votre nom et un lien vers le message. Personne d’autre ne le voit.
report-no-shout-out = Ce message n’est pas un de mes coups de chapeau, donc il n’y a rien à signaler à l’équipe du programme. Ouvrez le menu d’un coup de chapeau ; pour d’autres messages, adressez-vous à la modération de ce serveur.
note-report =
    ### Un coup de chapeau est signalé
    Selon { $by }, quelque chose ne va pas avec un [coup de chapeau pour **{ $partner }**](<{ $link }>). « Corriger cette attribution », dans son menu, permet de le rectifier.
leader-erased = Une personne qui dirigeait **{ $group }** a fait effacer ses données : elle ne le dirige plus. Responsables à présent : { $leaders }.
leader-erased-last = ⚠️ Une personne qui dirigeait **{ $group }** a fait effacer ses données, et plus personne ne le dirige. Qui gère son serveur peut nommer des responsables avec `/setup`.
purpose-report = Un signalement
record-reported = Coup de chapeau signalé
refusal-reported-already = Vous avez déjà signalé ce coup de chapeau, et l’équipe du programme est prévenue. Adressez-vous à elle si rien ne se passe.
refusal-too-many-reports = Vous avez fait { $most } signalements en un jour, c’est le maximum, donc celui-ci n’a pas été pris. Réessayez demain, ou adressez-vous à l’équipe du programme.
