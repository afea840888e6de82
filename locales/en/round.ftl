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
purpose-crosspost = Publishing a message
