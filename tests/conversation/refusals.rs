//! Every refusal that a person can cause: it says what was refused, why, and what to do next, to that person only.

use std::collections::BTreeMap;

use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;
use ovation::points::ids::{GroupId, RecordId};
use ovation::service::{
    AwardAsked, BaseAsked, BoardAsked, Caller, CloseAsked, EditAsked, GrantAsked, HistoryAsked,
    RegisterAsked, RepresentativeAsked, ReverseAsked, SuspendAsked, choice,
};
use ovation::store::outside::{Account, Channel, Server};
use ovation::store::{Approval, ErrandId, Outbox, Program, ProgramChannels, Purpose};

use crate::claiming::claims;
use crate::corrections::corrections;
use crate::desk::{
    Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, SECOND_LEADER, SHOUT_OUTS, STAFF, Who, award, award_of,
    custom_id, is_private, text,
};
use crate::harness::quick_rules;
use crate::merges::merges;
use crate::moving::moves;
use crate::panel::propose;
use crate::thanks::thanks;
use crate::verdicts::verdicts;
use crate::voices::voices;
use crate::wants::wants;

/// Those that nobody can cause in this version, and why.
const NOBODY: [(&str, &str); 4] = [
    ("figures-disagree", "it is a fault, which gets the apology"),
    ("looks-like-duplicate", "it is a question with a button to answer it"),
    ("already-opened", "no command brings an opening balance yet"),
    ("unknown-tier", "no command brings an opening balance yet"),
];

/// What was asked, by the key of the refusal, and the answer.
#[derive(Default)]
pub struct Heard(BTreeMap<String, String>);

impl Heard {
    pub fn hear(&mut self, key: &str, asked: &str, reply: &Reply) {
        assert!(is_private(reply), "{key}: {reply:?}");
        let heard = without_times(&text(reply));
        assert!(self.0.insert(format!("{key}, {asked}"), heard).is_none(), "{key}, {asked} twice");
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|heard| heard.split(',').next().unwrap_or_default())
    }
}

/// Days and moments change; what is said of them stays.
fn without_times(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("<t:") {
        let end = at + rest[at..].find('>').expect("a moment ends");
        let style = &rest[end - 1..end];
        out += &format!("{}(moment {style})", &rest[..at]);
        rest = &rest[end + 1..];
    }
    out += rest;
    let words = out.split_inclusive([' ', '\n']).map(|word| {
        let day = word.trim_end_matches(['.', ':', ' ', '\n']);
        let is_day = day.len() == 10 && day.split('-').count() == 3 && day != "2026-03-31,";
        if is_day { word.replacen(day, "(day)", 1) } else { word.to_owned() }
    });
    words.collect()
}

fn register(name: &str) -> RegisterAsked {
    RegisterAsked { name: name.to_owned(), website: None, description: None, represents: false }
}

fn grant(group: &str, points: i64) -> Request {
    Request::Grant(GrantAsked { group: group.to_owned(), points, reason: "A big autumn".to_owned() })
}

pub fn of_kind(contribution: &str, points: i64) -> AwardAsked {
    AwardAsked { contribution: contribution.to_owned(), ..award("Litware Labs", points) }
}

fn of_group(group: &str) -> AwardAsked {
    AwardAsked { group: Some(group.to_owned()), ..award("Litware Labs", 5) }
}

