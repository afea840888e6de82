### Most words of Ovation in English; the other files have those of one part each. A private reply is in the reader's language, a public message in the group's.

## Words

no-tier = no tier yet
nobody = nobody
somebody = somebody
not-set = not set
this-month = this month
this-quarter = this quarter
this-half-year = this half-year
this-year = this year
user-group = User group
study-group = Study group
community = Community
language-en = English
language-fr = Français
points-short = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
approve = Approve
decline = Decline
all-the-same = Give it all the same
undo-button = Undo (within { $minutes } min)
mark-seen = Mark as seen
seen-by = Seen by { $person }
previous-page = Previous
next-page = Next

## The way to a tier

way-up = { $bar } { $have } of { $need } points for { $tier }
way-up-contribution = • { $kind }: { $have } of { $need }
way-up-groups = • Groups that said thanks: { $have } of { $need }
highest-tier = The highest tier is reached. Bravo!
tier-guaranteed = -# { $tier } is kept until { $when } at least.
tier-warned = ⚠️ What { $tier } asks for is no longer there. The tier is kept until { $when }; unless it is reached again by then, it goes one tier down.
tier-when-approved = It gets a tier when the program's staff approve it; its points are kept.

## Shout-outs

shout-out-title = ## Thank you, { $partner }!
shout-out-what = { $kind } · **+{ $points }** from **{ $group }**
shout-out-event = At **{ $event }**
shout-out-total = { $total ->
        [one] { $total } point
       *[other] { $total } points
    } · { $tier }
shout-out-withdrawn = *A shout-out of { $group } for { $partner } was withdrawn.*
tier-title = ## 🏆 { $partner } is now { $tier }!
tier-text = { $groups ->
        [one] One group has thanked { $partner }: { $points ->
                [one] { $points } point
               *[other] { $points } points
            }. Bravo!
       *[other] { $groups } groups have thanked { $partner }: { $points } points. Bravo!
    }
tier-withdrawn = *The news that { $partner } reached { $tier } was withdrawn.*

## Receipt

receipt-title = ✅ **{ $points }** { $points ->
        [one] point
       *[other] points
    } to **{ $partner }** from **{ $group }** · { $kind }
receipt-left = Left { $period }: **{ $after }** (before: { $before })
receipt-standing = { $partner }: { $before } → { $after ->
        [one] **{ $after }** point
       *[other] **{ $after }** points
    } · { $tier }
receipt-new-tier = 🏆 { $partner } is now **{ $tier }**!
receipt-shout-out = Shout-out: { $when }
receipt-trouble = ⚠️ An earlier shout-out of your group isn't out: { $trouble } Whoever manages the server can fix that with `/setup`.
undone = ↩️ Undone: { $points } { $points ->
        [one] point
       *[other] points
    } to **{ $partner }**.
undone-left = Your group has **{ $remaining }** left.
reversed-left = The group has **{ $remaining }** left.
reversed-gone = The period that they came from is over, so the group doesn't get them back.
undone-unseen = Nobody in public saw it.
undone-withdrawn = Its shout-out now says that it was withdrawn.

## Allocation

allocation-title = ### { $group }, { $period }
allocation-left = { $bar } **{ $remaining }** of { $allocated } points left to give
allocation-base = Base: { $base }
allocation-carried = Carried over: { $points }
allocation-granted = Granted by staff: { $points }
allocation-reserved = Held for awards that wait: { $points }
allocation-spent = Given: { $spent }
allocation-next = The next period starts on { $when } ({ $relative }).

## Awards that wait for an approval

reserved-title = ⏳ **{ $points }** { $points ->
        [one] point
       *[other] points
    } to **{ $partner }** from **{ $group }** · { $kind }: waiting for an approval
reserved-leaders-decide = Above { $above } points a second leader of your group has to agree. They are asked in your leaders' channel, where you have one, and find it under `/allocation`. Until { $until } the points are held for it; then they are free again.
reserved-staff-decide = Above { $above } points somebody else has to agree. Your group has no other leader who could, so the program's staff are asked. Until { $until } the points are held for it; then they are free again.
reserved-withdraw = Take it back
approval-title = ### An award waits for an approval
approval-facts = { $by } asks for **{ $points }** { $points ->
        [one] point
       *[other] points
    } to **{ $partner }** from **{ $group }** · { $kind } · { $day }
