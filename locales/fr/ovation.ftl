### La plupart des mots d’Ovation en français ; les autres fichiers ont ceux d’une partie chacun. Une réponse privée est dans la langue de qui la lit, un message public dans celle du groupe.

## Mots

no-tier = pas encore de niveau
nobody = personne
somebody = quelqu’un
not-set = non défini
this-month = ce mois-ci
this-quarter = ce trimestre
this-half-year = ce semestre
this-year = cette année
user-group = Groupe d’utilisateurs
study-group = Groupe d’étude
community = Communauté
language-en = English
language-fr = Français
points-short = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
approve = Approuver
decline = Refuser
all-the-same = Attribuer quand même
undo-button = Annuler (d’ici { $minutes } min)
mark-seen = Marquer comme vu
seen-by = Vu par { $person }
previous-page = Précédent
next-page = Suivant

## Le chemin vers un niveau

way-up = { $bar } { $have } sur { $need } points pour le niveau { $tier }
way-up-contribution = • { $kind } : { $have } sur { $need }
way-up-groups = • Groupes qui ont dit merci : { $have } sur { $need }
highest-tier = Le plus haut niveau est atteint. Bravo !
tier-guaranteed = -# Le niveau { $tier } est gardé au moins jusqu’au { $when }.
tier-warned = ⚠️ Les conditions du niveau { $tier } ne sont plus remplies. Il est gardé jusqu’au { $when } ; si elles ne sont pas remplies de nouveau d’ici là, l’entreprise descend d’un niveau.
tier-when-approved = L’entreprise aura un niveau quand l’équipe du programme l’aura approuvée ; ses points sont conservés.

## Coups de chapeau

shout-out-title = ## Merci, { $partner } !
shout-out-what = { $kind } · **+{ $points }** du groupe **{ $group }**
shout-out-event = Lors de **{ $event }**
shout-out-total = { $total ->
        [one] { $total } point
       *[other] { $total } points
    } · { $tier }
shout-out-withdrawn = *Un coup de chapeau du groupe { $group } pour { $partner } a été retiré.*
tier-title = ## 🏆 { $partner } passe au niveau { $tier } !
tier-text = { $groups ->
        [one] { $groups } groupe a remercié { $partner } : { $points } { $points ->
            [one] point
           *[other] points
        }. Bravo !
       *[other] { $groups } groupes ont remercié { $partner } : { $points } { $points ->
            [one] point
           *[other] points
        }. Bravo !
    }
tier-withdrawn = *La nouvelle « { $partner } passe au niveau { $tier } » a été retirée.*

## Reçu

receipt-title = ✅ **{ $points }** { $points ->
        [one] point
       *[other] points
    } à **{ $partner }** de la part du groupe **{ $group }** · { $kind }
receipt-left = Reste { $period } : **{ $after }** (avant : { $before })
receipt-standing = { $partner } : { $before } → **{ $after }** { $after ->
        [one] point
       *[other] points
    } · { $tier }
receipt-new-tier = 🏆 { $partner } passe au niveau **{ $tier }** !
receipt-shout-out = Coup de chapeau : { $when }
receipt-trouble = ⚠️ Un coup de chapeau précédent de votre groupe n’est pas paru : { $trouble } Qui gère le serveur peut y remédier avec `/setup`.
undone = ↩️ Annulé : { $points } { $points ->
        [one] point
       *[other] points
    } à **{ $partner }**.
undone-left = Il reste **{ $remaining }** { $remaining ->
        [one] point
       *[other] points
    } à votre groupe.
reversed-left = Il reste **{ $remaining }** { $remaining ->
        [one] point
       *[other] points
    } au groupe.
reversed-gone = La période dont ils venaient est terminée : le groupe ne les récupère pas.
undone-unseen = Rien n’a paru en public.
undone-withdrawn = Son coup de chapeau indique maintenant qu’il a été retiré.

## Enveloppe

allocation-title = ### { $group }, { $period }
allocation-left = { $bar } Reste à donner : **{ $remaining }** sur { $allocated } points
allocation-base = Base : { $base }
allocation-carried = Report : { $points }
allocation-granted = Supplément de l’équipe : { $points }
allocation-reserved = Réservé aux attributions en attente : { $points }
allocation-spent = Donné : { $spent }
allocation-next = La prochaine période commence le { $when } ({ $relative }).

## Attributions en attente d’approbation

reserved-title = ⏳ **{ $points }** { $points ->
        [one] point
       *[other] points
    } à **{ $partner }** de la part de **{ $group }** · { $kind } : en attente d’approbation
