//! Whatever is asked, the dispatcher answers, and Discord takes the answer.

use std::sync::LazyLock;

use discord_emulator::Checks;
use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::reply::Reply;
use ovation::discord::request::{Completion, Request};
use ovation::points::ids::RecordId;
use ovation::service::{
    AwardAsked, Caller, ClaimAsked, ClaimChanged, EditAsked, GrantAsked, HistoryAsked, RegisterAsked,
    RepresentativeAsked, ReverseAsked,
};
use ovation::store::ErrandId;
use ovation::store::outside::{Account, Channel, Server};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::desk::{Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, SECOND_LEADER, STAFF, Who};
use crate::panel::propose;

/// How many requests, all to one program, so that later ones meet what earlier ones left.
const REQUESTS: u32 = 600;

const PANELS: [Panel; 9] = [
    Panel::Group,
    Panel::Kind,
    Panel::Language,
    Panel::Channel,
    Panel::LeadersChannel,
    Panel::Users,
    Panel::Roles,
    Panel::Words,
    Panel::Send,
];

/// Texts of people, of the sample, and of nobody.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec![
            "", " ", "1", "2", "3", "Litware Labs", "Fabrikam Training", "Northbay", "presentation", "venue", "gold",
            "new", "study-group", "fr", "2026-01-01", "0000-00-00", "America/Toronto", "https://a.example/",
            "@everyone <@&1> **x**", "שלום", "9223372036854775807", "-1", "\u{202E}\u{200B}", "Rust Study Group",
        ]).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => select(vec!['*', '_', '\\', '😀', 'é', '@', '<', '\u{301}']).prop_flat_map(|character| {
            (1_usize..5_000).prop_map(move |times| character.to_string().repeat(times))
        }),
        1 => (55_usize..70).prop_map(|times| "*".repeat(times)),
        1 => (290_usize..301).prop_map(|times| "~|".repeat(times / 2)),
    ]
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}

fn snowflake() -> impl Strategy<Value = u64> {
    prop_oneof![
        select(vec![LEADER, MEMBER, PARTNER, STAFF]).prop_map(|who: Who| who.account),
        1_000_000_000_000_000_121_u64..1_000_000_000_000_000_130,
    ]
}

fn custom_id() -> impl Strategy<Value = String> {
    let word = select(vec![
        "undo",
        "applaud",
        "group-approve",
        "group-decline",
        "partner-approve",
        "partner-decline",
        "claim-confirm",
        "claim-change",
        "claim-decline",
        "claim-withdraw",
        "seen",
        "setup",
        "page",
        "other",
    ]);
    let part = prop_oneof![
        (-1_i64..40).prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        select(vec!["gold", "-<", "words", "send", "kind", ""]).prop_map(str::to_owned),
        ".{0,20}",
    ];
    prop_oneof![
        4 => (word, part.clone(), part).prop_map(|(word, one, two)| format!("v1:{word}:{one}:{two}")),
        2 => ("newest:|newer:|older:|csv:", "-|[0-3]", "-|[0-9]", "|:[0-9]{1,3}").prop_map(|(turn, group, partner, record)| {
            format!("v1:history-{turn}{group}:{partner}{record}")
        }),
        1 => select(PANELS.to_vec()).prop_map(|panel| CustomId::Panel(panel).to_string()),
        1 => any::<String>(),
    ]
}

