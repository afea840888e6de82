//! Claims that aren't taken, or aren't decided, and why.

use ovation::discord::request::Request;
use ovation::points::ids::RecordId;
use ovation::service::{ClaimAsked, CloseAsked, RegisterAsked, RepresentativeAsked, SuspendAsked};
use ovation::store::ErrandId;
use ovation::store::outside::Account;

use crate::claims::asked;
use crate::desk::{Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, SECOND_LEADER, STAFF, Who, custom_id, text};
use crate::harness::quick_rules;
use crate::refusals::Heard;

const DAY: i64 = 24 * 60;

fn venue() -> ClaimAsked {
    asked("number:1", "venue", "An evening in our office")
}

/// A claim that waits: the custom ids that confirm, change, decline, and take it back.
async fn waits(desk: &Desk, contribution: &str) -> [String; 4] {
    let claim = ClaimAsked { contribution: contribution.to_owned(), ..venue() };
    let receipt = desk.ask(&PARTNER, Request::Claim(claim)).await;
    let back = custom_id(&receipt, "v1:claim-withdraw");
    ["confirm", "change", "decline", "withdraw"].map(|word| back.replace("withdraw", word))
}

pub async fn claims(heard: &mut Heard) {
    let desk = Desk::with(&quick_rules()).await;
    made(&desk, heard).await;
    decided(&desk, heard).await;
}

async fn made(desk: &Desk, heard: &mut Heard) {
    let ask = async |who: &Who, asked| desk.ask(who, Request::Claim(asked)).await;
    heard.hear("not-a-representative", "/claim", &ask(&MEMBER, venue()).await);
    let theirs = ClaimAsked { partner: Some("Litware Labs".to_owned()), ..venue() };
    heard.hear("not-a-representative", "/claim of another", &ask(&PARTNER, theirs.clone()).await);
    heard.hear("not-a-representative", "/claim by staff", &ask(&STAFF, theirs).await);
    heard.hear("unknown-group", "/claim", &ask(&PARTNER, asked("Nope", "venue", "A room")).await);
    heard.hear("unknown-contribution", "/claim", &ask(&PARTNER, asked("number:1", "dance", "A dance")).await);
    heard.hear("too-short", "/claim reason", &ask(&PARTNER, asked("number:1", "venue", "x")).await);
    for (key, date) in
        [("day-in-future", "2999-01-01"), ("day-too-old", "2001-01-01"), ("day-unreadable", "soon")]
    {
        let claim = ClaimAsked { date: Some(date.to_owned()), ..venue() };
        heard.hear(key, "/claim", &ask(&PARTNER, claim).await);
    }
    let link = ClaimAsked { link: Some("ftp://a.example".to_owned()), ..venue() };
    heard.hear("bad-website", "/claim link", &ask(&PARTNER, link).await);
    let french = Who { locale: "fr", ..PARTNER };
    waits(desk, "venue").await;
    heard.hear("claim-waits-already", "/claim", &ask(&PARTNER, venue()).await);
    heard.hear("claim-waits-already", "/claim in French", &ask(&french, venue()).await);
    for kind in ["travel", "prizes", "mentoring", "sponsorship"] {
        waits(desk, kind).await;
    }
    let sixth = || asked("number:1", "presentation", "One more evening");
    heard.hear("claim-too-many", "/claim", &ask(&PARTNER, sixth()).await);
    heard.hear("claim-too-many", "/claim in French", &ask(&french, sixth()).await);
    // A company of one's own that staff haven't decided on yet.
    let registered = RegisterAsked {
        name: "Northbay Networks".to_owned(),
        website: None,
        description: None,
        represents: true,
    };
    desk.ask(&MEMBER, Request::RegisterPartner(registered)).await;
    let waiting = ClaimAsked { partner: Some("Northbay Networks".to_owned()), ..venue() };
    heard.hear("claim-company-waits", "/claim", &ask(&MEMBER, waiting).await);
    // Somebody who represents two.
    let add = |partner: &str| RepresentativeAsked {
        partner: Some(partner.to_owned()),
        who: Account::new(PARTNER.account),
        add: true,
    };
    desk.ask(&STAFF, Request::Representative(add("Adatum Events"))).await;
    heard.hear("claim-which-company", "/claim", &ask(&PARTNER, venue()).await);
    heard.hear("claim-which-company", "/claim in French", &ask(&french, venue()).await);
    let suspend = |resume| {
        let (partner, reason) = ("Adatum Events".to_owned(), "It was decided on Monday".to_owned());
        Request::SuspendPartner(SuspendAsked { partner, resume, reason })
    };
    let of_adatum = || ClaimAsked { partner: Some("Adatum Events".to_owned()), ..venue() };
    desk.ask(&STAFF, suspend(false)).await;
    heard.hear("partner-suspended", "/claim", &ask(&PARTNER, of_adatum()).await);
    desk.ask(&STAFF, suspend(true)).await;
    let claimed = ask(&PARTNER, of_adatum()).await;
    assert!(text(&claimed).contains("✋ Claimed: **Adatum Events**"), "{}", text(&claimed));
    let remove = RepresentativeAsked { add: false, ..add("Adatum Events") };
    desk.ask(&STAFF, Request::Representative(remove)).await;
    let back = custom_id(&claimed, "v1:claim-withdraw");
    heard.hear("not-a-representative", "Take a claim back", &desk.press(&PARTNER, &back).await);
}

