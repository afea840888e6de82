### The digest of a month, told once when it is over, and the choices of it.

## Who wants it

panel-digest = Tell us each month what happened here
panel-wall = On the program's wall on the web
option-program-digest = True: each month the announcements channel is told what happened in the one before
program-digest-on = Each month the announcements channel is told what happened in the one before.
program-digest-off = There is no digest of each month: `/program setup` with `digest` wants one.
program-digest-nowhere = ⚠️ The digest of each month appears in the announcements channel, and there is none. Choose one: `/program setup` with `announcements-channel`.

## The message

digest-title-program = ## 🗞️ { $month } in { $program }
digest-title-group = ## 🗞️ { $month } at { $group }
digest-tiers = ### 🏆 New tiers
digest-tier = - **{ $partner }** reached { $tier }
digest-applauded = ### 👏 Most applauded
digest-thanks = - **{ $partner }** · { $kind } · { $applause ->
        [one] { $applause } member clapped
       *[other] { $applause } members clapped
    } · [see it]({ $link })
digest-thanks-of = - **{ $partner }** · { $kind } · thanked by { $group } · { $applause ->
        [one] { $applause } member clapped
       *[other] { $applause } members clapped
    } · [see it]({ $link })
digest-wanted = ### 🙋 Help is still wanted
digest-offer = -# Can your company help? Press the button here or on a request, or type `/offer make`.
digest-more = - and { $more } more
digest-awards = { $awards ->
        [one] { $awards } award
       *[other] { $awards } awards
    } that month
digest-points = { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
digest-partners = { $partners ->
        [one] { $partners } company
       *[other] { $partners } companies
    }
digest-groups = { $groups ->
        [one] { $groups } group
       *[other] { $groups } groups
    }
digest-requests = What help is wanted?

## For staff

purpose-digest = The digest of a month
record-digest = Digest of a month
record-request-reopened = Help wanted again
