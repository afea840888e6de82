### Appels à l’aide : ce que les groupes demandent, ce que les entreprises offrent, et qui l’apprend.

## Demandes

wanted-kind-speaker = Présentation
wanted-kind-sponsor = Parrainage
wanted-kind-travel = Voyage
wanted-kind-prizes = Lots à gagner
wanted-kind-venue = Salle
wanted-kind-mentoring = Mentorat
wanted-kind-other = Autre aide
wanted-title = ## Demande d’aide : { $kind }
wanted-topic = **{ $topic }** · { $group }
wanted-day = 📅 { $day }
wanted-days = 📅 { $first } au { $last }
wanted-place = 📍 { $place }
wanted-help = Nous pouvons aider
wanted-offers = { $offers ->
        [one] { $offers } offre…
       *[other] { $offers } offres…
    }
wanted-end = Plus nécessaire
wanted-open = Ouverte jusqu’au { $until }{ $offers ->
        [0] {""}
        [one] {" "}· { $offers } offre
       *[other] {" "}· { $offers } offres
    }
wanted-accepted = ✅ **{ $partner }** aide. Merci !
wanted-withdrawn = Plus nécessaire.
wanted-expired = Le délai est passé.
wanted-thanked = 👏 **{ $partner }** a aidé, et a été remerciée.
wanted-not-happened = **{ $partner }** aurait aidé ; cela n’a pas eu lieu.
wanted-tag-open = Ouverte
wanted-tag-accepted = Trouvé
wanted-tag-thanked = Merci dit
wanted-tag-over = Terminée
wanted-line = **{ $kind }** · { $topic } · { $group }
wanted-link = [voir]({ $link })
wanted-list-server = ### Demandes d’aide ici
wanted-list-program = ### Demandes d’aide · { $program }
wanted-none = Rien n’est demandé en ce moment. Les responsables demandent avec `/request` ; les entreprises l’apprennent avec `/offer subscribe`.
wanted-prompt = 📣 **{ $partner }** avait promis son aide : { $kind } · { $topic }. Cela a-t-il eu lieu ? Alors dites merci : ce que l’on sait est rempli.
wanted-thank = Dire merci…
wanted-did-not-happen = Cela n’a pas eu lieu
wanted-asked = ✅ Votre demande est publiée. Les offres des entreprises paraissent dans son fil, et sous `/requests`.
wanted-ended = ✅ La demande est close, et son message le dit.
wanted-form = Demande : { $kind }
wanted-form-topic = De quoi s’agit-il ?
wanted-form-topic-example = Des sauvegardes qui survivent au feu
wanted-form-days = Quand ? Un jour, ou le premier et le dernier
wanted-form-days-example = 2027-03-18 – 2027-03-20
wanted-form-place = Où, ou en ligne ?
wanted-form-place-example = Ottawa, ou en ligne
wanted-form-wording = Que vous faut-il ?
wanted-form-wording-example = Une heure de pratique pour 60 personnes, sans argumentaire de vente
field-topic = sujet
field-place = lieu
field-wording = texte

## Offres

offer-facts = **{ $partner }** peut aider, dit { $by } :
offer-waiting = Les responsables du groupe { $group } décident.
offer-accepted = ✅ Le groupe { $group } accepte : merci ! { $place ->
        [here] Convenez du reste ici.
       *[elsewhere] Convenez du reste dans le fil de la demande.
    }
offer-declined = Le groupe { $group } vous remercie de l’offre, et ne la retient pas cette fois.
offer-withdraw = Retirer l’offre
offer-withdrawn = ↩️ L’offre a été retirée.
offer-closed = Le groupe { $group } vous remercie de l’offre. Il n’a plus besoin d’aide pour cela.
offer-accept = Accepter
offer-which = Pour laquelle de vos entreprises ?
offer-which-placeholder = Choisissez une entreprise
offer-form = { $partner } peut aider
offer-form-wording = Qu’offrez-vous ?
offer-form-wording-example = Notre ingénieure Kim raconte en une heure des restaurations ratées
offer-made = ✅ Votre offre est chez les responsables du groupe **{ $group }**. Leur réponse paraît dans le fil de la demande, et sous `/offer list`.
offers-none = Aucune offre n’attend de réponse.
words-kept = Ce que vous avez tapé :
form-again = Réessayer…
offer-list-title = ### Vos offres
offer-list-none = Aucune pour l’instant. `/requests` montre ce qu’il faut aux groupes ; `/offer subscribe` vous prévient quand ils demandent.

## Ce que les entreprises apprennent

notices-title =
    ### Que voulez-vous apprendre ?
    Choisissez des genres de demandes, et si l’on vous parle des mercis, des niveaux et des réponses de vos entreprises.