approval-until = Until { $until } the points are held. Whoever asked can't decide, nor can anybody who represents the company.
approval-waits = It waits.
approval-approved = ✅ Approved by { $by }.
approval-declined = ❌ Declined by { $by }; the points are free again.
approval-withdrawn = ↩️ Taken back by { $by }; the points are free again.
approval-lapsed = Nobody decided in time; the points are free again.
approval-freed = The group was closed or moved, or the company declined; the points are free again.

## Awards that are put right

menu-correct = Correct this award
correct-title = ### Put this award right
correct-facts = **{ $points }** { $points ->
        [one] point
       *[other] points
    } to **{ $partner }** from **{ $group }** · { $kind } · { $day }
    -# Given by { $by }, { $when }
correct-change = Change it…
correct-take-back = Take it back…
correct-no-shout-out = That message isn't the shout-out of an award, so there is nothing to put right. Open the menu of the shout-out itself.
correct-form = How it should have been
correct-partner = Company
correct-contribution = Contribution
correct-points = Points
correct-day = Day of the contribution (YYYY-MM-DD)
correct-reason = Reason
take-back-form = Take this award back
take-back-reason = Why? (not shown in public)
take-back-example = The talk was another company's
corrected-award = ✅ It is put right. Now it says:
corrected-words = ✅ The reason is told in other words now:
corrected-shout-out = Its shout-out says so as well.

## Leaderboard

board-title-program = ### 🏅 { $program }, { $period }
board-title-server = ### 🏅 Companies that helped here, { $period }
board-title-group = ### 🏅 Companies that helped { $group }, { $period }
board-kind = For { $kind } alone
board-ever = since the beginning
board-last = the period before
board-period = { $from } to { $until }
board-partner = { $place } **{ $name }** · { $points ->
        [one] { $points } point
       *[other] { $points } points
    } from { $awards ->
        [one] { $awards } award
       *[other] { $awards } awards
    } · { $tier }
board-groups = **Groups that gave the most**
board-group = { $place } **{ $name }** · { $points ->
        [one] { $points } point
       *[other] { $points } points
    } in { $awards ->
        [one] { $awards } award
       *[other] { $awards } awards
    }
board-widest = **Groups that thanked the most companies**
board-wide = { $place } **{ $name }** · { $partners } companies
board-empty = No awards yet. Leaders say thanks with `/award`.
leaderboard-scope-server = This server
leaderboard-scope-program = The whole program
leaderboard-period-this = This period
leaderboard-period-last = The period before
leaderboard-period-all = Since the beginning

## Companies

standing-title = ### { $partner } · { $tier }
standing-points = **{ $points }** { $points ->
        [one] point
       *[other] points
    } from { $groups ->
        [one] { $groups } group
       *[other] { $groups } groups
    } { $window }
standing-together = -# Together with { $names }, which is this company now.
window-for-ever = in all
window-months = { $months ->
        [one] in the last month
       *[other] in the last { $months } months
    }
standing-kind = { $kind }: { $points ->
        [one] { $points } point
       *[other] { $points } points
    } · { $counted ->
        [0] doesn't count for a tier yet
        [one] counts once
       *[other] counts { $counted } times
    }
standing-lapses = -# { $points ->
        [one] { $points } point counts
       *[other] { $points } points count
    } until { $when }
thanks-line = { $when } · **+{ $points }** { $kind } · { $group }
thanks-reversed = ~~{ $when } · +{ $points } { $kind } · { $group }~~ taken back
no-thanks-yet = No awards yet. Tell the groups that you helped: their leaders can say thanks with `/award`.
no-thanks-yet-of-others = No awards yet.
state-nominated = waits for approval
state-suspended = suspended
state-declined = declined
partner-list-title = ### Companies: { $total }
partner-list-title-tier = ### { $tier }: { $total }
partner-list-page = -# Page { $page } of { $pages }
registered = **{ $partner }** is proposed. The program's staff are told; when they approve, you represent it and can ask `/mypoints`.
nominated = **{ $partner }** is nominated. Groups can award it at once; it gets a tier when the program's staff approve it.
partner-edited = **{ $partner }** is changed.
representative-added = { $person } now represents **{ $partner }**.
representative-removed = { $person } no longer represents **{ $partner }**.
partner-facts = **{ $partner }**

