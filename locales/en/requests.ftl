### Help wanted: what groups ask for, what companies offer, and who hears of it.

## Requests

wanted-kind-speaker = Speaker
wanted-kind-sponsor = Sponsor
wanted-kind-travel = Travel
wanted-kind-prizes = Door prizes
wanted-kind-venue = Room
wanted-kind-mentoring = Mentoring
wanted-kind-other = Other help
wanted-title = ## { $kind } wanted
wanted-topic = **{ $topic }** · { $group }
wanted-day = 📅 { $day }
wanted-days = 📅 { $first } to { $last }
wanted-place = 📍 { $place }
wanted-help = We can help
wanted-offers = { $offers ->
        [one] { $offers } offer…
       *[other] { $offers } offers…
    }
wanted-end = No longer needed
wanted-open = Open until { $until }{ $offers ->
        [0] {""}
        [one] {" "}· { $offers } offer
       *[other] {" "}· { $offers } offers
    }
wanted-accepted = ✅ **{ $partner }** helps. Thank you!
wanted-withdrawn = No longer needed.
wanted-expired = Its time is over.
wanted-thanked = 👏 **{ $partner }** helped, and was thanked.
wanted-not-happened = **{ $partner }** would have helped; it didn't happen.
wanted-tag-open = Open
wanted-tag-accepted = Found
wanted-tag-thanked = Thanked
wanted-tag-over = Over
wanted-line = **{ $kind }** · { $topic } · { $group }
wanted-link = [see it]({ $link })
wanted-list-server = ### Help wanted here
wanted-list-program = ### Help wanted · { $program }
wanted-none = Nothing is asked for now. Leaders ask with `/request`; companies hear of it with `/offer subscribe`.
wanted-prompt = 📣 **{ $partner }** promised to help: { $kind } · { $topic }. Did it happen? Then thank them: what is known is filled in.
wanted-thank = Thank them…
wanted-did-not-happen = It didn't happen
wanted-asked = ✅ Your request is out. Companies that offer help appear in its thread, and under `/requests`.
wanted-ended = ✅ The request is closed, and its message says so.
wanted-form = { $kind } wanted
wanted-form-topic = What is it about?
wanted-form-topic-example = Backups that survive a fire
wanted-form-days = When? One day, or the first and the last
wanted-form-days-example = 2027-03-18 – 2027-03-20
wanted-form-place = Where, or online?
wanted-form-place-example = Ottawa, or online
wanted-form-wording = What do you need?
wanted-form-wording-example = An hour of practice for 60 administrators, and no sales pitch
field-topic = topic
field-place = place
field-wording = text

## Offers

offer-facts = **{ $partner }** can help, says { $by }:
offer-waiting = The leaders of { $group } decide.
offer-accepted = ✅ { $group } accepted: thank you! { $place ->
        [here] Talk about the rest here.
       *[elsewhere] Talk about the rest in the thread of the request.
    }
offer-declined = { $group } thanks you for the offer, and doesn't take it this time.
offer-withdraw = Take the offer back
offer-withdrawn = ↩️ The offer was taken back.
offer-closed = { $group } thanks you for the offer. It needs no more help with this.
offer-accept = Accept
offer-which = For which of your companies?
offer-which-placeholder = Choose a company
offer-form = { $partner } can help
offer-form-wording = What do you offer?
offer-form-wording-example = Our engineer Kim talks for an hour about restores that went wrong
offer-made = ✅ Your offer is with the leaders of **{ $group }**. Their answer appears in the request's thread, and under `/offer list`.
offers-none = No offer waits for an answer.
words-kept = What you typed:
form-again = Try again…
offer-list-title = ### Your offers
offer-list-none = None yet. `/requests` shows what groups need; `/offer subscribe` tells you when they ask.

## What companies hear of

notices-title =
    ### What do you want to hear of?
    Choose kinds of requests, and whether you are told of thanks, tiers and answers for your companies.
