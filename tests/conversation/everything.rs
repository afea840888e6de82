//! A program in which everything waits that can be pressed, chosen or filled.

use std::collections::HashMap;

use ovation::discord::Ended;
use ovation::discord::custom_id::{ClaimPress, CustomId, Panel, Thanks, ThanksPart};
use ovation::discord::request::{Request, Wanted};
use ovation::discord::wanted_id::{NoticePart, WantedId};
use ovation::points::approval::Verdict;
use ovation::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use ovation::points::request::{Ending, OfferVerdict, RequestKind};
use ovation::points::voices::Voice;
use ovation::service::{AwardAsked, RegisterAsked, RepresentativeAsked, RequestAsked, ThanksAsked};
use ovation::store::outside::{Account, Message};
use ovation::store::{
    Approval, ErrandId, Outbox as _, Partners as _, Program as _, Purpose, Records, RequestScope,
    Requests as _, Turn,
};

use crate::claims::asked;
use crate::desk::{
    Desk, LEADER, MEMBER, PARTNER, SECOND_LEADER, STAFF, Who, award, award_of, custom_id, text,
};
use crate::harness::database::{Database, Place};
use crate::harness::quick_rules;
use crate::panel::propose;
use crate::pressable::{How, Press};

/// A program in which everything waits that can be pressed.
pub struct Stage {
    pub place: Place,
    pub presses: Vec<Press>,
}

fn of_kind(partner: &str, contribution: &str, points: i64) -> Request {
    Request::Award(AwardAsked { contribution: contribution.to_owned(), ..award(partner, points) })
}

/// A request of group 1, by its topic.
async fn wanted(desk: &Desk, topic: &str) -> RecordId {
    let help = RequestAsked {
        kind: RequestKind::Speaker,
        group: GroupId::from_raw(1),
        topic: topic.to_owned(),
        days: String::new(),
        place: String::new(),
        wording: "An hour of practice".to_owned(),
    };
    let out = desk.ask(&LEADER, Request::Wanted(Wanted::Fill(help))).await;
    assert!(text(&out).contains("Your request is out"), "{}", text(&out));
    let open = desk.store.open_requests(RequestScope::Program, 0, 50).await.expect("requests");
    open.iter().find(|request| request.topic == topic).expect("the request").record
}

/// Fabrikam's offer for it.
async fn offered(desk: &Desk, request: RecordId, partner: PartnerId) -> RecordId {
    let wording = "Our engineer talks".to_owned();
    desk.ask(&PARTNER, Request::Wanted(Wanted::FillOffer { request, partner, wording })).await;
    desk.store.offers_by(Account::new(PARTNER.account), 1).await.expect("offers")[0].record
}

/// Everything that is to be told is told, as far as the store knows; the newest message of each purpose.
pub async fn all_is_told(desk: &Desk) -> HashMap<Purpose, ErrandId> {
    let mut told = HashMap::new();
    loop {
        let (due, _) = desk.store.due_errands(100).await.expect("errands");
        for errand in &due {
            desk.store.begin_errand(errand).await.expect("an attempt");
            desk.store.errand_done(errand.id, errand.channel, told_as(errand.id)).await.expect("it is out");
            told.insert(errand.purpose, errand.id);
        }
        if due.is_empty() {
            return told;
        }
    }
}

/// The message that an errand became.
pub fn told_as(errand: ErrandId) -> Message {
    Message::new(1_000_000_000_000_050_000 + errand.get().unsigned_abs())
}

