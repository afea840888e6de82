//! How help wanted, thanks from a menu, reports and voices look, in every language: to be read in the snapshots.

use ovation::discord::custom_id::{CustomId, Thanks, ThanksPart};
use ovation::discord::request::{Request, Wanted};
use ovation::discord::wanted_id::{NoticePart, WantedId};
use ovation::points::ids::{ContributionId, GroupId, RecordId};
use ovation::points::request::{Ending, OfferVerdict, RequestKind};
use ovation::points::voices::Voice;
use ovation::service::{AwardWords, PrivacyAsked, RequestAsked, ThanksAsked, ThanksFilled};
use ovation::store::outside::{Account, Message};
use ovation::store::{ErrandId, Partners as _, Purpose, RequestScope, Requests as _};

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, Who, award, custom_id, text};
use crate::everything::{all_is_told, told_as};
use crate::looks::steady;

const ON_NO_CARD: ErrandId = ErrandId::from_raw(0);

/// What was seen so far.
struct Seen<'a> {
    desk: &'a Desk,
    locale: &'static str,
    lines: Vec<String>,
}

impl Seen<'_> {
    async fn ask(&mut self, title: &str, who: &Who, request: Request) -> String {
        let who = Who { locale: self.locale, ..*who };
        let reply = self.desk.ask(&who, request).await;
        self.lines.push(format!("--- {title}\n{}", steady(&text(&reply))));
        if reply.callback()["data"].to_string().contains("v1:thank-again") {
            return custom_id(&reply, "v1:thank-again");
        }
        String::new()
    }

    async fn wanted(&mut self, title: &str, who: &Who, wanted: Wanted) {
        self.ask(title, who, Request::Wanted(wanted)).await;
    }

    async fn press(&mut self, title: &str, who: &Who, id: WantedId) {
        self.ask(title, who, Request::Click(CustomId::Wanted(id))).await;
    }
}

fn form(topic: &str) -> Wanted {
    Wanted::Fill(RequestAsked {
        kind: RequestKind::Speaker,
        group: GroupId::from_raw(1),
        topic: topic.to_owned(),
        days: String::new(),
        place: "Ottawa, or online".to_owned(),
        wording: "An hour of practice, and no sales pitch".to_owned(),
    })
}

async fn request_of(desk: &Desk, topic: &str) -> RecordId {
    let open = desk.store.open_requests(RequestScope::Program, 0, 50).await.expect("requests");
    open.iter().find(|request| request.topic == topic).expect("the request").record
}

async fn help_wanted(seen: &mut Seen<'_>) {
    let desk = seen.desk;
    let (leader, partner, member) = (&LEADER, &PARTNER, &MEMBER);
    seen.wanted("/requests, none", member, Wanted::List { program: true }).await;
    seen.wanted("/offer list, none", partner, Wanted::OwnOffers).await;
    seen.wanted("/request", leader, Wanted::Ask { kind: RequestKind::Speaker, group: None }).await;
    seen.wanted("asked", leader, form("Backups that survive a fire")).await;
    seen.wanted("asked once more", leader, form("Storage without tears")).await;
    seen.wanted("/requests, a member", member, Wanted::List { program: false }).await;
    seen.wanted("/requests, the leader", leader, Wanted::List { program: false }).await;
    let fire = "Backups that survive a fire".to_owned();
    seen.wanted("/offer make", partner, Wanted::Offer { request: fire.clone() }).await;
    let request = request_of(desk, &fire).await;
    let own = desk.store.represented_by(Account::new(PARTNER.account)).await.expect("companies")[0].id;
    let wording = "Our engineer Kim talks for an hour".to_owned();
    seen.wanted("offered", partner, Wanted::FillOffer { request, partner: own, wording }).await;
    seen.wanted("/offer list", partner, Wanted::OwnOffers).await;
    seen.wanted("/requests, an offer waits", leader, Wanted::List { program: false }).await;
    seen.press("1 offer…", leader, WantedId::Offers(request)).await;
    seen.wanted("/offer subscribe", partner, Wanted::Subscribe).await;
    let kinds = vec!["speaker".to_owned(), "venue".to_owned()];
    seen.wanted("kinds are chosen", partner, Wanted::Choose(NoticePart::Kinds, kinds)).await;
    seen.press("own companies", partner, WantedId::Notices(NoticePart::Own)).await;
    seen.press("by direct message, which can't be", partner, WantedId::Notices(NoticePart::Direct)).await;
    seen.press("No more of these", partner, WantedId::Stop(ON_NO_CARD)).await;
    let offer = desk.store.offers_by(Account::new(PARTNER.account), 1).await.expect("offers")[0].record;
    seen.press("Accept", leader, WantedId::Answer(offer, OfferVerdict::Accept, ON_NO_CARD)).await;
    seen.wanted("/offer list, accepted", partner, Wanted::OwnOffers).await;
    seen.wanted("/requests, what was promised", leader, Wanted::List { program: false }).await;
    seen.press("Thank them…", leader, WantedId::Thank(request, ON_NO_CARD)).await;
    let words = AwardWords {
        contribution: "presentation".to_owned(),
        points: "40".to_owned(),
        day: today(),
        reason: "An hour of honest answers".to_owned(),
    };
    let many = AwardWords { points: "many".to_owned(), ..words.clone() };
    seen.wanted("too many points", leader, Wanted::FillPromised { request, words: many }).await;
    seen.wanted("thanked", leader, Wanted::FillPromised { request, words }).await;
    let other = request_of(desk, "Storage without tears").await;
    seen.press("No longer needed", leader, WantedId::End(other, Ending::Withdraw, ON_NO_CARD)).await;
}