fn request() -> impl Strategy<Value = Request> {
    let award = (text(), text(), text(), prop::option::of(any::<i64>()), maybe(), maybe(), maybe(), maybe());
    let points = prop_oneof![any::<i64>(), -300_i64..300];
    let command = select(vec![
        "award",
        "allocation",
        "mypoints",
        "partner view",
        "partner edit",
        "program grant",
        "partner representative",
        "history",
    ]);
    let option = select(vec!["partner", "points", "date", "group", "reason"]);
    prop_oneof![
        4 => award.prop_map(|(partner, contribution, reason, points, date, group, event, link)| {
            let more = AwardAsked::default();
            Request::Award(AwardAsked { partner, contribution, reason, points, date, group, event, link, ..more })
        }),
        3 => ("[1-8]", "presentation|venue", text(), 1_i64..9).prop_map(|(partner, contribution, reason, points)| {
            Request::Award(AwardAsked { partner, contribution, reason, points: Some(points), ..AwardAsked::default() })
        }),
        2 => (text(), text(), text(), maybe(), maybe(), maybe()).prop_map(
            |(group, contribution, reason, date, link, partner)| {
                Request::Claim(ClaimAsked { group, contribution, reason, date, link, partner })
            }
        ),
        2 => ("[12]", "presentation|venue", text()).prop_map(|(group, contribution, reason)| {
            Request::Claim(ClaimAsked { group, contribution, reason, ..ClaimAsked::default() })
        }),
        1 => (0_i64..90, text(), text(), text(), text()).prop_map(|(claim, contribution, points, day, reason)| {
            let claim = RecordId::from_raw(claim);
            let changed = ClaimChanged { claim, contribution, points, day, reason };
            Request::FillClaim(changed, ErrandId::from_raw(0))
        }),
        1 => (0_i64..90, text()).prop_map(|(claim, reason)| {
            Request::FillDecline { claim: RecordId::from_raw(claim), card: ErrandId::from_raw(0), reason }
        }),
        1 => maybe().prop_map(|group| Request::Allocation { group }),
        1 => maybe().prop_map(|partner| Request::MyPoints { partner }),
        2 => (maybe(), maybe()).prop_map(|(partner, group)| Request::History(HistoryAsked { partner, group })),
        1 => Just(Request::Help),
        1 => Just(Request::Setup),
        3 => (text(), maybe(), maybe(), any::<bool>()).prop_map(|(name, website, description, represents)| {
            Request::RegisterPartner(RegisterAsked { name, website, description, represents })
        }),
        2 => (maybe(), maybe(), maybe(), maybe()).prop_map(|(partner, name, website, description)| {
            Request::EditPartner(EditAsked { partner, name, website, description, on_the_wall: None })
        }),
        1 => text().prop_map(Request::ViewPartner),
        1 => maybe().prop_map(Request::ListPartners),
        1 => (maybe(), snowflake(), any::<bool>()).prop_map(|(partner, who, add)| {
            Request::Representative(RepresentativeAsked { partner, who: Account::new(who), add })
        }),
        1 => prop::option::of(snowflake()).prop_map(|channel| {
            Request::ProgramSetup { staff: channel.map(Channel::new), announcements: None, requests: None }
        }),
        2 => Just(Request::Pending),
        1 => (text(), points, text()).prop_map(|(group, points, reason)| {
            Request::Grant(GrantAsked { group, points, reason })
        }),
        1 => (any::<i64>(), 0_i64..60, any::<bool>(), text()).prop_map(|(any, near, wild, reason)| {
            Request::Reverse(ReverseAsked { record: if wild { any } else { near }, reason })
        }),
        1 => Just(Request::Audit),
        3 => (command, option, text(), maybe(), maybe()).prop_map(|(command, option, typed, contribution, group)| {
            let (command, option) = (command.to_owned(), option.to_owned());
            Request::Complete(Completion { command, option, typed, contribution, group })
        }),
        4 => custom_id().prop_map(|id| CustomId::parse(&id).map_or(Request::Outdated, Request::Click)),
        3 => (select(PANELS.to_vec()), prop::collection::vec(snowflake(), 0..10)).prop_map(|(panel, chosen)| {
            Request::Choose(panel, chosen.iter().map(ToString::to_string).collect())
        }),
        2 => (select(PANELS.to_vec()), text()).prop_map(|(panel, chosen)| Request::Choose(panel, vec![chosen])),
        2 => (text(), maybe()).prop_map(|(name, zone)| {
            Request::FillPanel { name, timezone: zone.unwrap_or_default() }
        }),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    select(vec![LEADER, SECOND_LEADER, OTHER_LEADER, PARTNER, MEMBER, STAFF, STAFF])
}

/// What Discord would say against a reply.
fn faults(reply: &Reply) -> Vec<String> {
    static CHECKS: LazyLock<Checks> = LazyLock::new(crate::harness::checks);
    let body = reply.callback();
    let path = "/interactions/1000000000000000999/token/callback";
    let found = CHECKS.request("POST", path, Some("application/json"), Some(&body));
    let mut found: Vec<String> = found.iter().map(ToString::to_string).collect();
    let speaks = body["data"]["components"].is_array() && body["type"] != 9;
    if speaks && body["data"]["allowed_mentions"] != serde_json::json!({ "parse": [] }) {
        found.push("it could ping somebody".to_owned());
    }
    found
}

#[test]
fn every_request_is_answered_with_what_discord_takes() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let desk = runtime.block_on(Desk::sample());
    let asked = (
        who(),
        prop::option::weighted(0.9, Just(())),
        select(vec!["en-US", "fr", "de", "", "x-y-z"]),
        request(),
    );
    let mut runner =
        TestRunner::new(Config { cases: REQUESTS, failure_persistence: None, ..Config::default() });
    let verdict = runner.run(&asked, |(who, in_server, locale, request)| {
        let caller = desk.caller(&who);
        let server: Option<Server> = in_server.and(caller.server);
        let reply = runtime.block_on(desk.ask_as(Caller { server, ..caller }, locale, request));
        prop_assert_eq!(faults(&reply), Vec::<String>::new());
        Ok(())
    });
    verdict.expect("every request is answered with what Discord takes");
}

