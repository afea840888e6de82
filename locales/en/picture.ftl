### Pictures: what stands in them, and the texts for people who don't see them. Both are plain text: what people wrote is shown as
### it is, and no backtick is a command.

picture-tier-new = New tier
picture-tier = Tier
picture-tier-alt = A medal, and the words: { $partner } · new tier { $tier } · { $program } · { $day }
picture-held = { $points ->
    [one] 1 point
   *[other] { $points } points
} · { $groups ->
    [one] 1 group helped
   *[other] { $groups } groups helped
}
picture-held-alt = A medal, and the words: { $partner } · { $tier } · { $program } · { $note }
picture-points = Points by month, by contribution
picture-others = Others
picture-brought = Brought along
picture-points-alt = Bars by month: points of { $partner } from { $first } to { $last }, { $total } in all. By contribution: { $kinds }.
picture-points-months = By month: { $months }.
picture-month-short = { $number ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
picture-awards = { $count ->
    [one] award
   *[other] awards
}
picture-points-given = { $count ->
    [one] point
   *[other] points
}
picture-companies = { $count ->
    [one] company
   *[other] companies
}
picture-groups = { $count ->
    [one] group
   *[other] groups
}
picture-tiers = New tiers
picture-applauded = Most applauded
picture-applause = 👏 { $applause } · { $what }
picture-month-alt = A card, and the words: { $month } · { $program } · { $figures }.
picture-tiers-alt = { $label }: { $told }.