#[tokio::test]
async fn every_refusal_says_what_why_and_what_next_to_that_person_only() {
    let desk = Desk::sample().await;
    let mut heard = Heard::default();
    awards(&desk, &mut heard).await;
    thanks(&desk, &mut heard).await;
    texts(&desk, &mut heard).await;
    companies(&desk, &mut heard).await;
    staff(&desk, &mut heard).await;
    groups(&desk, &mut heard).await;
    undo_and_applause(&desk, &mut heard).await;
    moves(&desk, &mut heard).await;
    steering(&desk, &mut heard).await;
    share(&mut heard).await;
    merges(&mut heard).await;
    verdicts(&mut heard).await;
    corrections(&mut heard).await;
    claims(&mut heard).await;
    wants(&mut heard).await;
    voices(&mut heard).await;
    let table: Vec<String> = heard.0.iter().map(|(asked, text)| format!("{asked}\n    {text}")).collect();
    insta::assert_snapshot!("refusals", table.join("\n"));
    let source = concat!(
        include_str!("../../src/points/refusal/key.rs"),
        include_str!("../../src/points/claim.rs"),
        include_str!("../../src/points/request/refusal.rs")
    );
    let known = source.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split("=> \"").nth(1));
    for key in known.map(|rest| rest.trim_end_matches("\",")) {
        let nobody = NOBODY.iter().any(|(other, _)| *other == key);
        assert_ne!(
            nobody,
            heard.keys().any(|heard| heard == key),
            "{key}: caused by a person, or by nobody?"
        );
    }
}

async fn awards(desk: &Desk, heard: &mut Heard) {
    let ask = async |who: &Who, asked| desk.ask(who, Request::Award(asked)).await;
    heard.hear("not-a-leader", "/award", &ask(&MEMBER, award("Litware Labs", 5)).await);
    heard.hear("unknown-group", "/award group", &ask(&LEADER, of_group("Nope")).await);
    heard.hear("unknown-partner", "/award", &ask(&LEADER, award("\u{202E}Nobody **knows**\n it", 5)).await);
    heard.hear("unknown-partner", "/award nearly", &ask(&LEADER, award("litware", 5)).await);
    let kind = AwardAsked { contribution: "dance".to_owned(), ..award("Litware Labs", 5) };
    heard.hear("unknown-contribution", "/award", &ask(&LEADER, kind).await);
    for points in [0, -3, 251, 9_007_199_254_740_991] {
        let reply = ask(&LEADER, award("Litware Labs", points)).await;
        heard.hear("points-out-of-range", &format!("/award {points}"), &reply);
    }
    for date in ["2999-01-01", "2001-01-01", "yesterday\u{202E}\n**x**"] {
        let asked = AwardAsked { date: Some(date.to_owned()), ..award("Litware Labs", 5) };
        let key = match date.as_bytes()[..4] {
            [b'2', b'9', ..] => "day-in-future",
            [b'2', ..] => "day-too-old",
            _ => "day-unreadable",
        };
        heard.hear(key, "/award", &ask(&LEADER, asked).await);
    }
    let add = RepresentativeAsked {
        partner: Some("Tailspin Travel".to_owned()),
        who: Account::new(SECOND_LEADER.account),
        add: true,
    };
    desk.ask(&STAFF, Request::Representative(add)).await;
    heard.hear("conflict", "/award", &ask(&SECOND_LEADER, award("Tailspin Travel", 5)).await);
    let caller = desk.caller(&LEADER);
    let first = desk.ask_as(caller.clone(), "en-US", Request::Award(award("Litware Labs", 5))).await;
    assert!(text(&first).contains("**5** points"), "{}", text(&first));
    let second = desk.ask_as(caller, "en-US", Request::Award(award("Litware Labs", 6))).await;
    heard.hear("same-interaction-other-content", "/award", &second);
    let home = Caller { server: None, ..desk.caller(&LEADER) };
    heard.hear(
        "server-only",
        "/award",
        &desk.ask_as(home, "en", Request::Award(award("Litware Labs", 5))).await,
    );
    let away = Caller { server: Some(Server::new(77)), ..desk.caller(&LEADER) };
    heard.hear(
        "no-group-here",
        "/award",
        &desk.ask_as(away, "en", Request::Award(award("Litware Labs", 5))).await,
    );
    let spent = ask(&LEADER, of_kind("sponsorship", 250)).await;
    assert!(text(&spent).contains("**250** points"), "{}", text(&spent));
    heard.hear("not-enough", "/award", &ask(&LEADER, award("Litware Labs", 86)).await);
    heard.hear("not-enough", "/award in French", &{
        let asked = Request::Award(award("Litware Labs", 86));
        desk.ask_as(desk.caller(&LEADER), "fr", asked).await
    });
}

