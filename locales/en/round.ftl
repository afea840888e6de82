### Recognition that goes round: applause, and news of tiers elsewhere.

## Applause

applause-big = 👏 { $mark ->
        [50] A HUGE round of applause: **{ $mark }** members and more clap!
        [25] A very BIG round of applause: **{ $mark }** members and more clap!
       *[other] A BIG round of applause: **{ $mark }** members and more clap!
    }
applause-total = 👏 { $applause ->
        [one] { $applause } member clapped
       *[other] Members clapped { $applause } times
    } for what this company did.

## What a group may want, in /setup

panel-tier-news = Tell us when companies that we thanked reach a new tier
panel-publishes = Publish our shout-outs to servers that follow the channel

## Tiers, told to the groups that helped

tier-helped = 💛 **{ $group }** helped them there: its thanks are part of these points.
purpose-crosspost = The publishing of a message

## Where a record was told, for staff

delivery-title = ### Record { $record } · { $kind }
delivery-none = Nothing was told of it, and nothing is to be. If it was put right since, look at the record in its place: `/history` shows it.
delivery-waiting = ⏳ { $what } · { $place }
delivery-made = ✅ { $what } · { $place }
delivery-cancelled = ➖ { $what } · { $place } · not sent, because it was over before
delivery-failed = ❌ { $what } · { $place } · not sent
delivery-more = { $more ->
        [one] -# …and one more.
       *[other] -# …and { $more } more.
    }
delivery-next = next try { $when }
delivery-direct = a direct message
delivery-message = message
delivery-try-again = Try again
delivery-tried = { $tried ->
        [one] It is tried again now. Look here again in a moment: `/program audit`.
       *[other] { $tried } messages are tried again now. Look here again in a moment: `/program audit`.
    }
delivery-nothing-failed = Nothing of it waits to be tried again any more: each message is out, on its way, or over.

## The board that is a message

option-leaderboard-post = Post it here as a message that keeps itself up to date (for whoever manages the server, or staff)
board-post-done = This period's board appears in { $channel }, and I update it when it changes, once an hour at most. Pin it, if you like. Posting it again moves it to the end of the channel; deleting it ends it.
refusal-board-by-managers = A board that stays in this channel is posted by who may manage this server, or by the program's staff, so nothing was posted. Ask one of them, or look at it for yourself: `/leaderboard` without `post`.
board-as-of = -# As of { $when } · updated when it changes, once an hour at most
board-moved = -# This board moved to a newer message of this channel.
board-ended = -# This board ended: the group that it was about was closed, or moved to another server.
board-mine = In my language
board-gone = The message with the board in { $channel } is gone, so I draw it no more. `/leaderboard` with `post` posts a new one there.
purpose-board = A board
purpose-board-gone = A note that a board is gone
record-board-posted = Board posted