impl Stage {
    pub async fn set() -> Self {
        let desk = Desk::sample().await;
        desk.ask(&LEADER, of_kind("Fabrikam Training", "presentation", 10)).await;
        let talk = all_is_told(&desk).await[&Purpose::Award];
        let given = award_of(&desk.ask(&LEADER, of_kind("Fabrikam Training", "venue", 30)).await);
        let alike = desk.ask(&LEADER, of_kind("Fabrikam Training", "venue", 30)).await;
        let question = CustomId::parse(&custom_id(&alike, "v1:all-the-same")).expect("its id");
        let back = desk.ask(&LEADER, of_kind("Fabrikam Training", "sponsorship", 210)).await;
        let reserved = custom_id(&back, "v1:award-withdraw");
        let claim =
            desk.ask(&PARTNER, Request::Claim(asked("number:1", "mentoring", "Six weeks of answers"))).await;
        let claim = custom_id(&claim, "v1:claim-withdraw");
        let northbay = RegisterAsked {
            name: "Northbay Networks".to_owned(),
            website: None,
            description: None,
            represents: true,
        };
        desk.ask(&MEMBER, Request::RegisterPartner(northbay)).await;
        // Who awarded the company before represents it now: staff get a note.
        let (partner, who) = (Some("Litware Labs".to_owned()), Account::new(LEADER.account));
        desk.ask(&STAFF, Request::Representative(RepresentativeAsked { partner, who, add: true })).await;
        propose(&desk, "Ottawa Cloud Circle", &[&SECOND_LEADER]).await;
        let proposed = desk.store.pending(10).await.expect("what waits").groups[0].id;
        // A panel that is ready to be sent.
        for request in [
            Request::Choose(Panel::Group, vec!["new".to_owned()]),
            Request::FillPanel { name: "Ottawa Night School".to_owned(), timezone: String::new() },
            Request::Choose(Panel::Kind, vec!["community".to_owned()]),
            Request::Choose(Panel::Users, vec![SECOND_LEADER.account.to_string()]),
            Request::Choose(Panel::Channel, vec!["1000000000000000126".to_owned()]),
        ] {
            desk.ask(&STAFF, request).await;
        }
        let own = desk.store.represented_by(Account::new(PARTNER.account)).await.expect("companies")[0].id;
        let nominated =
            desk.store.partner_named("Northbay Networks").await.expect("companies").expect("one").id;
        let open = wanted(&desk, "Backups").await;
        let offered_for = wanted(&desk, "Storage").await;
        let offer = offered(&desk, offered_for, own).await;
        let promised = wanted(&desk, "Clusters").await;
        let accepted = offered(&desk, promised, own).await;
        let told = all_is_told(&desk).await;
        let accept = WantedId::Answer(accepted, OfferVerdict::Accept, ErrandId::from_raw(0));
        desk.ask(&LEADER, Request::Click(CustomId::Wanted(accept))).await;
        all_is_told(&desk).await;
        let card = |purpose| told[&purpose];
        let number =
            |id: &str| RecordId::from_raw(id.split(':').nth(2).expect("a number").parse().expect("a number"));
        let given = RecordId::from_raw(given);
        let reserved =
            |verdict| CustomId::DecideReservation(number(&reserved), verdict, card(Purpose::Approval));
        let claim = |press| CustomId::Claim(number(&claim), press, card(Purpose::Claim));
        let answer = |verdict| CustomId::Wanted(WantedId::Answer(offer, verdict, card(Purpose::Offer)));
        let end = |request, ending| CustomId::Wanted(WantedId::End(request, ending, ErrandId::from_raw(0)));
        let notices = |part| CustomId::Wanted(WantedId::Notices(part));
        let of = Records { group: Some(GroupId::from_raw(1)), partner: None };
        let person = Account::new(PARTNER.account);
        let page = CustomId::Wanted(WantedId::Page(true, 0));
        let help_as = CustomId::Wanted(WantedId::HelpAs(open, own));
        let thank = CustomId::Wanted(WantedId::Thank(promised, ErrandId::from_raw(0)));
        let ask = CustomId::Wanted(WantedId::Ask(RequestKind::Venue, GroupId::from_raw(1)));
        let mut presses = Vec::new();
        let mut button = |who: Who, id| presses.push(Press { id, who, how: How::Button });
        for id in [CustomId::Undo(given), CustomId::Correct(given), CustomId::TakeBack(given), question] {
            button(LEADER, id);
        }
        button(MEMBER, CustomId::Applaud(card(Purpose::Award)));
        for voice in Voice::ALL {
            button(MEMBER, CustomId::Voice(talk, voice));
        }
        button(MEMBER, CustomId::Erase(7));
        let group = GroupId::from_raw(1);
        let thanks = ThanksAsked { message: None, person, group: Some(group), partner: Some(own) };
        let kind = ContributionId::parse("travel").expect("a kind");
        button(LEADER, CustomId::Thanks(Thanks::Again(group, own, kind.clone())));
        for approval in [Approval::Approve, Approval::Decline] {
            button(STAFF, CustomId::DecideGroup(proposed, approval, card(Purpose::Proposal)));
            button(STAFF, CustomId::DecidePartner(nominated, approval, card(Purpose::Nomination)));
        }
        button(SECOND_LEADER, reserved(Verdict::Approve));
        button(SECOND_LEADER, reserved(Verdict::Decline));
        button(LEADER, reserved(Verdict::Withdraw));
        for press in [ClaimPress::Confirm, ClaimPress::Change, ClaimPress::Decline] {
            button(LEADER, claim(press));
        }
        button(PARTNER, claim(ClaimPress::Withdraw));
        button(STAFF, CustomId::Seen(card(Purpose::Conflict)));
        button(STAFF, CustomId::Panel(Panel::Words));
        button(STAFF, CustomId::Panel(Panel::Send));
        button(STAFF, CustomId::Panel(Panel::TierNews(true)));
        button(STAFF, CustomId::Panel(Panel::Publishes(true)));
        button(STAFF, CustomId::Panel(Panel::Digest(true)));
        button(STAFF, CustomId::Panel(Panel::Wall(true)));
        button(STAFF, CustomId::TryAgain(given));
        button(MEMBER, CustomId::Board(ErrandId::from_raw(1), true));
        button(MEMBER, CustomId::Digest(ErrandId::from_raw(1), true));
        button(MEMBER, CustomId::Page("-".to_owned(), 0));
        for turn in [Turn::Newest, Turn::Newer(RecordId::from_raw(1)), Turn::Older(given)] {
            button(LEADER, CustomId::History(of, turn));
        }
        button(LEADER, CustomId::Spreadsheet(of));
        button(PARTNER, CustomId::Wanted(WantedId::Help(open, card(Purpose::Request))));
        button(PARTNER, help_as.clone());
        button(LEADER, answer(OfferVerdict::Accept));
        button(LEADER, answer(OfferVerdict::Decline));
        button(PARTNER, answer(OfferVerdict::Withdraw));
        button(LEADER, CustomId::Wanted(WantedId::Offers(offered_for)));
        button(LEADER, ask.clone());
        button(LEADER, end(open, Ending::Withdraw));
        button(LEADER, end(promised, Ending::NotHappened));
        button(LEADER, thank.clone());
        button(MEMBER, page);
        button(PARTNER, notices(NoticePart::Own));
        button(PARTNER, notices(NoticePart::Direct));
        button(PARTNER, CustomId::Wanted(WantedId::Stop(ErrandId::from_raw(1))));
        let mut select = |who: Who, id, of, value: &str| {
            presses.push(Press { id, who, how: How::Select(of, value.to_owned()) });
        };
        select(STAFF, CustomId::Panel(Panel::Group), 3, "1");
        select(STAFF, CustomId::Panel(Panel::Kind), 3, "study-group");
        select(STAFF, CustomId::Panel(Panel::Language), 3, "fr");
        select(STAFF, CustomId::Panel(Panel::Channel), 8, "1000000000000000122");
        select(STAFF, CustomId::Panel(Panel::LeadersChannel), 8, "1000000000000000123");
        select(STAFF, CustomId::Panel(Panel::RequestsChannel), 8, "1000000000000000126");
        select(STAFF, CustomId::Panel(Panel::Users), 5, "1000000000000000015");
        select(STAFF, CustomId::Panel(Panel::Roles), 6, "1000000000000000112");
        select(PARTNER, CustomId::Wanted(WantedId::HelpWhich(open)), 3, &own.to_string());
        select(PARTNER, notices(NoticePart::Kinds), 3, "speaker");
        select(PARTNER, notices(NoticePart::Language), 3, "fr");
        for (part, value) in [
            (ThanksPart::Group, "1".to_owned()),
            (ThanksPart::Company, own.to_string()),
            (ThanksPart::Kind, "travel".to_owned()),
        ] {
            select(LEADER, CustomId::Thanks(Thanks::Choose(part, thanks)), 3, &value);
        }
        let today = chrono::Utc::now().with_timezone(&chrono_tz::America::Toronto).date_naive().to_string();
        let mut form = |who: Who, id, fields: &[(&'static str, &str)]| {
            let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            presses.push(Press { id, who, how: How::Form(fields) });
        };
        let why = ("reason", "It was a smaller room");
        let as_it_was = [("contribution", "venue"), ("points", "20"), ("day", today.as_str()), why];
        let corrected = [&[("partner", "Fabrikam Training")], &as_it_was[..]].concat();
        form(LEADER, CustomId::Correct(given), &corrected);
        form(MEMBER, CustomId::Report(talk), &[("why", "It thanks the wrong company")]);
        let thanks = [("points", "20"), why, ("day", today.as_str()), ("link", "")];
        form(LEADER, CustomId::Thanks(Thanks::Give(group, own, kind)), &thanks);
        form(LEADER, CustomId::TakeBack(given), &[why]);
        form(LEADER, claim(ClaimPress::Change), &as_it_was);
        form(LEADER, claim(ClaimPress::Decline), &[why]);
        form(
            STAFF,
            CustomId::Panel(Panel::Words),
            &[("name", "Ottawa Day School"), ("timezone", "Asia/Tokyo")],
        );
        form(
            LEADER,
            ask,
            &[("topic", "A room"), ("days", ""), ("place", "Downtown"), ("wording", "For sixty")],
        );
        form(PARTNER, help_as, &[("wording", "Our engineer talks")]);
        form(LEADER, thank, &as_it_was);
        Self { place: desk.close().await, presses }
    }

    /// What can come back from all messages and forms.
    pub fn custom_ids(&self) -> Vec<String> {
        self.presses.iter().map(|press| press.id.to_string()).collect()
    }

    /// The same, and then something else happened.
    pub async fn after(&self, requests: Vec<Request>) -> Place {
        let desk = copy(&self.place).await;
        for request in requests {
            let told = format!("{request:?}");
            let (done, ended) = desk.answer(&STAFF, request).await;
            assert_eq!(ended, Ended::Answered, "{told}: {}", text(&done));
        }
        desk.close().await
    }
}

/// A program of one's own, as it was there.
pub async fn copy(of: &Place) -> Desk {
    Desk::on(Database::copy_of(of).await, &quick_rules()).await
}

/// Programs that are all alike at first. One that nothing was done to is used again.
pub struct Copies<'a> {
    of: &'a Place,
    untouched: Option<Desk>,
}

impl<'a> Copies<'a> {
    pub fn of(place: &'a Place) -> Self {
        Self { of: place, untouched: None }
    }

    pub async fn next(&mut self) -> Desk {
        match self.untouched.take() {
            Some(desk) => desk,
            None => copy(self.of).await,
        }
    }

    pub fn untouched(&mut self, desk: Desk) {
        self.untouched = Some(desk);
    }
}