async fn texts(desk: &Desk, heard: &mut Heard) {
    let reason = |reason: &str| AwardAsked { reason: reason.to_owned(), ..award("Litware Labs", 5) };
    for (key, asked) in [("too-short", "x\u{200B}"), ("too-long", &"x".repeat(301))] {
        heard.hear(key, "/award reason", &desk.ask(&LEADER, Request::Award(reason(asked))).await);
    }
    let event = AwardAsked { event: Some("e".repeat(500)), ..award("Litware Labs", 5) };
    heard.hear("too-long", "/award event", &desk.ask(&LEADER, Request::Award(event)).await);
    let link = AwardAsked { link: Some("ftp://a.example".to_owned()), ..award("Litware Labs", 5) };
    heard.hear("bad-website", "/award link", &desk.ask(&LEADER, Request::Award(link)).await);
    let name = Request::RegisterPartner(register("x"));
    heard.hear("too-short", "/partner register name", &desk.ask(&MEMBER, name).await);
    let note = RegisterAsked { description: Some("d".repeat(201)), ..register("Northbay Networks") };
    let reply = desk.ask(&MEMBER, Request::RegisterPartner(note)).await;
    heard.hear("too-long", "/partner register description", &reply);
    for website in
        ["nonsense", "http://northbay.example", "https://ann:secret@northbay.example", "https://127.0.0.1/"]
    {
        let asked = RegisterAsked { website: Some(website.to_owned()), ..register("Northbay Networks") };
        let reply = desk.ask(&MEMBER, Request::RegisterPartner(asked)).await;
        heard.hear("bad-website", website, &reply);
    }
    let long = format!("https://northbay.example/{}", "é".repeat(100));
    let asked = RegisterAsked { website: Some(long), ..register("Northbay Networks") };
    heard.hear(
        "too-long",
        "/partner register website",
        &desk.ask(&MEMBER, Request::RegisterPartner(asked)).await,
    );
}

async fn companies(desk: &Desk, heard: &mut Heard) {
    let mine = Request::MyPoints { partner: None };
    heard.hear("not-a-representative", "/mypoints", &desk.ask(&MEMBER, mine).await);
    let theirs = Request::MyPoints { partner: Some("Litware Labs".to_owned()) };
    heard.hear("not-a-representative", "/mypoints of another", &desk.ask(&PARTNER, theirs).await);
    let records = Request::History(HistoryAsked::default());
    heard.hear("not-yours-to-read", "/history", &desk.ask(&MEMBER, records).await);
    let records = HistoryAsked { partner: Some("Litware Labs".to_owned()), group: None };
    let reply = desk.ask(&PARTNER, Request::History(records)).await;
    heard.hear("not-yours-to-read", "/history of another", &reply);
    let view = Request::ViewPartner("Litwrae".to_owned());
    heard.hear("unknown-partner", "/partner view", &desk.ask(&MEMBER, view).await);
    let twin = Request::RegisterPartner(register("LITWARE  labs"));
    heard.hear("name-taken", "/partner register", &desk.ask(&MEMBER, twin).await);
    let nothing =
        EditAsked { partner: None, name: None, website: None, description: None, on_the_wall: None };
    let taken = EditAsked { name: Some("Contoso Cloud".to_owned()), ..nothing.clone() };
    heard.hear(
        "nothing-to-change",
        "/partner edit",
        &desk.ask(&PARTNER, Request::EditPartner(nothing)).await,
    );
    heard.hear("name-taken", "/partner edit", &desk.ask(&PARTNER, Request::EditPartner(taken)).await);
    let represent = |who: &Who, add| {
        let who = Account::new(who.account);
        Request::Representative(RepresentativeAsked { partner: Some("Litware Labs".to_owned()), who, add })
    };
    let reply = desk.ask(&PARTNER, represent(&PARTNER, true)).await;
    heard.hear("not-a-representative", "/partner representative of another", &reply);
    heard.hear("not-yourself", "/partner representative", &desk.ask(&STAFF, represent(&STAFF, true)).await);
    let reply = desk.ask(&STAFF, represent(&MEMBER, false)).await;
    heard.hear("nothing-to-change", "/partner representative remove", &reply);
}