notices-kinds = Requests of which kinds?
notices-language = In which language?
notices-any-language = Any language
notices-own-on = ✓ Your companies' news
notices-own-off = Your companies' news
notices-direct-on = ✓ By direct message
notices-direct-off = By direct message
notices-told-directly = You get a direct message, which has a button to stop it.
notices-told-when-asked = Without direct messages you see it when you ask: `/requests`, `/offer list`, `/mypoints`.
notices-unreachable = Discord doesn't let me write to you. Allow direct messages in your privacy settings of this server, then choose again.
notices-stop = No more of these
notices-stopped = You get no more direct messages from me. `/offer subscribe`, in a server, changes that.
notice-request = A group asks for help that you may give:
notice-award = 👏 **{ $group }** thanked **{ $partner }**: **+{ $points }** · { $kind }
notice-tier = 🏆 **{ $partner }** is now **{ $tier }**. Bravo!

## Thanks for what was promised

promised-form = Thank { $partner }
promised-form-example = An hour of honest answers, and no sales pitch

## Setup and staff

panel-requests-channel = Where do you ask for help? (optional; a forum, too)
right-create-threads = Create Public Threads
right-send-in-threads = Send Messages in Threads
purpose-request = A request for help
purpose-offer = An offer
purpose-prompt = The question whether it happened
purpose-notice = A direct message
trouble-no-direct-messages = this person takes no direct messages.
trouble-no-threads = I may not open threads, or not write in them, in its channel. Give my role “Create Public Threads” and “Send Messages in Threads” there.
trouble-tag-needed = the forum asks for a tag, and has none named like the kind of help. Add tags such as “Speaker”, or make them optional.
record-request = Help wanted
record-request-ended = Help no longer wanted
record-offer = Offer of help
record-offer-ended = Offer answered

## Refusals

refusal-requested-day-past = { $day } is over: where your group lives it is { $today }. Give a day to come, or leave it out.
refusal-requested-day-too-far = { $day } is too far away. Ask for help until { $latest } at the latest, or leave the day out.
refusal-asked-already = Your group asks for exactly that already: it is under `/requests`. If you need it twice, say in a word what differs.
refusal-too-many-requests = Your group asks for { $most } things already. End one under `/requests`, then ask for the next.
refusal-request-ended = { $how ->
        [accepted] An offer was accepted already, so this request takes no more. `/requests` shows what else is needed.
        [withdrawn] The group needs this no more. `/requests` shows what else is needed.
        [thanked] The company that helped was thanked already, so there is nothing more to do.
        [not-happened] A leader said that it didn't happen, so there is nothing more to do. If it did, thank the company with `/award`.
       *[expired] The time of this request is over. `/requests` shows what else is needed; the group can ask again with `/request`.
    }
refusal-request-not-accepted = No offer was accepted for this, so there is nobody to thank. Accept one in the request's thread, or thank a company with `/award`.
refusal-offered-before = Your company has offered to help with this. `/offer list` shows how the offer stands.
refusal-offer-decided = { $how ->
        [accepted] This offer was accepted before, so there is nothing more to decide.
        [declined] This offer was declined before, so there is nothing more to decide.
        [withdrawn] The company took this offer back, so there is nothing more to decide.
       *[closed] This request takes no more offers, so there is nothing more to decide.
    }
refusal-own-offer = You represent this company, so you can't accept its offer. Ask another leader of your group.
refusal-not-your-offer = This offer is of a company that you don't represent. `/offer list` shows yours.

## Commands

command-request = Ask companies for help: a speaker, a sponsor, a room…
option-request-kind = What kind of help
option-request-group = For which of your groups
command-requests = See what groups need, and help
option-requests-scope = This server's groups, or the whole program (left out: this server)
command-offer = Help groups, and hear what they need
command-offer-make = Offer your company's help
option-offer-request = Which request
command-offer-list = See your companies' offers, and what became of them
command-offer-subscribe = Choose what you want to hear of
option-program-requests-channel = Where help wanted of all groups is told; a forum, too
refusal-unknown-request = No open request is called “{ $asked }”. Choose one from the list that appears while you type, or look at all with `/requests`.