## History

history-title = ### History of the program
history-title-one = ### History of { $name }
history-title-both = ### History of { $group } and { $partner }
history-none = Nothing happened yet. What is given with `/award` appears here.
history-reversed = ~~{ $line }~~ taken back
history-by = by { $person }
history-whom = { $what }: { $who }
history-tier-reached = Tier reached: { $tier }
history-tier-fallen = Tier now: { $tier }
history-leader-added = Leader added: { $who }
history-leader-removed = Leader removed: { $who }
history-base = Another base: { $base }
history-base-programs = The program's base again
history-grant-taken-back = Granted points taken back
history-newer = ◀ Newer
history-older = Older ▶
history-csv = CSV
history-file = { $lines ->
        [one] { $lines } record
       *[other] { $lines } records
    }, newest first, with reasons in full.
history-file-cut = The newest { $lines } records, newest first; older ones don't fit into one file. Ask for less with the options of `/history`.

## Setup

panel-title =
    ### Set up a group
    Choose who leads it and where its shout-outs appear, then send it. The program's staff approve a new group; then it has points to give.
panel-name = Name: **{ $name }** · time zone: { $zone }
panel-words-button = Name and time zone…
panel-words-title = The group
panel-words-name = Name
panel-words-name-example = Ottawa Windows Server User Group
panel-words-timezone = Time zone (empty: the program's)
panel-group = Which group?
panel-new-group = A new group
panel-kind = What kind of group?
panel-users = Who leads it? (people)
panel-roles = Who leads it? (roles)
panel-channel = Where do shout-outs appear?
panel-leaders-channel = Leaders' private channel (optional)
panel-language = Language of its public messages
panel-needed = -# Still needed: { $what }
needed-name = a name
needed-kind = a kind
needed-leader = at least one leader
needed-channel = a channel for shout-outs
panel-send-new = Propose this group
panel-send-change = Save the changes
group-proposed = waits for approval
group-active = active
group-declined = declined
group-closed = closed
group-proposed-reply = **{ $group }** is proposed. The program's staff are told; when they approve it, its leaders can type `/award`. Shout-outs will appear in { $channel }.
group-changed-reply = **{ $group }** is changed. Shout-outs appear in { $channel }.
missing-right = I lack the permission “{ $right }” in { $channel }. Give it to my role in the channel's settings, then try again.
leaders-channel-open = Everybody in this server can read { $channel }. Take “View Channel” from @everyone there, or choose a channel that leaders alone see: what waits for an approval is asked there, and I remind nobody of points that lapse where all can read it.
right-view-channel = View Channel
right-send-messages = Send Messages
right-read-history = Read Message History
right-attach-files = Attach Files

## Staff

group-facts = **{ $group }** · { $kind } · led by { $leaders } · shout-outs in { $channel }
proposal-title = ### A group asks to take part
proposal-approved = ### Group approved
proposal-declined = ### Group declined
nomination-title = ### A company asks to take part
nomination-approved = ### Company approved
nomination-declined = ### Company declined
nomination-by-itself = { $by } says they work there, and represents it when you approve.
nomination-by-other = Nominated by { $by }.
leaders-changed =
    ### Leaders of { $group } changed
    By { $by } · new: { $added } · no longer: { $removed }
nothing-pending = Nothing waits for you. 🎉
pending-more = -# More wait: decide these, and the next ones come.
group-approved-reply = **{ $group }** is approved: it has points to give now.
group-declined-reply = **{ $group }** is declined.
partner-approved-reply = **{ $partner }** is approved.
partner-declined-reply = **{ $partner }** is declined; what groups gave it is back with them as a grant.
note-warning = ⚠️ **{ $partner }** no longer reaches **{ $tier }**, and its guarantee is over. Unless it requalifies, it goes one tier down on { $until }. Its representatives see it under `/mypoints`.
note-reminder = ⏳ **{ $group }** has **{ $remaining }** { $remaining ->
        [one] point
       *[other] points
    } left, and **{ $lapsing }** of them lapse on { $when } ({ $relative }). Who helped you lately? Say thanks with `/award`.
program-channels = Staff channel: { $staff }. New tiers are announced in: { $announcements }.
program-channels-requests = Requests for help are told in: { $requests }.
granted = { $points } { $points ->
        [one] point
       *[other] points
    } granted to **{ $group }**: it has **{ $remaining }** left until { $next }.
grant-taken-back = { $points } { $points ->
        [one] point
       *[other] points
    } taken back from **{ $group }**: it has **{ $remaining }** left until { $next }.
base-own = From { $from } on, **{ $group }** starts each period with **{ $base }** { $base ->
        [one] point
       *[other] points
    } of its own. This period stays as it is.
base-programs = From { $from } on, **{ $group }** starts each period with the program's **{ $base }** { $base ->
        [one] point
       *[other] points
    } again. This period stays as it is.