async fn staff(desk: &Desk, heard: &mut Heard) {
    heard.hear("staff-only", "/program approve", &desk.ask(&LEADER, Request::Pending).await);
    heard.hear("points-out-of-range", "/program grant 0", &desk.ask(&STAFF, grant("number:1", 0)).await);
    heard.hear(
        "total-too-large",
        "/program grant",
        &desk.ask(&STAFF, grant("number:1", 1_000_000_000)).await,
    );
    heard.hear("unknown-group", "/program grant", &desk.ask(&STAFF, grant("Nope", 5)).await);
    // A part of one group's name is no name of it.
    let by_a_part = desk.ask(&STAFF, grant("Ottawa Windows", 5)).await;
    heard.hear("unknown-group", "/program grant by a part", &by_a_part);
    heard.hear("cannot-take-back", "/program grant", &desk.ask(&STAFF, grant("number:1", -400)).await);
    let staff = Some(Channel::new(1_000_000_000_000_000_124));
    let channels = Request::ProgramSetup(ProgramChannels { staff, ..ProgramChannels::default() });
    heard.hear("nothing-to-change", "/program setup", &desk.ask(&STAFF, channels).await);
    desk.ask(&MEMBER, Request::RegisterPartner(register("Proseware"))).await;
    let list = desk.ask(&STAFF, Request::Pending).await;
    let (approve, decline) = (custom_id(&list, "v1:partner-approve"), custom_id(&list, "v1:partner-decline"));
    let given = desk.ask(&LEADER, Request::Award(award("Proseware", 7))).await;
    desk.press(&STAFF, &decline).await;
    heard.hear("already-decided", "Approve after Decline", &desk.press(&STAFF, &approve).await);
    let declined = approve.split(':').nth(2).expect("the company's number");
    let again = desk.ask(&LEADER, Request::Award(award(&choice(declined), 7))).await;
    heard.hear("partner-declined", "/award", &again);
    let undo = desk.press(&LEADER, &custom_id(&given, "v1:undo")).await;
    heard.hear("already-reversed", "Undo", &undo);
    let record = award_of(&given);
    let reverse = |record| Request::Reverse(ReverseAsked { record, reason: "Another's talk".to_owned() });
    heard.hear("staff-only", "/program reverse", &desk.ask(&LEADER, reverse(record)).await);
    heard.hear("already-reversed", "/program reverse", &desk.ask(&STAFF, reverse(record)).await);
    heard.hear("unknown-record", "/program reverse of no award", &desk.ask(&STAFF, reverse(1)).await);
    let wordless = Request::Reverse(ReverseAsked { record, reason: String::new() });
    heard.hear("too-short", "/program reverse reason", &desk.ask(&STAFF, wordless).await);
}

