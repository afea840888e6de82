### What is kept about a person, a copy of it, its end.

command-privacy = What is kept about you
command-privacy-view = See what is kept about you, for how long, and how to have it erased
command-privacy-export = Get a copy of all that is kept about you, as a file
command-privacy-delete = Have what is kept about you erased
privacy-title = ### What { $program } keeps about you
privacy-nothing = Nothing is kept about you.
privacy-leads = • That you lead { $groups }: until you no longer do.
privacy-represents = • That you represent { $partners }: until you no longer do.
privacy-awards = • { $count ->
        [one] { $count } award
       *[other] { $count } awards
    } that you gave, with your words: your name and your words until you have them erased, the points for good.
privacy-records = • { $count ->
        [one] { $count } other record
       *[other] { $count } other records
    } of the ledger that you made or that name you: your name and your words until you have them erased.
privacy-reports = • { $count ->
        [one] { $count } report
       *[other] { $count } reports
    } to staff: your words for 90 days.
privacy-applause = • Applause on { $count ->
        [one] { $count } shout-out
       *[other] { $count } shout-outs
    }: until you have it erased.
privacy-voices = • What you said of { $count ->
        [one] { $count } contribution
       *[other] { $count } contributions
    }: for 14 days after the award; then only how many said what.
privacy-seen = • That you have seen { $count ->
        [one] { $count } note
       *[other] { $count } notes
    } for staff or leaders: until you have it erased.
privacy-wants = • What you want to hear of, by `/offer subscribe`: until you change it.
privacy-told = • That { $count ->
        [one] { $count } direct message was
       *[other] { $count } direct messages were
    } sent to you: until you have it erased.
privacy-waiting = • { $count ->
        [one] { $count } thing
       *[other] { $count } things
    } that you began and didn't send: questions for a day, a panel for 30 days.
privacy-waiting-of-others = • Your name in { $count ->
        [one] { $count } panel
       *[other] { $count } panels
    } that somebody else began and didn't send.
privacy-who = -# Records of a group are seen by its leaders, those of a company by who represents it, all of them by the program's staff. Shout-outs and the program's pages on the web are public: they show reasons and requests as they were written, and name no person; an offer of help names who makes it, in the request's public thread.
privacy-next = `/privacy export` gives you all of it as a file. `/privacy delete` has it erased.
privacy-policy = What the program does with personal data: <{ $link }>
privacy-exported = Here is all that is kept about you, as JSON. Only you see this message.
privacy-left-out = ⚠️ The file is as long as Discord takes one: { $count ->
        [one] the oldest record isn't
       *[other] the { $count } oldest records aren't
    } in it. The program's staff can give you those.
erase-title = ### Have this erased?
erase-what =

    You will lead no group and represent no company any more; staff are told of each group. Your words disappear, also from shout-outs that are out. Your applause and your voices are taken back, and what you began is gone. Points that you gave stay where they are; nobody can tell any more that it was you.
    ⚠️ **This can't be undone.** Should you come back, you begin as somebody new.
erase-button = Erase it all
erased = ✅ It is erased. Nothing that is kept tells who you were; messages that name you are redrawn one after the other.
erased-led = You lead { $groups } no more.
erased-represented = You represent { $partners } no more.
erased-before = That was done before, so nothing was erased now. `/privacy view` says what is kept about you.
trouble-too-many-edits = Discord takes no more changes of old messages for now. It is tried again.
record-erased = Personal data erased
