### The wall on the web. Here `{ $… }` of people's texts is escaped by the page, and backticks are commands.

option-partner-on-the-wall = False: your company isn't on the program's wall on the web

wall-title = { $program }: the wall
wall-skip = Skip to content
wall-nav = Pages
wall-nav-home = Thanks
wall-nav-partners = Companies
wall-nav-groups = Groups
wall-nav-requests = Help wanted
wall-languages = Language
wall-lead = Companies that helped user groups, study groups and communities, thanked by the groups that they helped.
wall-newest = Newest thanks
wall-no-thanks = Nobody was thanked yet. The first award of a group appears here.
wall-search = Search
wall-search-label = Name of a company
wall-found = { $total ->
    [0] No company is called so.
    [one] 1 company
   *[other] { $total } companies
}
wall-search-none = Look at a part of the name, or see all companies.
wall-all-partners = All companies
wall-search-group-label = Name of a group
wall-found-groups = { $total ->
    [0] No group is called so.
    [one] 1 group
   *[other] { $total } groups
}
wall-search-none-groups = Look at a part of the name, or see all groups.
wall-all-groups = All groups
wall-search-request-label = Words in a request
wall-found-requests = { $total ->
    [0] Nothing like it is asked for.
    [one] 1 request
   *[other] { $total } requests
}
wall-search-none-requests = Try another word or kind, or see all that is asked for.
wall-all-requests = All that is asked for
wall-partners = Companies
wall-partners-empty = No company is in the program yet.
wall-no-tier = In the program
wall-pages = Pages of the list
wall-page = Page { $page } of { $pages }
wall-earlier = Previous page
wall-later = Next page
wall-thanks-word = thanks
wall-thanks-to = { $group } thanks { $partner }
wall-points = { $points ->
    [one] 1 point
   *[other] { $points } points
}
wall-tier = Tier
wall-points-label = Points
wall-points-window = { $months ->
    [0] since the beginning
    [one] in the last month
   *[other] in the last { $months } months
}
wall-groups-label = Groups helped
wall-applause-label = Applause
wall-pitch-free-label = Talks free of a sales pitch
wall-pitch-free = { $free } of { $talks }
wall-pitch-free-note = as members said who were there
wall-website = Website:
wall-did = What it did
wall-did-times = { $times ->
    [one] once
   *[other] { $times } times
}
wall-history = Points over time
wall-history-text = { $partner } by month from { $first } to { $last }: { $total ->
    [one] 1 point
   *[other] { $total } points
} in all, most of them in { $best } ({ $most }).
wall-history-table = The same as a table
wall-month = Month
wall-helped = Groups that it helped
wall-badge = Badge
wall-badge-text = { $partner } in { $program }: { $tier }
wall-badge-use = Show it on your own site with this line:
wall-groups = Groups
wall-groups-empty = No group is in the program yet. Whoever manages a Discord server proposes one with `/setup`.
wall-group-closed = This group has closed. What it thanked for stays.
wall-group-thanks = What it thanked for
wall-requests = Help wanted
wall-requests-lead = Groups ask for a speaker, a room or a little money. A company that helps is thanked here, with points that count towards a tier.
wall-requests-empty = Nobody asks for help at the moment.
wall-request-erased = Its words were erased
wall-request-until = Offers until { $day }
wall-request-when = When: { $when }
wall-request-where = Where:
wall-request-kind = What kind of help
wall-request-any-kind = Any
wall-request-days = { $first } to { $last }
wall-join = How to join
wall-join-text = In a Discord server of one of the groups, type `/partner register` with your company's name. When the program's staff have approved it, offer help with `/offer make`.
wall-evidence = Signed state of the ledger
wall-feed = News feed
wall-not-found = There is no such page
wall-not-found-text = The address may be mistyped, or who was here isn't on the wall any more. Search for a company, or begin at the first page.
wall-to-start = To the first page
wall-trouble = This page can't be made now
wall-trouble-text = Try again in a minute.
wall-busy-text = Too many people look at the wall at the moment. Try again in a few seconds.
wall-no-head = Nothing was signed yet: the program has set no signing key.
wall-feed-tier = { $partner } reached { $tier }
wall-date = { $day } { $month } { $year }
wall-date-month = { $month } { $year }
wall-month-name = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
