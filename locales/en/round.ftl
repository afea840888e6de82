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