/// Another base, a company suspended; and a group closed, at the end.
async fn steering(desk: &Desk, heard: &mut Heard) {
    let reason = || "It was decided on Monday".to_owned();
    let base = |base| Request::SetBase(BaseAsked { group: "number:1".to_owned(), base, reason: reason() });
    heard.hear("staff-only", "/program base", &desk.ask(&LEADER, base(Some(5))).await);
    heard.hear("base-out-of-range", "/program base", &desk.ask(&STAFF, base(Some(1_000_001))).await);
    heard.hear("base-out-of-range", "/program base below", &desk.ask(&STAFF, base(Some(-1))).await);
    heard.hear("nothing-to-change", "/program base", &desk.ask(&STAFF, base(None)).await);
    let suspend = |partner: &str, resume| {
        Request::SuspendPartner(SuspendAsked { partner: partner.to_owned(), resume, reason: reason() })
    };
    let staff_only = desk.ask(&LEADER, suspend("Litware Labs", false)).await;
    heard.hear("staff-only", "/program suspend", &staff_only);
    desk.ask(&MEMBER, Request::RegisterPartner(register("Trey Research"))).await;
    let waits = desk.ask(&STAFF, suspend("Trey Research", false)).await;
    heard.hear("partner-not-active", "/program suspend", &waits);
    let suspended = desk.ask(&STAFF, suspend("Litware Labs", false)).await;
    assert!(text(&suspended).contains("is suspended"), "{}", text(&suspended));
    heard.hear("partner-suspended", "/award", &desk.ask(&LEADER, Request::Award(of_group("number:1"))).await);
    let again = desk.ask(&STAFF, suspend("Litware Labs", false)).await;
    heard.hear("nothing-to-change", "/program suspend", &again);
    desk.ask(&STAFF, suspend("Litware Labs", true)).await;
    let close = || Request::CloseGroup(CloseAsked { group: "number:1".to_owned(), reason: reason() });
    heard.hear("staff-only", "/program close", &desk.ask(&LEADER, close()).await);
    desk.ask(&STAFF, close()).await;
    heard.hear("group-not-active", "/program close", &desk.ask(&STAFF, close()).await);
    heard.hear("group-not-active", "/program base", &desk.ask(&STAFF, base(Some(5))).await);
}

async fn groups(desk: &Desk, heard: &mut Heard) {
    heard.hear("manage-server-only", "/setup", &desk.ask(&MEMBER, Request::Setup).await);
    let post = || Request::PostBoard(BoardAsked::default());
    heard.hear("board-by-managers", "/leaderboard post", &desk.ask(&MEMBER, post()).await);
    let french = Who { locale: "fr", ..MEMBER };
    heard.hear("board-by-managers", "/leaderboard post in French", &desk.ask(&french, post()).await);
    desk.ask(&STAFF, Request::Setup).await;
    desk.ask(&STAFF, Request::Choose(Panel::Group, vec!["new".to_owned()])).await;
    let send = Request::Click(CustomId::Panel(Panel::Send));
    heard.hear("incomplete", "Propose", &desk.ask(&STAFF, send).await);
    let words =
        |name: &str, zone: &str| Request::FillPanel { name: name.to_owned(), timezone: zone.to_owned() };
    let nowhere = desk.ask(&STAFF, words("Ottawa Cloud", "Mars/Olympus\u{202E}")).await;
    heard.hear("unknown-timezone", "Name and time zone", &nowhere);
    heard.hear("too-long", "Name and time zone", &desk.ask(&STAFF, words(&"x".repeat(61), "")).await);
    let elsewhere = desk.ask(&STAFF, Request::Choose(Panel::Group, vec!["2".to_owned()])).await;
    heard.hear("unknown-group", "another server's group in the panel", &elsewhere);
    let reply = propose(desk, "Ottawa Windows Server User Group", &[&LEADER]).await;
    heard.hear("name-taken", "Propose", &reply);
    let reply = propose(desk, "Ottawa Night School", &[&MEMBER]).await;
    assert!(text(&reply).contains("is proposed"), "{}", text(&reply));
    let asked = Request::Award(award("Litware Labs", 5));
    heard.hear("group-not-active", "/award of a proposed group", &desk.ask(&MEMBER, asked).await);
    heard.hear(
        "group-not-active",
        "/program grant",
        &desk.ask(&STAFF, grant(&choice(waiting(desk).await), 5)).await,
    );
    propose(desk, "Ottawa Cloud Circle", &[&LEADER]).await;
    let approve = CustomId::DecideGroup(waiting(desk).await, Approval::Approve, ErrandId::from_raw(0));
    let decided = desk.ask(&STAFF, Request::Click(approve)).await;
    assert!(text(&decided).contains("is approved"), "{}", text(&decided));
    let asked = Request::Award(award("Litware Labs", 5));
    heard.hear("which-group", "/award", &desk.ask(&LEADER, asked).await);
}