async fn menus(seen: &mut Seen<'_>) {
    let desk = seen.desk;
    let person = Account::new(PARTNER.account);
    let asked = ThanksAsked {
        message: Some(Message::new(1_000_000_000_000_000_900)),
        person,
        group: None,
        partner: None,
    };
    seen.ask("Thank for this message", &LEADER, Request::Thank { asked, bot: false }).await;
    let kind = Request::ChooseThanks(ThanksPart::Kind, asked, "venue".to_owned());
    seen.ask("the contribution is chosen", &LEADER, kind).await;
    let nobody = ThanksAsked { message: None, person: Account::new(MEMBER.account), ..asked };
    seen.ask(
        "Award this person, who represents nobody",
        &LEADER,
        Request::Thank { asked: nobody, bot: false },
    )
    .await;
    let own = desk.store.represented_by(person).await.expect("companies")[0].id;
    let filled = |reason: &str| {
        Request::FillThanks(ThanksFilled {
            group: GroupId::from_raw(1),
            partner: own,
            contribution: ContributionId::parse("venue").expect("a kind"),
            points: "25".to_owned(),
            reason: reason.to_owned(),
            day: String::new(),
            link: String::new(),
        })
    };
    let again = seen.ask("too few words", &LEADER, filled("x")).await;
    let Some(id @ CustomId::Thanks(Thanks::Again(..))) = CustomId::parse(&again) else { panic!("{again}") };
    seen.ask("once more", &LEADER, Request::Click(id)).await;
    seen.ask("thanked", &LEADER, filled("A room for the evening")).await;
    desk.ask(&LEADER, Request::Award(award("Litware Labs", 10))).await;
    let told = all_is_told(desk).await[&Purpose::Award];
    seen.ask("Correct this award, on no shout-out", &LEADER, Request::CorrectMessage(Message::new(7))).await;
    seen.ask("Correct this award", &LEADER, Request::CorrectMessage(told_as(told))).await;
    seen.ask("Report to staff, on no shout-out", &MEMBER, Request::ReportMessage(Message::new(7))).await;
    seen.ask("Report to staff", &MEMBER, Request::ReportMessage(told_as(told))).await;
    let why = "It thanks the wrong company".to_owned();
    seen.ask("reported", &MEMBER, Request::FillReport { shout_out: told, why }).await;
    desk.ask(&MEMBER, Request::Click(CustomId::Voice(told, Voice::Useful))).await;
    seen.ask("/privacy export", &MEMBER, Request::Privacy(PrivacyAsked::Export)).await;
    seen.ask("Erase all", &MEMBER, Request::Click(CustomId::Erase(7))).await;
    seen.ask("Erase all, twice", &MEMBER, Request::Click(CustomId::Erase(7))).await;
}

/// The group's own.
fn today() -> String {
    chrono::Utc::now().with_timezone(&chrono_tz::America::Toronto).date_naive().to_string()
}

async fn story(locale: &'static str) -> String {
    let desk = Desk::sample().await;
    let mut seen = Seen { desk: &desk, locale, lines: Vec::new() };
    help_wanted(&mut seen).await;
    menus(&mut seen).await;
    seen.lines.join("\n\n").replace(&today(), "(day)")
}

#[tokio::test]
async fn help_wanted_and_menus_look_like_this_in_english() {
    insta::assert_snapshot!("wanted-en", story("en-US").await);
}

#[tokio::test]
async fn help_wanted_and_menus_look_like_this_in_french() {
    insta::assert_snapshot!("wanted-fr", story("fr").await);
}