group-closed-reply = **{ $group }** is closed: it gives no more points. What it gave stays. Its server can propose a new group with `/setup`.
group-moved-reply = **{ $group }** is moved: what it has and gave stays its own. It gives points again when somebody who manages that server has set it up there with `/setup`, and you have approved it.
partner-suspended = **{ $partner }** is suspended: it keeps its points and its tier, and can't be awarded until you use `/program suspend` with `resume`.
merged = **{ $absorbed }** is now **{ $into }**: each award stays where it is, and counts for both together.
merge-taken-back = **{ $absorbed }** and **{ $into }** are two companies again.
company-has = **{ $partner }** · { $tier } · **{ $points }** { $points ->
        [one] point
       *[other] points
    } from { $groups ->
        [one] { $groups } group
       *[other] { $groups } groups
    }
conflict-before = { $who } now represents **{ $partner }**, as { $by } said, and gave it { $awards ->
        [one] { $awards } award
       *[other] { $awards } awards
    } before, { $points } { $points ->
        [one] point
       *[other] points
    } in all. `/history` shows them; `/program reverse` takes one back.
partner-resumed = **{ $partner }** can be awarded again.
report-title = ### 📊 Report, { $period }
report-points = { $bar } **{ $points }** of { $allocated } points given, in { $awards ->
        [one] { $awards } award
       *[other] { $awards } awards
    }
report-groups = Active groups: **{ $groups }**; { $silent ->
        [0] all of them have said thanks
        [one] **{ $silent }** hasn't said thanks yet
       *[other] **{ $silent }** haven't said thanks yet
    }
report-and-more = { $names } and { $more } more
report-tiers = Companies: { $tiers }
report-warned = ⚠️ Warned, and losing a tier unless they requalify: **{ $warned }**
report-file = -# Each company is in the file: { $companies }.
audit-title = ### Audit
audit-all-delivered = ✅ Every message that is due is out.
audit-given-up = ❌ { $what } (record { $record }) isn't out · { $place }: { $trouble }
audit-still-tried = ⏳ { $what } (record { $record }) isn't out yet · { $place }: { $trouble }
no-channel-yet = no channel yet
record-award = Award
record-reversal = Award taken back
record-reservation = Award that waits
record-reservation-ended = Award decided
record-correction = Award put right
record-amendment = Reason in other words
record-grant = Grant
record-tier = Tier
record-opening = Opening balance
record-period = New period
record-leaders = Leader changed
record-base = Base changed
record-group-closed = Group closed
record-group-moved = Group moved
record-partner-suspended = Company suspended
record-partner-resumed = Company resumed
record-merge = Company merged
record-merge-taken-back = Merge taken back
record-program = Program's channels
record-rules = Rules
record-group-proposed = Group proposed
record-group-changed = Group changed
record-group-approved = Group approved
record-group-declined = Group declined
record-partner-registered = Company registered
record-partner-nominated = Company nominated
record-partner-approved = Company approved
record-partner-declined = Company declined
record-partner-edited = Company changed
record-representative-added = Representative added
record-representative-removed = Representative removed
purpose-award = A shout-out
purpose-tier = A new tier
purpose-approval = A question for leaders
purpose-warning = A warning
purpose-reminder = A reminder for leaders
purpose-redraw = A change of a message
purpose-proposal = A proposal
purpose-nomination = A nomination
purpose-leaders = A note on leaders
purpose-conflict = A note on a representative
trouble-channel-gone = its channel is gone. Choose another one.
trouble-message-gone = the message is gone.
trouble-no-access = I can't see its channel, or not its history. Give my role “View Channel” and “Read Message History” there.
trouble-no-permission = I may not write in its channel. Give my role “Send Messages” there.
trouble-read-by-all = everybody in the server can read its channel, and it is for leaders alone. Take “View Channel” from @everyone there and have it tried again, or choose another channel with `/setup`.
trouble-token-refused = Discord refuses my token.
trouble-blocked-by-automod = Discord's AutoMod blocked it.
trouble-refused = Discord refused it.
trouble-unsendable = it could not be sent.
trouble-unreachable = Discord can't be reached; I keep trying.
trouble-connection-lost = the connection broke; I look for it before I try again.
trouble-discord-in-trouble = Discord has trouble; I look for it before I try again.
trouble-unreadable-answer = Discord's answer was unreadable; I look for it before I try again.
trouble-put-off = Discord asked me to wait; I keep trying.
trouble-no-channel = there is no channel for it yet. Set one with `/program setup`.
trouble-other = { $detail }

