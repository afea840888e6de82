### Claims: what companies say that they did.

## For who represents a company

claim-receipt = ✋ Claimed: **{ $partner }** · { $kind } · { $day }, at **{ $group }**
claim-leaders-asked = The leaders of { $group } are asked in their own channel.
claim-leaders-find = The leaders of { $group } have no channel of their own here, so nobody is told: they find it under `/allocation`. Tell one of them.
claim-receipt-then = When one of them confirms it, your company gets points, and everybody reads your words. `/mypoints` shows what became of it. It waits until { $until }.
claim-withdraw = Take it back
claims-title = **Claims**
claims-more = -# { $more } more of yours wait; they are listed here when these are decided.
claim-line = **{ $group }** · { $kind } · { $day }
claim-waits = ⏳ Waits for the group's leaders until { $until }.

## For leaders

claim-title = ### A company says that it helped you
claim-facts = { $by } says for **{ $partner }**: { $kind } · { $day } · **{ $group }**
claim-until = Was it so? Confirming it gives points like `/award`, and makes a shout-out with these words. It waits until { $until }.
claim-confirm = Confirm · { $points } { $points ->
        [one] point
       *[other] points
    }
claim-confirm-as-it-is = Confirm
claim-change = Change…
claim-decline = Decline…
claim-form = Confirm it as it was
claim-form-reason = Reason (everybody reads it)
claim-decline-form = Decline this claim
claim-decline-reason = Why? (the company reads it)
claim-decline-example = It was another company's talk

## What became of it

claim-given = ✅ Confirmed by { $by }: **{ $points }** { $points ->
        [one] point
       *[other] points
    }.
claim-reserved = ✅ Confirmed by { $by }; **{ $points }** { $points ->
        [one] point waits
       *[other] points wait
    } for a second leader's approval.
claim-not-approved = Confirmed by { $by }, but the award was not approved.
claim-taken-back = Confirmed by { $by }; the award was taken back later.
claim-declined = ❌ Declined by { $by }.
claim-withdrawn = ↩️ Taken back by { $by }.
claim-lapsed = Nobody decided in time.
claim-void = It ended by itself: the group was closed or moved, or the company is part of another one now.

## Elsewhere

purpose-claim = A question about a claim
record-claim = Claim
record-claim-ended = Claim ended
command-claim = Tell a group's leaders what your company did for them, so that they can confirm it
option-claim-group = Which group your company helped
option-claim-contribution = What your company did
option-claim-reason = What it was, in your words: everybody reads it when it is confirmed
option-claim-date = When it happened; left out: today
option-claim-link = Where to read more, https://…
option-claim-partner = Which of your companies

## Refusals

refusal-claim-which-company = You represent several companies: { $names }. Say which one with the option `partner`.
refusal-claim-company-waits = The program's staff haven't approved this company yet, so it can't claim anything. Ask them; until then the group's leaders can thank it with `/award`.
refusal-claim-waits-already = Your company claims this for { $day } at that group already. Wait for the group's leaders, or take that claim back under `/mypoints`.
refusal-claim-too-many = Your company has { $most } claims that wait at that group, and there can't be more. Ask its leaders to decide on them, or take one back under `/mypoints`.
refusal-claim-not-yours = The leaders of that group decide on this claim, and you don't lead it here. Ask one of them.
refusal-claim-decided = { $how ->
        [confirmed] A leader has confirmed this claim already, so there is nothing more to decide. What is wrong in the award can be corrected from its shout-out's menu.
        [declined] A leader has declined this claim already, so there is nothing more to decide. The company can be thanked with `/award` all the same.
        [withdrawn] The company has taken this claim back, so there is nothing more to decide. It can be thanked with `/award` all the same.
        [lapsed] Nobody decided on this claim in time, so it has lapsed. The company can be thanked with `/award` all the same.
       *[void] This claim ended by itself, because its group or company is no longer part of the program as it was. Ask the program's staff.
    }
