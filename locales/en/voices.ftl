### What members who were there say, and what they report to staff.

voice-useful = Useful
voice-so-so = So-so
voice-pitch = A sales pitch
voices-asked = Were you there? Say how it was. Nobody sees who said what.
voices-few = { $total ->
        [one] { $total } opinion
       *[other] { $total } opinions
    } so far. What they say is shown from three opinions on, and never who said it.
voices-shown = { $total } opinions: { $useful } useful · { $soso } so-so · { $pitch } sales pitch
pitch-free = 🎤 { $free } of { $talks } { $talks ->
        [one] talk was
       *[other] talks were
    } no sales pitch, as members said.
refusal-voice-counted = You have said that already, and it is counted. You can change it for 14 days after the award: press another button.
refusal-voices-closed = Opinions are taken for 14 days after the award, so yours isn't counted any more. 👏 is still welcome.
refusal-voice-on-own-company = You represent this company, so you can't say how its contribution was. Ask members who were there to press a button.
refusal-voice-on-own-award = You gave this award, so you can't say how it was as well. Ask members who were there to press a button.

## Reports

menu-report = Report to staff
report-form = Report this shout-out
report-why = What is wrong with it?
report-example = It thanks the wrong company
report-thanks = Thank you. The program's staff were told, with your name and a link to the message. Nobody else sees it.
report-no-shout-out = That message isn't a shout-out of mine, so there is nothing to report to the program's staff. Open the menu of a shout-out; for other messages ask the moderators of this server.
note-report =
    ### A shout-out was reported
    { $by } says that something is wrong with a [shout-out for **{ $partner }**](<{ $link }>). “Correct this award” in its menu puts it right.
leader-erased = Somebody who led **{ $group }** had their data erased, so they lead it no more. Its leaders now: { $leaders }.
leader-erased-last = ⚠️ Somebody who led **{ $group }** had their data erased, and nobody leads it any more. Whoever manages its server can name leaders with `/setup`.
purpose-report = A report
record-reported = Shout-out reported
refusal-reported-already = You have reported this shout-out already, and the program's staff were told. Talk to them if nothing happens.
refusal-too-many-reports = You have made { $most } reports within a day, which is the most, so this one wasn't taken. Try again tomorrow, or talk to the program's staff.