## Choices while typing

points-choice = { $points } · { $remaining } left
day-today = Today · { $day }
day-yesterday = Yesterday · { $day }
day-ago = { $ago } days ago · { $day }

## Refusals: what was refused, why, what to do next

too-late = That took me too long, and a form can't be shown any more. Nothing was changed; please try again.
apology = Sorry, something went wrong on my side. Check whether it was done before you try again. If it keeps happening, tell the program's staff this number: { $number }
refusal-not-a-leader = You don't lead a group here, so you can't act for one. Whoever manages this server can add you with `/setup`.
refusal-no-group-here = This server has no group that takes part yet. Whoever manages the server can propose one with `/setup`.
refusal-which-group = You lead several groups here: { $names }. Say which one with the option `group`, or type the command in that group's channel.
refusal-unknown-group = No group of that name can be chosen here. Choose one from the list that appears while you type.
refusal-group-not-active = This group isn't active, so it has no points to give: it isn't approved yet, or is closed. Ask the program's staff.
refusal-conflict = You represent this company, so you can't award it. Ask another leader of your group.
refusal-unknown-partner = There is no company called “{ $asked }”. Nominate it with `/partner register`; then it can be awarded at once.
refusal-unknown-partner-near = There is no company called “{ $asked }”. Did you mean { $names }? Otherwise nominate it with `/partner register`.
refusal-partner-suspended = This company is suspended, so it can't be awarded now. Ask the program's staff.
refusal-partner-declined = The program's staff declined this company, so it can't be awarded. Ask them.
refusal-not-a-representative = That is for those who represent the company, and you don't. A representative of it or the program's staff can add you with `/partner representative`; a new company joins with `/partner register`.
refusal-unknown-contribution = The program knows no such contribution. Choose one from the list that appears while you type.
refusal-points-out-of-range = { $asked } points can't be given at once. Choose a number from { $min } to { $max }.
refusal-not-enough = { $asked ->
        [one] { $asked } point is
       *[other] { $asked } points are
    } more than your group has left: **{ $remaining }**. The next period starts on { $when } ({ $relative }); until then the program's staff can grant more.
refusal-cannot-take-back = { $asked ->
        [one] { $asked } point
       *[other] { $asked } points
    } can't be taken back. At most { $most } can: what staff granted in this period and the group has not given yet.
refusal-day-in-future = { $day } hasn't come yet: today is { $today }. Wait until it is there, or choose an earlier day.
refusal-day-too-old = { $day } is too long ago. The oldest day that you can choose is { $oldest }.
refusal-day-unreadable = “{ $asked }” is no day. Write it like 2026-03-31, or choose one from the list.
refusal-unknown-timezone = “{ $asked }” is no time zone. Write it like America/Toronto, or leave it empty for the program's.
refusal-incomplete = Something is still missing. Choose a name, a kind, at least one leader and a channel, then send it again.
refusal-too-short = The { $what } is too short: { $actual ->
        [one] { $actual } character
       *[other] { $actual } characters
    }. Write at least { $allowed }.
