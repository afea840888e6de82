### Des mercis qui commencent par un message ou une personne.

menu-thank = Remercier pour ce message
menu-award-person = Remercier cette personne
help-thank = Dans le menu d’un message : remercier l’entreprise de la personne qui l’a écrit
help-award-person = Dans le menu d’une personne : remercier son entreprise
thanks-title = ### Remercier { $partner }
    { $person } la représente. Qu’a-t-elle fait pour vous ?
thanks-other = ### Remercier { $partner }
    Qu’a-t-elle fait pour vous ?
thanks-several = ### Dire merci
    { $person } représente plusieurs entreprises. Laquelle a aidé ?
thanks-nobody = ### Dire merci
    { $person } ne représente aucune entreprise que l’on puisse remercier. Choisissez-en une que vous avez déjà remerciée, ou nommez-en une autre avec { $award }.
thanks-group = Lequel de vos groupes ?
thanks-company = Quelle entreprise ?
thanks-kind = Pour quoi ?
thanks-kind-choice = { $kind } · { $points ->
    [one] { $points } point
   *[other] { $points } points
}
thanks-form = Merci à { $partner }
thanks-reason = Pourquoi : tout le monde le lit
thanks-reason-example = Une soirée claire sur les sauvegardes, avec du temps pour les questions
thanks-day = Quand (vide : aujourd’hui)
thanks-link = Où en lire plus (facultatif)
refusal-own-thanks = C’est vous, et personne ne se remercie. Ouvrez le menu de quelqu’un qui a aidé, ou remerciez une entreprise avec `/award`.
refusal-thanks-to-bot = Cela vient d’un bot, qui ne représente aucune entreprise. Ouvrez le menu du message d’une personne, ou remerciez une entreprise avec `/award`.