reserved-leaders-decide = Au-delà de { $above } points, une deuxième personne responsable de votre groupe doit être d’accord. La question est posée dans votre salon de responsables, s’il y en a un, et se trouve sous `/allocation`. Jusqu’au { $until }, les points sont réservés ; ensuite ils sont de nouveau libres.
reserved-staff-decide = Au-delà de { $above } points, quelqu’un d’autre doit être d’accord. Personne d’autre dans votre groupe ne le peut, donc la question est posée à l’équipe du programme. Jusqu’au { $until }, les points sont réservés ; ensuite ils sont de nouveau libres.
reserved-withdraw = Retirer la demande
approval-title = ### Une attribution attend une approbation
approval-facts = { $by } demande **{ $points }** { $points ->
        [one] point
       *[other] points
    } pour **{ $partner }** de la part de **{ $group }** · { $kind } · { $day }
approval-until = Jusqu’au { $until }, les points sont réservés. Qui l’a demandée ne peut pas décider, ni qui représente l’entreprise.
approval-waits = Elle attend.
approval-approved = ✅ Approuvée par { $by }.
approval-declined = ❌ Refusée par { $by } ; les points sont de nouveau libres.
approval-withdrawn = ↩️ Retirée par { $by } ; les points sont de nouveau libres.
approval-lapsed = Personne n’a décidé à temps ; les points sont de nouveau libres.
approval-freed = Le groupe a été fermé ou déplacé, ou l’entreprise refusée ; les points sont de nouveau libres.

## Attributions corrigées

menu-correct = Corriger cette attribution
correct-title = ### Corriger cette attribution
correct-facts = **{ $points }** { $points ->
        [one] point
       *[other] points
    } à **{ $partner }** de la part de **{ $group }** · { $kind } · { $day }
    -# Donné par { $by }, { $when }
correct-change = La changer…
correct-take-back = L’annuler…
correct-no-shout-out = Ce message n’est pas le coup de chapeau d’une attribution, il n’y a donc rien à corriger. Ouvrez le menu du coup de chapeau lui-même.
correct-form = Ce qu’elle aurait dû être
correct-partner = Entreprise
correct-contribution = Contribution
correct-points = Points
correct-day = Jour de la contribution (AAAA-MM-JJ)
correct-reason = Raison
take-back-form = Annuler cette attribution
take-back-reason = Pourquoi ? (n’est pas dit en public)
take-back-example = L’exposé était celui d’une autre entreprise
corrected-award = ✅ C’est corrigé. Elle dit maintenant :
corrected-words = ✅ La raison est dite autrement maintenant :
corrected-shout-out = Son coup de chapeau le dit aussi.

## Classement

board-title-program = ### 🏅 { $program }, { $period }
board-title-server = ### 🏅 Les entreprises qui ont aidé ici, { $period }
board-title-group = ### 🏅 Entreprises qui ont aidé { $group }, { $period }
board-kind = Pour { $kind } seulement
board-ever = depuis le début
board-last = la période précédente
board-period = du { $from } au { $until }
board-partner = { $place } **{ $name }** · { $points ->
        [one] { $points } point
       *[other] { $points } points
    } en { $awards ->
        [one] { $awards } attribution
       *[other] { $awards } attributions
    } · { $tier }
board-groups = **Les groupes qui ont le plus donné**
board-group = { $place } **{ $name }** · { $points ->
        [one] { $points } point
       *[other] { $points } points
    } en { $awards ->
        [one] { $awards } attribution
       *[other] { $awards } attributions
    }
board-widest = **Groupes qui ont remercié le plus d’entreprises**
board-wide = { $place } **{ $name }** · { $partners } entreprises
board-empty = Pas encore d’attributions. Les responsables disent merci avec `/award`.
leaderboard-scope-server = Ce serveur
leaderboard-scope-program = Tout le programme
leaderboard-period-this = Cette période
leaderboard-period-last = La période précédente
leaderboard-period-all = Depuis le début

## Entreprises

standing-title = ### { $partner } · { $tier }
standing-points = **{ $points }** { $points ->
        [one] point reçu
       *[other] points reçus
    } de { $groups ->
        [one] { $groups } groupe
       *[other] { $groups } groupes
    } { $window }
standing-together = -# Avec { $names }, qui est désormais cette entreprise.
window-for-ever = au total
window-months = { $months ->
        [one] au cours du dernier mois
       *[other] au cours des { $months } derniers mois
    }
standing-kind = { $kind } : { $points } { $points ->
        [one] point
       *[other] points
    } · { $counted ->
        [0] ne compte pas encore pour un niveau
       *[other] compte { $counted } fois
    }
standing-lapses = -# { $points ->
        [one] { $points } point compte
       *[other] { $points } points comptent
    } jusqu’au { $when }
