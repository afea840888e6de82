### Images : ce qu’elles montrent, et les textes pour qui ne les voit pas. Tout est du texte brut : ce que les gens ont écrit
### s’affiche tel quel, et aucun accent grave n’est une commande.

picture-tier-new = Nouveau niveau
picture-tier = Niveau
picture-tier-alt = Une médaille et les mots : { $partner } · nouveau niveau { $tier } · { $program } · { $day }
picture-held = { $points ->
    [one] { $points } point
   *[other] { $points } points
} · { $groups ->
    [one] { $groups } groupe aidé
   *[other] { $groups } groupes aidés
}
picture-held-alt = Une médaille et les mots : { $partner } · { $tier } · { $program } · { $note }
picture-points = Points par mois, par contribution
picture-others = Autres
picture-brought = Apportés
picture-points-alt = Barres par mois ({ $first } à { $last }) : points pour { $partner }, { $total } en tout. Par contribution : { $kinds }.
picture-points-months = Par mois : { $months }.
picture-month-short = { $number ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
picture-awards = { $count ->
    [one] attribution
   *[other] attributions
}
picture-points-given = { $count ->
    [one] point
   *[other] points
}
picture-companies = { $count ->
    [one] entreprise
   *[other] entreprises
}
picture-groups = { $count ->
    [one] groupe
   *[other] groupes
}
picture-tiers = Nouveaux niveaux
picture-applauded = Le plus applaudi
picture-applause = 👏 { $applause } · { $what }
picture-month-alt = Une carte et les mots : { $month } · { $program } · { $figures }.
picture-tiers-alt = { $label } : { $told }.