async fn decided(desk: &Desk, heard: &mut Heard) {
    desk.later(31 * DAY);
    let [confirm, change, decline, back] = waits(desk, "venue").await;
    for (who, title) in [(MEMBER, "by a member"), (OTHER_LEADER, "by another's leader"), (STAFF, "by staff")]
    {
        for (what, id) in [("Confirm", &confirm), ("Change…", &change), ("Decline…", &decline)] {
            heard.hear("claim-not-yours", &format!("{what} {title}"), &desk.press(&who, id).await);
        }
    }
    let claim = RecordId::from_raw(confirm.split(':').nth(2).unwrap().parse().unwrap());
    let card = ErrandId::from_raw(0);
    let why = |reason: &str| Request::FillDecline { claim, card, reason: reason.to_owned() };
    heard.hear("claim-not-yours", "the form sent by a member", &desk.ask(&MEMBER, why("Not so")).await);
    heard.hear("too-short", "Decline… reason", &desk.ask(&LEADER, why("x")).await);
    let withdrawn = desk.press(&PARTNER, &back).await;
    assert!(text(&withdrawn).contains("Taken back by"), "{}", text(&withdrawn));
    heard.hear("claim-decided", "Confirm after it was taken back", &desk.press(&LEADER, &confirm).await);
    heard.hear("claim-decided", "Take a claim back twice", &desk.press(&PARTNER, &back).await);
    let [confirm, change, decline, back] = waits(desk, "travel").await;
    let given = desk.press(&SECOND_LEADER, &confirm).await;
    assert!(text(&given).contains("points to **Fabrikam Training**"), "{}", text(&given));
    heard.hear("claim-decided", "Confirm after another leader", &desk.press(&LEADER, &confirm).await);
    heard.hear("claim-decided", "Change… after it was confirmed", &desk.press(&LEADER, &change).await);
    heard.hear("claim-decided", "Decline… after it was confirmed", &desk.press(&LEADER, &decline).await);
    heard.hear("claim-decided", "Take it back after it was confirmed", &desk.press(&PARTNER, &back).await);
    let [confirm, ..] = waits(desk, "prizes").await;
    let claim = RecordId::from_raw(confirm.split(':').nth(2).unwrap().parse().unwrap());
    let reason = "We met at the library".to_owned();
    desk.ask(&LEADER, Request::FillDecline { claim, card, reason }).await;
    heard.hear("claim-decided", "Confirm after it was declined", &desk.press(&LEADER, &confirm).await);
    let [confirm, ..] = waits(desk, "mentoring").await;
    desk.later(30 * DAY);
    heard.hear("claim-decided", "Confirm too late", &desk.press(&LEADER, &confirm).await);
    let [confirm, _, _, back] = waits(desk, "sponsorship").await;
    let close = CloseAsked { group: "number:1".to_owned(), reason: "Nobody leads it any more".to_owned() };
    desk.ask(&STAFF, Request::CloseGroup(close)).await;
    heard.hear("group-not-active", "Confirm of a closed group", &desk.press(&LEADER, &confirm).await);
    heard.hear("claim-decided", "Take it back of a closed group", &desk.press(&PARTNER, &back).await);
    heard.hear("group-not-active", "/claim", &desk.ask(&PARTNER, Request::Claim(venue())).await);
    let unknown = confirm.replace(&format!(":{}", confirm.split(':').nth(2).unwrap()), ":1");
    heard.hear("unknown-record", "Confirm", &desk.press(&LEADER, &unknown).await);
}