thanks-line = { $when } · **+{ $points }** { $kind } · { $group }
thanks-reversed = ~~{ $when } · +{ $points } { $kind } · { $group }~~ annulé
no-thanks-yet = Aucune attribution pour l’instant. Parlez-en aux groupes que vous avez aidés : leurs responsables peuvent dire merci avec `/award`.
no-thanks-yet-of-others = Aucune attribution pour l’instant.
state-nominated = en attente d’approbation
state-suspended = suspendue
state-declined = refusée
partner-list-title = ### Entreprises : { $total }
partner-list-title-tier = ### { $tier } : { $total }
partner-list-page = -# Page { $page } sur { $pages }
registered = **{ $partner }** est proposée. L’équipe du programme est prévenue ; dès qu’elle approuve, vous représentez l’entreprise et pouvez consulter `/mypoints`.
nominated = **{ $partner }** est proposée. Les groupes peuvent lui attribuer des points tout de suite ; elle aura un niveau quand l’équipe du programme l’aura approuvée.
partner-edited = La fiche de l’entreprise **{ $partner }** est modifiée.
representative-added = { $person } représente maintenant **{ $partner }**.
representative-removed = { $person } ne représente plus **{ $partner }**.
partner-facts = **{ $partner }**

## Historique

history-title = ### Historique du programme
history-title-one = ### Historique : { $name }
history-title-both = ### Historique : { $group } et { $partner }
history-none = Il ne s’est encore rien passé. Ce qui est attribué avec `/award` apparaît ici.
history-reversed = ~~{ $line }~~ annulé
history-by = par { $person }
history-whom = { $what } : { $who }
history-tier-reached = Niveau atteint : { $tier }
history-tier-fallen = Niveau à présent : { $tier }
history-leader-added = Responsable en plus : { $who }
history-leader-removed = Responsable en moins : { $who }
history-base = Nouvelle base : { $base }
history-base-programs = De nouveau la base du programme
history-grant-taken-back = Supplément repris
history-newer = ◀ Plus récent
history-older = Plus ancien ▶
history-csv = CSV
history-file = { $lines ->
        [one] { $lines } écriture
       *[other] { $lines } écritures
    }, de la plus récente à la plus ancienne, raisons entières.
history-file-cut = Les { $lines } écritures les plus récentes ; les plus anciennes n’entrent pas dans un seul fichier. Demandez-en moins avec les options de `/history`.

## Configuration

panel-title =
    ### Configurer un groupe
    Choisissez qui le dirige et où paraissent ses coups de chapeau, puis envoyez. L’équipe du programme approuve tout nouveau groupe ; il a ensuite des points à donner.
panel-name = Nom : **{ $name }** · fuseau horaire : { $zone }
panel-words-button = Nom et fuseau horaire…
panel-words-title = Le groupe
panel-words-name = Nom
panel-words-name-example = Groupe d’utilisateurs Windows Server d’Ottawa
panel-words-timezone = Fuseau horaire (vide : celui du programme)
panel-group = Quel groupe ?
panel-new-group = Un nouveau groupe
panel-kind = Quel genre de groupe ?
panel-users = Qui le dirige ? (personnes)
panel-roles = Qui le dirige ? (rôles)
panel-channel = Où paraissent les coups de chapeau ?
panel-leaders-channel = Salon privé des responsables (facultatif)
panel-language = Langue de ses messages publics
panel-needed = -# Il manque encore : { $what }
needed-name = un nom
needed-kind = un genre
needed-leader = au moins un ou une responsable
needed-channel = un salon pour les coups de chapeau
panel-send-new = Proposer ce groupe
panel-send-change = Enregistrer les modifications
group-proposed = en attente d’approbation
group-active = actif
group-declined = refusé
group-closed = fermé
group-proposed-reply = Le groupe **{ $group }** est proposé. L’équipe du programme est prévenue ; dès qu’elle l’approuve, ses responsables peuvent taper `/award`. Les coups de chapeau paraîtront dans { $channel }.
group-changed-reply = Le groupe **{ $group }** est modifié. Les coups de chapeau paraissent dans { $channel }.
missing-right = Il me manque la permission « { $right } » dans { $channel }. Accordez-la à mon rôle dans les paramètres du salon, puis réessayez.
leaders-channel-open = Tout le serveur peut lire { $channel }. Retirez-y « Voir le salon » à @everyone, ou choisissez un salon que seuls les responsables voient : les approbations y sont demandées, et je ne rappelle à personne les points qui se perdent là où tout le monde lit.
right-view-channel = Voir le salon
right-send-messages = Envoyer des messages
right-read-history = Voir les anciens messages
right-attach-files = Joindre des fichiers

## Équipe du programme

group-facts = **{ $group }** · { $kind } · responsables : { $leaders } · coups de chapeau dans { $channel }
proposal-title = ### Un groupe demande à participer
proposal-approved = ### Groupe approuvé
proposal-declined = ### Groupe refusé
nomination-title = ### Une entreprise demande à participer
nomination-approved = ### Entreprise approuvée
nomination-declined = ### Entreprise refusée
nomination-by-itself = { $by } dit y travailler, et la représentera si vous approuvez.
nomination-by-other = Proposée par { $by }.
leaders-changed =
    ### Changement de responsables : { $group }
    Par { $by } · ajout : { $added } · retrait : { $removed }