refusal-too-long = The { $what } is too long: { $actual } characters. Write at most { $allowed }.
field-reason = reason
field-company-name = company's name
field-group-name = group's name
field-event-name = event's name
field-note = description
field-website = website
refusal-website-unreadable = That web address can't be read. Write it like https://example.com.
refusal-website-not-https = A web address must begin with https://. Write it like https://example.com.
refusal-website-credentials = A web address must not carry a name or a password. Leave out what stands before the @.
refusal-website-no-public-name = A web address needs a public name, like example.com.
refusal-already-reversed = This award was taken back before, so there is nothing more to do.
refusal-undo-too-late = An award can be undone for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, and that is over. Ask the program's staff.
refusal-not-yours = Somebody else gave this award, so only they can undo or correct it, and the program's staff. Ask them.
refusal-not-yours-to-read = You can't see these records: they are for the group's leaders here, for the company's representatives, and for the program's staff. Whoever manages this server can add you as a leader with `/setup`, a representative of the company with `/partner representative`.
refusal-staff-only = Only the program's staff may do that, in the program's own server. Ask them.
refusal-not-yourself = Nobody makes themselves a representative. Ask somebody who represents the company already, or another one of the program's staff.
refusal-manage-server-only = Only people who may manage this server can set up its groups. Ask them to type `/setup`.
refusal-server-only = That works in a server only. Type it in your group's server.
refusal-name-taken = The name “{ $name }” is taken. Choose another name, or change what has that one.
refusal-nothing-to-change = Everything is as you ask already, so nothing was changed. Give what should be different.
refusal-already-applauded = You have applauded already. Thank you! 👏
refusal-withdrawn = This shout-out was withdrawn, so it takes no more applause and no opinions.
refusal-same-interaction-other-content = Discord delivered this twice with different content, so only the first was taken. Type the command again.
refusal-unknown-record = The program's ledger has nothing of that kind by that number. Perhaps it belongs to another program; type the command again.
refusal-already-decided = Somebody decided that before. `/program approve` shows what still waits.
refusal-total-too-large = That would go above what can be counted ({ $max } points). Ask the program's staff.
refusal-share-exceeded = At most { $percent } % of a group's points go to one company in a period: here **{ $most }**. This company has { $given } of them from your group, so { $asked } more would be too many. { $left ->
        [0] It can get points from your group again
        [one] Give at most { $left } point, or more
       *[other] Give at most { $left } points, or more
    } when the next period starts, on { $when } ({ $relative }).
refusal-looks-like-duplicate = Your group gave this company { $points ->
        [one] { $points } point
       *[other] { $points } points
    } for the same contribution on the same day, { $relative }. If this is another one, give it all the same; otherwise there is nothing more to do: nothing was given now.
refusal-question-forgotten = This question is too old: what you had typed is forgotten. Nothing was given; use `/award` again.
refusal-needs-approval = More than { $above ->
        [one] { $above } point needs
       *[other] { $above } points need
    } a second leader's approval, which can't be asked for here. Stay at or below that, or undo the award and give it again with `/award`.
refusal-not-yours-to-approve = Another leader of that group decides on this award, and you don't lead it. Ask one of its leaders.
refusal-own-reservation = You asked for this award yourself, so somebody else decides on it: another leader of your group, or the program's staff where there is none. Ask them, or withdraw it.
refusal-leader-decides = That group has another leader who can decide on this award, so staff don't. Ask that leader.
refusal-reservation-decided = { $how ->
        [approved] This award was approved before, so there is nothing more to decide. What is wrong in it can be corrected.
        [declined] This award was declined before, so its points are free again. Give it again with `/award` if you disagree.
        [withdrawn] The leader who asked for this award has withdrawn it, so there is nothing more to decide. It can be given again with `/award`.
       *[freed] The points of this award were freed, because its group or company is no longer part of the program as it was. Ask the program's staff.
    }
refusal-reservation-lapsed = Nobody decided on this award until { $when }, so its points were freed. Give it again with `/award`.
refusal-asker-left = The leader who asked for this award no longer leads the group, so it can't be approved. Decline it; a leader can give it again with `/award`.
refusal-asker-conflict = The leader who asked for this award represents the company by now, so it can't be approved. Decline it; another leader can give it again with `/award`.
refusal-correction-too-late = You can correct an award yourself for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }, and that is over. Ask the program's staff.
refusal-period-over = The period of this award is over, so it can't become larger: at most { $most ->
        [one] { $most } point
       *[other] { $most } points
    }. Give the rest as a new award with `/award`.