notices-kinds = Des demandes de quels genres ?
notices-language = Dans quelle langue ?
notices-any-language = Toutes les langues
notices-own-on = ✓ Nouvelles de vos entreprises
notices-own-off = Nouvelles de vos entreprises
notices-direct-on = ✓ Par message privé
notices-direct-off = Par message privé
notices-told-directly = Vous recevez un message privé, qui a un bouton pour l’arrêter.
notices-told-when-asked = Sans message privé, vous le voyez en demandant : `/requests`, `/offer list`, `/mypoints`.
notices-unreachable = Discord ne me laisse pas vous écrire. Autorisez les messages privés dans vos paramètres de confidentialité de ce serveur, puis choisissez de nouveau.
notices-stop = Arrêter ces messages
notices-stopped = Vous ne recevez plus de message privé de ma part. `/offer subscribe`, dans un serveur, y revient.
notice-request = Un groupe demande une aide que vous pouvez peut-être donner :
notice-award = 👏 **{ $group }** a remercié **{ $partner }** : **+{ $points }** · { $kind }
notice-tier = 🏆 **{ $partner }** est maintenant au niveau **{ $tier }**. Bravo !

## Merci pour ce qui était promis

promised-form = Remercier { $partner }
promised-form-example = Une heure de réponses honnêtes, sans argumentaire de vente

## Réglages et équipe

panel-requests-channel = Où demandez-vous de l’aide ? (facultatif ; aussi un forum)
right-create-threads = Créer des fils publics
right-send-in-threads = Envoyer des messages dans les fils
purpose-request = Une demande d’aide
purpose-offer = Une offre
purpose-prompt = La question de savoir si cela a eu lieu
purpose-notice = Un message privé
trouble-no-direct-messages = cette personne ne prend pas de message privé.
trouble-no-threads = je ne peux pas ouvrir de fil, ou pas y écrire, dans son salon. Donnez-y à mon rôle « Créer des fils publics » et « Envoyer des messages dans les fils ».
trouble-tag-needed = le forum exige une étiquette, et aucune n’a le nom de l’aide demandée. Ajoutez des étiquettes comme « Présentation », ou rendez-les facultatives.
record-request = Demande d’aide
record-request-ended = Demande d’aide terminée
record-offer = Offre d’aide
record-offer-ended = Réponse à une offre

## Refus

refusal-requested-day-past = Le { $day } est passé : là où vit votre groupe, nous sommes le { $today }. Donnez un jour à venir, ou n’en donnez pas.
refusal-requested-day-too-far = Le { $day } est trop loin. Demandez de l’aide jusqu’au { $latest } au plus tard, ou ne donnez pas de jour.
refusal-asked-already = Votre groupe demande déjà exactement cela : c’est sous `/requests`. S’il vous le faut deux fois, dites en un mot ce qui diffère.
refusal-too-many-requests = Votre groupe demande déjà { $most } choses. Terminez-en une sous `/requests`, puis demandez la suivante.
refusal-request-ended = { $how ->
        [accepted] Une offre a déjà été acceptée, cette demande n’en prend donc plus. `/requests` montre ce qu’il faut encore.
        [withdrawn] Le groupe n’en a plus besoin. `/requests` montre ce qu’il faut encore.
        [thanked] L’entreprise qui a aidé a déjà été remerciée, il n’y a donc plus rien à faire.
        [not-happened] Une personne responsable a dit que cela n’a pas eu lieu, il n’y a donc plus rien à faire. Si cela a eu lieu, remerciez l’entreprise avec `/award`.
       *[expired] Le délai de cette demande est passé. `/requests` montre ce qu’il faut encore ; le groupe peut de nouveau demander avec `/request`.
    }
refusal-request-not-accepted = Aucune offre n’a été acceptée pour cela, il n’y a donc personne à remercier. Acceptez-en une dans le fil de la demande, ou remerciez une entreprise avec `/award`.
refusal-offered-before = Votre entreprise a déjà offert son aide pour cela. `/offer list` montre où en est l’offre.
refusal-offer-decided = { $how ->
        [accepted] Cette offre a déjà été acceptée, il n’y a donc plus rien à décider.
        [declined] Cette offre a déjà été refusée, il n’y a donc plus rien à décider.
        [withdrawn] L’entreprise a retiré cette offre, il n’y a donc plus rien à décider.
       *[closed] Cette demande ne prend plus d’offre, il n’y a donc plus rien à décider.
    }
refusal-own-offer = Vous représentez cette entreprise, vous ne pouvez donc pas accepter son offre. Demandez à une autre personne responsable du groupe.
refusal-not-your-offer = Cette offre est d’une entreprise que vous ne représentez pas. `/offer list` montre les vôtres.

## Commandes

command-request = Demander de l’aide aux entreprises : présentation, parrainage, salle…
option-request-kind = Quel genre d’aide
option-request-group = Pour lequel de vos groupes
command-requests = Voir ce qu’il faut aux groupes, et aider
option-requests-scope = Les groupes de ce serveur, ou tout le programme (sans choix : ce serveur)
command-offer = Aider des groupes, et apprendre ce qu’il leur faut
command-offer-make = Offrir l’aide de votre entreprise
option-offer-request = Quelle demande
command-offer-list = Voir les offres de vos entreprises, et ce qu’elles sont devenues
command-offer-subscribe = Choisir ce que vous voulez apprendre
option-program-requests-channel = Où paraissent les demandes de tous les groupes ; aussi un forum
refusal-unknown-request = Aucune demande ouverte ne s’appelle « { $asked } ». Choisissez-en une dans la liste qui apparaît pendant la saisie, ou regardez-les toutes avec `/requests`.