nothing-pending = Rien ne vous attend. 🎉
pending-more = -# Il y en a d’autres : tranchez ceux-ci, et les suivants apparaîtront.
group-approved-reply = Le groupe **{ $group }** est approuvé : il a maintenant des points à donner.
group-declined-reply = Le groupe **{ $group }** est refusé.
partner-approved-reply = L’entreprise **{ $partner }** est approuvée.
partner-declined-reply = L’entreprise **{ $partner }** est refusée ; ce que des groupes lui ont donné leur revient en supplément.
note-warning = ⚠️ **{ $partner }** n’atteint plus **{ $tier }**, et sa garantie est terminée. Sans se requalifier, l’entreprise descend d’un niveau le { $until }. Ses représentantes et représentants le voient sous `/mypoints`.
note-reminder = ⏳ Il reste **{ $remaining }** { $remaining ->
        [one] point
       *[other] points
    } à **{ $group }**, dont **{ $lapsing }** se perdent le { $when } ({ $relative }). Qui vous a aidés dernièrement ? Dites merci avec `/award`.
program-channels = Salon de l’équipe : { $staff }. Salon où les nouveaux niveaux sont annoncés : { $announcements }.
program-channels-requests = Salon où les demandes d’aide sont publiées : { $requests }.
granted = { $points ->
        [one] { $points } point accordé
       *[other] { $points } points accordés
    } au groupe **{ $group }** : il lui reste **{ $remaining }** jusqu’au { $next }.
grant-taken-back = { $points ->
        [one] { $points } point repris
       *[other] { $points } points repris
    } au groupe **{ $group }** : il lui reste **{ $remaining }** jusqu’au { $next }.
base-own = À partir du { $from }, le groupe **{ $group }** commence chaque période avec { $base ->
        [one] **{ $base }** point qui lui est propre
       *[other] **{ $base }** points qui lui sont propres
    }. Cette période reste telle quelle.
base-programs = À partir du { $from }, le groupe **{ $group }** commence de nouveau chaque période avec { $base ->
        [one] le **{ $base }** point du programme
       *[other] les **{ $base }** points du programme
    }. Cette période reste telle quelle.
group-closed-reply = Le groupe **{ $group }** est fermé : il n’attribue plus de points. Ce qu’il a attribué reste. Son serveur peut proposer un nouveau groupe avec `/setup`.
group-moved-reply = Le groupe **{ $group }** est déplacé : ce qu’il a et ce qu’il a attribué reste à lui. Il attribue de nouveau des points quand une personne qui gère ce serveur l’y aura configuré avec `/setup` et que vous l’aurez approuvé.
partner-suspended = **{ $partner }** est suspendue : elle garde ses points et son niveau, et ne peut plus en recevoir jusqu’à ce que vous utilisiez `/program suspend` avec `resume`.
merged = **{ $absorbed }** est désormais **{ $into }** : chaque attribution reste où elle est et compte pour les deux ensemble.
merge-taken-back = **{ $absorbed }** et **{ $into }** sont de nouveau deux entreprises.
company-has = **{ $partner }** · { $tier } · **{ $points }** { $points ->
        [one] point
       *[other] points
    } de { $groups ->
        [one] { $groups } groupe
       *[other] { $groups } groupes
    }
conflict-before = { $who } représente désormais **{ $partner }**, selon { $by }, et lui avait donné { $awards ->
        [one] { $awards } attribution
       *[other] { $awards } attributions
    }, { $points } { $points ->
        [one] point
       *[other] points
    } en tout. `/history` les montre ; `/program reverse` en annule une.
partner-resumed = **{ $partner }** peut de nouveau recevoir des points.
report-title = ### 📊 Rapport, { $period }
report-points = { $bar } **{ $points }** points donnés sur { $allocated }, en { $awards ->
        [one] { $awards } attribution
       *[other] { $awards } attributions
    }
report-groups = Groupes actifs : **{ $groups }** ; { $silent ->
        [0] tous ont dit merci
        [one] **{ $silent }** n’a pas encore dit merci
       *[other] **{ $silent }** n’ont pas encore dit merci
    }