/// The longest that people can make each message.
#[tokio::test]
async fn the_longest_replies_fit_into_a_message() {
    let desk = Desk::sample().await;
    let wild = |marks: &str, length: usize| marks.chars().cycle().take(length).collect::<String>();
    for number in 0..6 {
        let name = format!("{number}{}", wild("*_~", 59));
        let asked = RegisterAsked {
            name: name.clone(),
            website: Some(format!("https://a.example/{}", "a".repeat(180))),
            description: Some(wild("|<>*", 200)),
            represents: false,
        };
        desk.ask(&MEMBER, Request::RegisterPartner(asked)).await;
        let given = AwardAsked {
            partner: name,
            contribution: "presentation".to_owned(),
            reason: wild("*_", 300),
            points: Some(1),
            event: Some(wild("_~", 60)),
            link: Some(format!("https://a.example/{}", "a".repeat(180))),
            ..AwardAsked::default()
        };
        desk.ask(&LEADER, Request::Award(given)).await;
        let group = format!("{number}{}", wild("`|*", 59));
        propose(&desk, &group, &[&LEADER, &SECOND_LEADER, &MEMBER, &PARTNER]).await;
    }
    for _ in 0..6 {
        let given = AwardAsked {
            partner: "Fabrikam Training".to_owned(),
            contribution: "presentation".to_owned(),
            reason: wild("*_", 300),
            points: Some(1),
            event: Some(wild("_~", 60)),
            link: Some(format!("https://a.example/{}", "a".repeat(180))),
            ..AwardAsked::default()
        };
        desk.ask(&LEADER, Request::Award(given)).await;
    }
    // Many claims of long texts, and awards that wait beside them.
    for (number, kind) in ["presentation", "venue", "travel", "prizes", "mentoring"].iter().enumerate() {
        let asked = ClaimAsked {
            group: "1".to_owned(),
            contribution: (*kind).to_owned(),
            reason: wild("*_", 300),
            link: Some(format!("https://a.example/{}", "a".repeat(180))),
            ..ClaimAsked::default()
        };
        fits(&desk, &PARTNER, Request::Claim(asked)).await;
        let above = AwardAsked {
            partner: "Litware Labs".to_owned(),
            contribution: (*kind).to_owned(),
            reason: wild("*_", 300),
            points: Some(if number == 0 { 201 } else { 1 }),
            ..AwardAsked::default()
        };
        desk.ask(&LEADER, Request::Award(above)).await;
    }
    fits(&desk, &LEADER, Request::Allocation { group: Some("1".to_owned()) }).await;
    for (who, request) in [
        (STAFF, Request::Pending),
        (STAFF, Request::Audit),
        (STAFF, Request::ProgramSetup { staff: None, announcements: None, requests: None }),
        (STAFF, Request::Setup),
        (STAFF, Request::Help),
        (LEADER, Request::Help),
        (STAFF, Request::History(HistoryAsked::default())),
        (LEADER, Request::History(HistoryAsked { partner: None, group: Some("1".to_owned()) })),
        (PARTNER, Request::MyPoints { partner: None }),
        (MEMBER, Request::ViewPartner("Fabrikam Training".to_owned())),
        (MEMBER, Request::ListPartners(None)),
    ] {
        fits(&desk, &who, request).await;
    }
    // Who leads very many groups is asked for which one.
    for number in 3..40 {
        propose(&desk, &format!("{number}{}", wild("`|*", 58)), &[&LEADER]).await;
        let list = desk.ask(&STAFF, Request::Pending).await;
        desk.press(&STAFF, &crate::desk::custom_id(&list, "v1:group-approve")).await;
    }
    fits(&desk, &LEADER, Request::Allocation { group: None }).await;
    fits(&desk, &LEADER, Request::Help).await;
    fits(&desk, &STAFF, Request::Setup).await;
}

async fn fits(desk: &Desk, who: &Who, request: Request) {
    let told = format!("{request:?}");
    let reply = desk.ask(who, request).await;
    assert_eq!(faults(&reply), Vec::<String>::new(), "{told}");
}