refusal-partner-merged = This company is now part of **{ $into }**. Choose that one.
refusal-server-unreadable = “{ $asked }” is no server's number. Switch on Discord's developer mode, choose “Copy Server ID” on that server, and paste it.
refusal-merge-with-itself = A company can't be merged with itself. Choose two different ones.
refusal-merge-in-circle = **{ $into }** is merged into this company already, so it can't be the other way round as well. Take that merge back first.
refusal-not-merged = This company isn't merged into another one, so there is nothing to take back. `/partner view` shows what it is.
refusal-merged-since = **{ $name }** was merged with this company later. Take that merge back first.
refusal-already-opened = This company's opening balance was brought before, and it is brought once. Leave its line out.
refusal-unknown-tier = The program has no tier “{ $asked }”. Take one of those in its rules, by its id.
refusal-partner-not-active = This company isn't active, so that can't be done with it. Approve or decline it with `/program approve` first.
refusal-base-out-of-range = A group's base can't be above { $most } points. Choose a smaller number.

## Commands

command-award = Thank a company that helped your group: points, and a public shout-out
option-award-partner = The company that helped
option-award-contribution = What it did
option-award-reason = Why, in your words: everybody reads it
option-award-points = How many points; left out: what the program suggests
option-award-date = When it happened; left out: today
option-award-event = At which event
option-award-link = Where one can read more, https://…
option-award-group = For which of your groups
command-allocation = See what your group has left to give
option-allocation-group = Which of your groups
command-mypoints = See your company's points, tier, and what is missing for the next tier
option-mypoints-partner = Which of your companies
command-history = See what was given and what changed, page by page or as a CSV file
option-history-partner = Only with this company
option-history-group = Only of this group
option-leaderboard-contribution = For this contribution alone (left out: for all)
option-leaderboard-group = What one group gave, wherever it is (left out: all of the scope)
command-leaderboard = See which companies helped the most, and which groups said thanks
option-leaderboard-scope = This server's groups, or the whole program (left out: this server)
option-leaderboard-period = Which awards count (left out: this period's)
command-help = What you can do here
command-setup = Propose a group of this server for the program, or change one
command-partner = Companies that help
command-partner-register = Bring in a company: your own, or one that helped you
option-partner-name = The company's name
option-partner-i-work-there = Do you work there? Then you represent it when staff approve
option-partner-website = Its website, https://…
option-partner-description = What it is, in a sentence
command-partner-edit = Change your company's entry
option-partner-partner = The company
command-partner-view = See a company: tier, points, newest thanks
command-partner-list = See all companies
option-partner-tier = Only those of this tier
command-partner-representative = Add or remove somebody who represents your company
option-partner-person = Who
option-partner-remove = True: this person no longer represents it
command-program = For the program's staff
command-program-setup = Choose the staff channel and the announcements channel
option-program-staff-channel = Where staff are told and asked
option-program-announcements-channel = Where new tiers are announced
command-program-approve = See what waits for you: groups and companies
command-program-grant = Give a group extra points for this period, or take some back
option-program-group = The group
option-program-points = How many; a negative number takes back
option-program-reason = Why
command-program-correct = Put an award right, whole: company, contribution, points, day and reason
command-program-report = See a period in figures, with each company in a file
option-program-period = Which period (left out: the open one)
command-program-reverse = Take an award back, whole; its group gets the points back while their period lasts
option-program-record = The award's number, as /program audit shows it
command-program-base = Give a group another number of points for each period, from the next one on
option-program-base = Points for each period; left out, the program's number again
command-program-close = Close a group: it gives no more points, and what it gave stays
command-program-move = Move a group to another server, where it is set up again before it gives points
option-program-server = The server's number, as Discord copies it in developer mode
command-program-suspend = Suspend a company, or let it be awarded again
option-program-partner = The company
option-program-resume = True: it can be awarded again
command-program-merge = Say that one company is another one now, or take that back
option-program-from = The company that becomes the other one
option-program-into = The company that it becomes, which stays
option-program-since = From which day on, such as 2026-03-01; left out, today
option-program-take-back = True: they are two companies again
command-program-audit = See what isn't out, and the newest records