report-and-more = { $names } et { $more } de plus
report-tiers = Entreprises : { $tiers }
report-warned = ⚠️ Averties, elles perdent un niveau sauf requalification : **{ $warned }**
report-file = -# Chaque entreprise est dans le fichier : { $companies }.
audit-title = ### Audit
audit-all-delivered = ✅ Tous les messages attendus sont publiés.
audit-given-up = ❌ { $what } (écriture { $record }) · { $place } · pas publié : { $trouble }
audit-still-tried = ⏳ { $what } (écriture { $record }) · { $place } · pas encore publié : { $trouble }
no-channel-yet = pas encore de salon
record-award = Attribution
record-reversal = Attribution annulée
record-reservation = Attribution en attente
record-reservation-ended = Attribution décidée
record-correction = Attribution corrigée
record-amendment = Raison dite autrement
record-grant = Supplément
record-tier = Niveau
record-opening = Solde d’ouverture
record-period = Nouvelle période
record-leaders = Changement de responsable
record-base = Base modifiée
record-group-closed = Groupe fermé
record-group-moved = Groupe déplacé
record-partner-suspended = Entreprise suspendue
record-partner-resumed = Suspension levée
record-merge = Entreprise fusionnée
record-merge-taken-back = Fusion annulée
record-program = Salons du programme
record-rules = Règles
record-group-proposed = Groupe proposé
record-group-changed = Groupe modifié
record-group-approved = Groupe approuvé
record-group-declined = Groupe refusé
record-partner-registered = Entreprise inscrite
record-partner-nominated = Entreprise proposée
record-partner-approved = Entreprise approuvée
record-partner-declined = Entreprise refusée
record-partner-edited = Entreprise modifiée
record-representative-added = Représentation ajoutée
record-representative-removed = Représentation retirée
purpose-award = Un coup de chapeau
purpose-tier = Un nouveau niveau
purpose-approval = Une question aux responsables
purpose-warning = Un avertissement
purpose-reminder = Un rappel aux responsables
purpose-redraw = La mise à jour d’un message
purpose-proposal = Une proposition de groupe
purpose-nomination = Une proposition d’entreprise
purpose-leaders = Un avis sur les responsables
purpose-conflict = Un avis sur une représentation
trouble-channel-gone = son salon n’existe plus. Choisissez-en un autre.
trouble-message-gone = le message n’existe plus.
trouble-no-access = je ne vois pas son salon, ou pas son historique. Accordez-y à mon rôle « Voir le salon » et « Voir les anciens messages ».
trouble-no-permission = je ne peux pas écrire dans son salon. Accordez-y à mon rôle « Envoyer des messages ».
trouble-read-by-all = tout le serveur peut lire son salon, alors que cela ne regarde que les responsables. Retirez-y « Voir le salon » à @everyone et faites réessayer, ou choisissez un autre salon avec `/setup`.
trouble-token-refused = Discord refuse mon jeton.
trouble-blocked-by-automod = l’AutoMod de Discord a bloqué le message.
trouble-refused = Discord a refusé le message.
trouble-unsendable = le message n’a pas pu être envoyé.
trouble-unreachable = Discord est injoignable ; je continue d’essayer.
trouble-connection-lost = la connexion a été coupée ; je cherche le message avant de réessayer.
trouble-discord-in-trouble = Discord a des difficultés ; je cherche le message avant de réessayer.
trouble-unreadable-answer = la réponse de Discord était illisible ; je cherche le message avant de réessayer.
trouble-put-off = Discord m’a demandé d’attendre ; je continue d’essayer.
trouble-no-channel = il n’y a pas encore de salon pour cela. Choisissez-en un avec `/program setup`.
trouble-other = { $detail }

## Choix pendant la saisie

points-choice = { $points } · reste { $remaining }
day-today = Aujourd’hui · { $day }
day-yesterday = Hier · { $day }
day-ago = Il y a { $ago } jours · { $day }

## Refus : ce qui est refusé, pourquoi, que faire ensuite

too-late = J’ai mis trop de temps, et le formulaire ne peut plus s’afficher. Rien n’a été modifié ; réessayez.
apology = Désolé, quelque chose s’est mal passé de mon côté. Vérifiez si c’est fait avant de réessayer. Si cela persiste, donnez ce numéro à l’équipe du programme : { $number }
refusal-not-a-leader = Vous ne dirigez aucun groupe ici, donc vous ne pouvez agir pour aucun. Qui gère ce serveur peut vous ajouter avec `/setup`.
refusal-no-group-here = Aucun groupe de ce serveur ne participe encore. Qui gère le serveur peut en proposer un avec `/setup`.
refusal-which-group = Vous dirigez plusieurs groupes ici : { $names }. Précisez lequel avec l’option `group`, ou tapez la commande dans le salon de ce groupe.
refusal-unknown-group = Aucun groupe de ce nom ne peut être choisi ici. Choisissez-en un dans la liste qui apparaît pendant la saisie.
refusal-group-not-active = Ce groupe n’est pas actif, donc il n’a pas de points à donner : il n’est pas encore approuvé, ou il est fermé. Adressez-vous à l’équipe du programme.
refusal-conflict = Vous représentez cette entreprise, donc vous ne pouvez pas lui attribuer de points. Demandez à une ou un autre responsable de votre groupe.
refusal-unknown-partner = Aucune entreprise ne s’appelle « { $asked } ». Proposez-la avec `/partner register` ; elle pourra aussitôt recevoir des points.
refusal-unknown-partner-near = Aucune entreprise ne s’appelle « { $asked } ». Vouliez-vous dire { $names } ? Sinon, proposez-la avec `/partner register`.
refusal-partner-suspended = Cette entreprise est suspendue, donc elle ne peut pas recevoir de points pour l’instant. Adressez-vous à l’équipe du programme.
refusal-partner-declined = L’équipe du programme a refusé cette entreprise, donc elle ne peut pas recevoir de points. Adressez-vous à cette équipe.
refusal-not-a-representative = C’est réservé aux personnes qui représentent l’entreprise, et vous n’en êtes pas. Quelqu’un qui la représente ou l’équipe du programme peut vous ajouter avec `/partner representative` ; une nouvelle entreprise entre avec `/partner register`.
refusal-unknown-contribution = Le programme ne connaît pas cette contribution. Choisissez-en une dans la liste qui apparaît pendant la saisie.
refusal-points-out-of-range = Impossible d’attribuer { $asked ->
        [one] { $asked } point
       *[other] { $asked } points
    } en une fois. Choisissez un nombre de { $min } à { $max }.