/// The group that was proposed last.
async fn waiting(desk: &Desk) -> GroupId {
    desk.store.pending(10).await.expect("what waits").groups.last().expect("a group").id
}

async fn undo_and_applause(desk: &Desk, heard: &mut Heard) {
    let here = Caller { channel: Some(SHOUT_OUTS), ..desk.caller(&LEADER) };
    let given = desk.ask_as(here, "en", Request::Award(of_kind("travel", 4))).await;
    let undo = custom_id(&given, "v1:undo");
    heard.hear("not-yours", "Undo in French", &desk.press(&OTHER_LEADER, &undo).await);
    heard.hear("not-yours", "Undo", &desk.press(&SECOND_LEADER, &undo).await);
    let here = Caller { channel: Some(SHOUT_OUTS), ..desk.caller(&LEADER) };
    let alike = desk.ask_as(here, "en", Request::Award(of_kind("travel", 4))).await;
    let all_the_same = custom_id(&alike, "v1:all-the-same");
    heard.hear("question-forgotten", "Give another's", &desk.press(&SECOND_LEADER, &all_the_same).await);
    desk.later(25 * 60);
    heard.hear("question-forgotten", "Give it all the same", &desk.press(&LEADER, &all_the_same).await);
    desk.later(-25 * 60);
    let unknown = Request::Click(CustomId::Undo(RecordId::from_raw(1_000_000)));
    heard.hear("unknown-record", "Undo", &desk.ask(&LEADER, unknown).await);
    let (due, _) = desk.store.due_errands(100).await.expect("errands");
    let shout_out = due.iter().rfind(|errand| errand.purpose == Purpose::Award).expect("the shout-out").id;
    let applaud = || Request::Click(CustomId::Applaud(shout_out));
    desk.ask(&MEMBER, applaud()).await;
    heard.hear("already-applauded", "👏", &desk.ask(&MEMBER, applaud()).await);
    desk.later(16);
    heard.hear("undo-too-late", "Undo", &desk.press(&LEADER, &undo).await);
    desk.later(-16);
    let undone = desk.press(&LEADER, &undo).await;
    assert!(text(&undone).contains("Undone"), "{}", text(&undone));
    heard.hear("withdrawn", "👏", &desk.ask(&MEMBER, applaud()).await);
    assert!(desk.store.pending(10).await.is_ok());
}

/// In a program that gives one company at most half of what a group has.
async fn share(heard: &mut Heard) {
    let rules = quick_rules().replacen("points = 500", "points = 500\nper_partner_share = 50", 1);
    let desk = Desk::with(&rules).await;
    let ask = async |who: &Who, points| desk.ask(who, Request::Award(of_kind("venue", points))).await;
    let french = Who { locale: "fr", ..LEADER };
    let given = ask(&LEADER, 200).await;
    assert!(text(&given).contains("**200** points"), "{}", text(&given));
    desk.ask(&LEADER, Request::Award(of_kind("mentoring", 40))).await;
    heard.hear("share-exceeded", "/award", &ask(&LEADER, 20).await);
    heard.hear("share-exceeded", "/award in French", &ask(&french, 20).await);
    desk.ask(&SECOND_LEADER, Request::Award(of_kind("prizes", 10))).await;
    heard.hear("share-exceeded", "/award, nothing left", &ask(&LEADER, 1).await);
    let undone = desk.press(&LEADER, &custom_id(&given, "v1:undo")).await;
    assert!(text(&undone).contains("Undone"), "{}", text(&undone));
    let given = ask(&LEADER, 20).await;
    assert!(text(&given).contains("**20** points"), "{}", text(&given));
}