refusal-not-enough = { $asked ->
        [one] { $asked } point
       *[other] { $asked } points
    }, c’est plus que ce qui reste à votre groupe : **{ $remaining }**. La prochaine période commence le { $when } ({ $relative }) ; d’ici là, l’équipe du programme peut accorder un supplément.
refusal-cannot-take-back = Impossible de reprendre { $asked ->
        [one] { $asked } point
       *[other] { $asked } points
    }. Le maximum est { $most } : ce que l’équipe a accordé pendant cette période et que le groupe n’a pas encore donné.
refusal-day-in-future = Le { $day } n’est pas encore arrivé : nous sommes le { $today }. Attendez ce jour, ou choisissez-en un plus tôt.
refusal-day-too-old = Le { $day } est trop loin. La date la plus ancienne que vous pouvez choisir est le { $oldest }.
refusal-day-unreadable = « { $asked } » n’est pas une date. Écrivez-la comme 2026-03-31, ou choisissez-en une dans la liste.
refusal-unknown-timezone = « { $asked } » n’est pas un fuseau horaire. Écrivez-le comme America/Toronto, ou laissez vide pour celui du programme.
refusal-incomplete = Il manque encore quelque chose. Choisissez un nom, un genre, au moins un ou une responsable et un salon, puis envoyez de nouveau.
refusal-too-short = Texte trop court ({ $what }) : { $actual ->
        [one] { $actual } caractère
       *[other] { $actual } caractères
    }. Écrivez-en au moins { $allowed }.
refusal-too-long = Texte trop long ({ $what }) : { $actual ->
        [one] { $actual } caractère
       *[other] { $actual } caractères
    }. Écrivez-en au plus { $allowed }.
field-reason = raison
field-company-name = nom de l’entreprise
field-group-name = nom du groupe
field-event-name = nom de l’événement
field-note = description
field-website = site web
refusal-website-unreadable = L’adresse de ce site web est illisible. Écrivez-la comme https://example.com.
refusal-website-not-https = L’adresse d’un site web doit commencer par https://. Écrivez-la comme https://example.com.
refusal-website-credentials = L’adresse d’un site web ne doit contenir ni nom ni mot de passe. Retirez ce qui précède le signe @.
refusal-website-no-public-name = L’adresse d’un site web doit avoir un nom public, comme example.com.
refusal-already-reversed = Cette attribution a déjà été annulée, donc il n’y a plus rien à faire.
refusal-undo-too-late = Une attribution peut être annulée pendant { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, et ce délai est passé. Adressez-vous à l’équipe du programme.
refusal-not-yours = Quelqu’un d’autre a fait cette attribution : seules cette personne et l’équipe du programme peuvent la corriger ou l’annuler. Adressez-vous à elles.
refusal-not-yours-to-read = Vous ne pouvez pas voir ces écritures : elles sont réservées à qui dirige le groupe ici, à qui représente l’entreprise et à l’équipe du programme. Qui gère ce serveur peut vous ajouter comme responsable avec `/setup`, et qui représente l’entreprise avec `/partner representative`.
refusal-staff-only = Seule l’équipe du programme peut faire cela, sur le serveur du programme. Adressez-vous à elle.
refusal-not-yourself = Personne ne se désigne soi-même pour représenter une entreprise. Demandez à quelqu’un qui la représente déjà, ou à quelqu’un d’autre de l’équipe du programme.
refusal-manage-server-only = Seules les personnes qui peuvent gérer ce serveur peuvent configurer ses groupes. Demandez-leur de taper `/setup`.
refusal-server-only = Cela ne fonctionne que sur un serveur. Tapez la commande sur le serveur de votre groupe.
refusal-name-taken = Le nom « { $name } » est déjà pris. Choisissez un autre nom, ou modifiez ce qui porte celui-ci.
refusal-nothing-to-change = Tout est déjà comme vous le demandez, donc rien n’a été modifié. Donnez ce qui doit changer.
refusal-already-applauded = Vous avez déjà applaudi. Merci ! 👏
refusal-withdrawn = Ce coup de chapeau a été retiré, donc il ne reçoit plus ni applaudissements ni avis.
refusal-same-interaction-other-content = Discord a transmis ceci deux fois avec des contenus différents, donc seul le premier a été retenu. Tapez de nouveau la commande.
refusal-unknown-record = Le registre du programme n’a rien de cette sorte sous ce numéro. C’est peut-être celui d’un autre programme ; tapez de nouveau la commande.
refusal-already-decided = Quelqu’un en a déjà décidé. `/program approve` montre ce qui attend encore.
refusal-total-too-large = Cela dépasserait ce qui peut être compté ({ $max } points). Adressez-vous à l’équipe du programme.
refusal-share-exceeded = Une même entreprise reçoit au plus { $percent } % des points d’un groupe par période : ici **{ $most }**. Celle-ci en a { $given } de votre groupe, donc { $asked } de plus, c’est trop. { $left ->
        [0] Elle pourra de nouveau recevoir des points de votre groupe
        [one] Donnez au plus { $left } point, ou davantage
       *[other] Donnez au plus { $left } points, ou davantage
    } quand la prochaine période commencera, le { $when } ({ $relative }).
refusal-looks-like-duplicate = Votre groupe a donné { $points ->
        [one] { $points } point
       *[other] { $points } points
    } à cette entreprise pour la même contribution le même jour, { $relative }. S’il s’agit d’une autre, attribuez quand même ; sinon, il n’y a plus rien à faire : rien n’a été attribué maintenant.
refusal-question-forgotten = Cette question est trop ancienne : ce que vous aviez saisi est oublié. Rien n’a été attribué ; utilisez de nouveau `/award`.
refusal-needs-approval = Plus de { $above ->
        [one] { $above } point
       *[other] { $above } points
    }, c’est à une ou un deuxième responsable de l’approuver, ce qui ne peut pas se demander ici. Ne dépassez pas ce nombre, ou annulez l’attribution et refaites-la avec `/award`.
refusal-not-yours-to-approve = C’est à une ou un autre responsable de ce groupe de décider de cette attribution, et vous ne le dirigez pas. Adressez-vous à ses responsables.
refusal-own-reservation = Vous avez demandé cette attribution, donc quelqu’un d’autre en décide : une ou un autre responsable de votre groupe ou, à défaut, l’équipe du programme. Adressez-vous à cette personne, ou retirez la demande.
refusal-leader-decides = Ce groupe a une ou un autre responsable qui peut décider de cette attribution, donc l’équipe n’en décide pas. Adressez-vous à cette personne.
refusal-reservation-decided = { $how ->
        [approved] Cette attribution a déjà été approuvée, donc il n’y a plus rien à décider. Ce qui y est faux peut être corrigé.
        [declined] Cette attribution a déjà été refusée, donc ses points sont de nouveau libres. Refaites-la avec `/award` si vous n’êtes pas d’accord.
        [withdrawn] Qui avait demandé cette attribution l’a retirée, donc il n’y a plus rien à décider. Elle peut être refaite avec `/award`.
       *[freed] Les points de cette attribution ont été libérés, car son groupe ou l’entreprise ne fait plus partie du programme comme avant. Adressez-vous à l’équipe du programme.
    }
refusal-reservation-lapsed = Personne n’a décidé de cette attribution jusqu’au { $when }, donc ses points ont été libérés. Refaites-la avec `/award`.
refusal-asker-left = Qui a demandé cette attribution ne dirige plus le groupe, donc elle ne peut pas être approuvée. Refusez-la ; une ou un responsable peut la refaire avec `/award`.
refusal-asker-conflict = Qui a demandé cette attribution représente désormais l’entreprise, donc elle ne peut pas être approuvée. Refusez-la ; une ou un autre responsable peut la refaire avec `/award`.
refusal-correction-too-late = Vous pouvez corriger vous-même une attribution pendant { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, et ce délai est passé. Adressez-vous à l’équipe du programme.
refusal-period-over = La période de cette attribution est terminée, donc elle ne peut pas augmenter : au plus { $most ->
        [one] { $most } point
       *[other] { $most } points
    }. Donnez le reste par une nouvelle attribution avec `/award`.
refusal-partner-merged = Cette entreprise fait désormais partie de **{ $into }**. Choisissez celle-ci.
refusal-server-unreadable = « { $asked } » n’est pas le numéro d’un serveur. Activez le mode développeur de Discord, choisissez « Copier l’identifiant du serveur » et collez-le.
refusal-merge-with-itself = Une entreprise ne peut pas fusionner avec elle-même. Choisissez-en deux différentes.
refusal-merge-in-circle = **{ $into }** a déjà fusionné avec cette entreprise, donc l’inverse n’est pas possible en même temps. Annulez d’abord cette fusion.
refusal-not-merged = Cette entreprise n’a fusionné avec aucune autre, donc il n’y a rien à annuler. `/partner view` montre ce qu’elle est.
refusal-merged-since = **{ $name }** a fusionné plus tard avec cette entreprise. Annulez d’abord cette fusion.
refusal-already-opened = Le solde d’ouverture de cette entreprise est déjà enregistré, et il ne l’est qu’une fois. Retirez sa ligne.
refusal-unknown-tier = Le programme n’a pas de niveau « { $asked } ». Prenez-en un de ses règles, par son identifiant.
refusal-partner-not-active = Cette entreprise n’est pas active, donc ce n’est pas possible pour elle. Approuvez-la ou refusez-la d’abord avec `/program approve`.
refusal-base-out-of-range = La base d’un groupe ne peut pas dépasser { $most ->
        [one] { $most } point
       *[other] { $most } points
    }. Choisissez un nombre plus petit.

## Commandes

command-award = Remercier une entreprise qui a aidé votre groupe : des points et un coup de chapeau public
option-award-partner = L’entreprise qui a aidé
option-award-contribution = Ce qu’elle a fait
option-award-reason = Pourquoi, dans vos mots : tout le monde le lit
option-award-points = Combien de points ; si omis : ce que le programme suggère
option-award-date = Quand cela a eu lieu ; si omis : aujourd’hui
option-award-event = Lors de quel événement
option-award-link = Où en lire plus, https://…
option-award-group = Pour lequel de vos groupes
command-allocation = Voir ce que votre groupe peut encore donner
option-allocation-group = Lequel de vos groupes
command-mypoints = Voir les points et le niveau de votre entreprise, et ce qui manque pour le niveau suivant
option-mypoints-partner = Laquelle de vos entreprises
command-history = Voir ce qui a été donné et ce qui a changé, page par page ou en fichier CSV
option-history-partner = Seulement avec cette entreprise
option-history-group = Seulement pour ce groupe
option-leaderboard-contribution = Pour cette contribution seulement (sinon toutes)
option-leaderboard-group = Ce qu’un groupe a donné, où qu’il soit (sinon tous)
command-leaderboard = Voir quelles entreprises ont le plus aidé, et quels groupes ont dit merci
option-leaderboard-scope = Les groupes de ce serveur, ou tout le programme (par défaut : ce serveur)
option-leaderboard-period = Quelles attributions comptent (par défaut : celles de cette période)
command-help = Ce que vous pouvez faire ici
command-setup = Proposer au programme un groupe de ce serveur, ou en modifier un
command-partner = Les entreprises qui aident
command-partner-register = Faire entrer une entreprise : la vôtre, ou une qui vous a aidés
option-partner-name = Le nom de l’entreprise
option-partner-i-work-there = Y travaillez-vous ? Vous la représenterez dès que l’équipe approuve
option-partner-website = Son site web, https://…
option-partner-description = Ce qu’elle est, en une phrase
command-partner-edit = Modifier la fiche de votre entreprise
option-partner-partner = L’entreprise
command-partner-view = Voir une entreprise : niveau, points, derniers mercis
command-partner-list = Voir toutes les entreprises
option-partner-tier = Seulement celles de ce niveau
command-partner-representative = Ajouter ou retirer une personne qui représente votre entreprise
option-partner-person = Qui
option-partner-remove = Si vrai : cette personne ne la représente plus
command-program = Pour l’équipe du programme
command-program-setup = Choisir le salon de l’équipe et le salon des annonces
option-program-staff-channel = Où l’équipe est prévenue et consultée
option-program-announcements-channel = Où les nouveaux niveaux sont annoncés
command-program-approve = Voir ce qui vous attend : groupes et entreprises
command-program-grant = Accorder à un groupe un supplément pour cette période, ou en reprendre
option-program-group = Le groupe
option-program-points = Combien de points ; un nombre négatif en reprend
option-program-reason = Pourquoi
command-program-correct = Corriger une attribution : entreprise, contribution, points, jour et raison
command-program-report = Voir une période en chiffres, avec chaque entreprise dans un fichier
option-program-period = Quelle période (par défaut : celle qui est ouverte)
command-program-reverse = Annuler une attribution ; le groupe récupère les points tant que leur période dure
option-program-record = Le numéro de l’attribution, comme l’affiche /program audit
command-program-base = Donner à un groupe un autre nombre de points par période, dès la prochaine
option-program-base = Points par période ; sans ce nombre, de nouveau celui du programme
command-program-close = Fermer un groupe : il n’attribue plus de points, et ce qu’il a attribué reste
command-program-move = Déplacer un groupe vers un autre serveur, où il est configuré de nouveau
option-program-server = Le numéro du serveur, tel que Discord le copie en mode développeur
command-program-suspend = Suspendre une entreprise, ou lever sa suspension
option-program-partner = L’entreprise
option-program-resume = Si vrai : sa suspension est levée
command-program-merge = Dire qu’une entreprise en est désormais une autre, ou l’annuler
option-program-from = L’entreprise qui devient l’autre
option-program-into = L’entreprise qu’elle devient, et qui reste
option-program-since = À partir de quel jour, par exemple 2026-03-01 ; sans lui, aujourd’hui
option-program-take-back = Si vrai : ce sont de nouveau deux entreprises
command-program-audit = Voir ce qui n’est pas publié, et les dernières écritures
