//! Whatever may come in: texts, numbers, ids, people and places, and interactions of any shape.

use ovation::discord::definitions;
use ovation::points::rules;
use ovation::store::outside::Server;
use ovation::words::Words;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::desk::{LEADER, MEMBER, OTHER_LEADER, OTTAWA, PARTNER, RUST, SECOND_LEADER, STAFF, Who};
use crate::harness::quick_rules;

/// Texts of people, of the sample, and of nobody.
pub fn text() -> impl Strategy<Value = String> {
    let known = vec![
        "",
        " ",
        "1",
        "2",
        "3",
        "Litware Labs",
        "Fabrikam Training",
        "Northbay",
        "presentation",
        "venue",
        "gold",
        "new",
        "study-group",
        "fr",
        "2026-01-01",
        "0000-00-00",
        "America/Toronto",
        "https://a.example/",
        "@everyone <@&1> **x**",
        "שלום",
        "9223372036854775807",
        "-1",
        "\u{202E}\u{200B}",
        "Rust Study Group",
        "-9223372036854775808",
        "1e309",
        "\u{0}",
        "\r\n\t",
        "\u{2066}\u{FEFF}\u{200D}",
        "<t:0:R> </award:1>",
        "speaker",
        "2026-02-30 2026-02-31",
        "9999-12-31",
        "[a](https://b.example) `c` ||d||",
        "https://user:secret@a.example/",
        "👩\u{200D}👩\u{200D}👧\u{200D}👦",
        "{ $partner }",
        "'; DROP TABLE record; --",
        "Backups",
    ];
    prop_oneof![
        4 => select(known).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => select(vec!['*', '_', '\\', '😀', 'é', '@', '<', '\u{301}', '\u{200B}', '\u{202E}', '\n'])
            .prop_flat_map(|character| (1_usize..10_001).prop_map(move |times| character.to_string().repeat(times))),
        1 => (55_usize..70).prop_map(|times| "*".repeat(times)),
        1 => (290_usize..301).prop_map(|times| "~|".repeat(times / 2)),
    ]
}

/// What fits where it is asked for, mostly: a company, a group, a day.
pub fn word(of: &str) -> BoxedStrategy<String> {
    let fitting: &[&'static str] = match of {
        "partner" | "from" | "into" => &[
            "number:1",
            "number:2",
            "number:4",
            "7",
            "Litware Labs",
            "Fabrikam Training",
            "Contoso Cloud",
            "Tailspin Travel",
            "Northbay Networks",
        ],
        "group" => &["number:1", "number:1", "number:2", "number:3", "1", "Rust Study Group"],
        "contribution" => &["presentation", "venue", "travel", "prizes", "mentoring", "sponsorship", "Salle"],
        "reason" | "why" | "wording" | "description" => {
            &["An evening of answers", "Two **days** @everyone", "Même en français"]
        }
        "points" => &["1", "20", "25", "80", "201"],
        "topic" | "request" => &["Backups", "Storage", "Clusters", "Vectors"],
        "place" => &["", "Downtown", "**Online**"],
        "name" => &["Proseware", "Ottawa Night School", "Trey ||Research||"],
        "timezone" => &["", "Asia/Tokyo", "Pacific/Kiritimati"],
        "link" | "website" => &["", "https://a.example/x", "https://b.example/?q=**x**"],
        "server" => &["1000000000000000201", "1000000000000000101"],
        "day" | "date" | "days" | "since" => return day(),
        _ => return text().boxed(),
    };
    prop_oneof![5 => select(fitting.to_vec()).prop_map(str::to_owned), 1 => text()].boxed()
}

/// A day near today, mostly.
fn day() -> BoxedStrategy<String> {
    let today = chrono::Utc::now().date_naive();
    let near = (-40_i64..10).prop_map(move |days| (today + chrono::TimeDelta::days(days)).to_string());
    prop_oneof![5 => near, 1 => Just(String::new()), 1 => text()].boxed()
}

pub fn may(of: &str) -> BoxedStrategy<Option<String>> {
    prop::option::weighted(0.4, word(of)).boxed()
}

pub fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(text())
}

/// Numbers of records, and others.
pub fn number() -> impl Strategy<Value = i64> {
    prop_oneof![4 => -1_i64..120, 1 => any::<i64>(), 1 => select(vec![i64::MIN, i64::MAX, 0, 1 << 53])]
}

pub fn snowflake() -> impl Strategy<Value = u64> {
    prop_oneof![
        3 => select(vec![LEADER, MEMBER, PARTNER, STAFF]).prop_map(|who: Who| who.account),
        3 => 1_000_000_000_000_000_121_u64..1_000_000_000_000_000_130,
        // The numbers of messages that are out.
        2 => 1_000_000_000_000_050_000_u64..1_000_000_000_000_050_040,
        1 => select(vec![1, u64::MAX >> 1]),
    ]
}

pub fn who() -> impl Strategy<Value = Who> {
    let nobody = Who { account: 1_000_000_000_000_000_077, ..MEMBER };
    let people = vec![LEADER, SECOND_LEADER, OTHER_LEADER, PARTNER, MEMBER, STAFF, STAFF, nobody];
    let locale = prop::option::of(select(vec!["en-US", "fr", "de", "", "x-y-z", "ar"]));
    (select(people), locale).prop_map(|(who, locale)| Who { locale: locale.unwrap_or(who.locale), ..who })
}

/// Ottawa mostly; the other server, one that knows nothing of Ovation, or none.
pub fn place() -> impl Strategy<Value = Option<Server>> {
    prop_oneof![
        6 => Just(Some(OTTAWA)),
        2 => Just(Some(RUST)),
        1 => Just(Some(Server::new(1_000_000_000_000_000_401))),
        2 => Just(None),
    ]
}

/// Custom ids of the messages that are out, of this version, of others, and of nobody.
pub fn custom_id(out: &[String]) -> impl Strategy<Value = String> + use<> {
    const WORDS: &str = "v1:(undo|correct|take-back|all-the-same|applaud|report|seen|erase|voice-(useful|so-so|pitch)|\
        setup|page|(group|partner|award)-(approve|decline|withdraw)|claim-(confirm|change|decline|withdraw)|\
        history-(newest|newer|older|csv)|wanted-(ask|help|as|accept|decline|withdraw|end|not-happened|thank|offers|page|notices|stop)|\
        thank-(group|company|kind|give|again))";
    let words = prop::string::string_regex(WORDS).expect("a pattern");
    let part = prop_oneof![
        6 => number().prop_map(|number| number.to_string()),
        1 => snowflake().prop_map(|number| number.to_string()),
        2 => select(vec![
            "gold", "-", "<", "words", "send", "kind", "", "group", "channel", "users", "venue", "speaker", "program",
            "server", "kinds", "language", "own", "direct", "travel",
        ]).prop_map(str::to_owned),
        1 => ".{0,20}",
    ];
    prop_oneof![
        12 => select(out.to_vec()),
        6 => (words, prop::collection::vec(part, 1..5)).prop_map(|(word, parts)| format!("{word}:{}", parts.join(":"))),
        1 => select(vec!["group", "kind", "language", "channel", "leaders-channel", "requests-channel", "users", "roles",
            "words", "send"]).prop_map(|panel| format!("v1:setup:{panel}")),
        1 => any::<String>(),
    ]
}

/// What Discord calls `kind` and `data`: a command with options, typing, a press, a choice, a form.
pub fn interaction(out: &[String]) -> impl Strategy<Value = (u8, Value)> + use<> {
    let values = prop::collection::vec(prop_oneof![text(), snowflake().prop_map(|id| id.to_string())], 0..5);
    let field = |name: &'static str| (Just(name), word(name));
    let fields = (
        [
            field("partner"),
            field("contribution"),
            field("points"),
            field("day"),
            field("reason"),
            field("why"),
        ],
        [field("topic"), field("days"), field("place"), field("wording"), field("link"), field("name")],
        field("timezone"),
    );
    let form = (custom_id(out), fields).prop_map(|(custom_id, (some, others, last))| {
        let rows = some.into_iter().chain(others).chain([last]).map(|(name, value)| {
            json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": value }] })
        });
        (5, json!({ "custom_id": custom_id, "components": rows.collect::<Vec<_>>() }))
    });
    let press =
        (custom_id(out), select(vec![2_u8, 2, 2, 3, 5, 6, 8]), values).prop_map(|(custom_id, of, values)| {
            (3, json!({ "custom_id": custom_id, "component_type": of, "values": values }))
        });
    prop_oneof![4 => command(), 3 => press, 2 => form]
}

/// A command as it is registered, with some of its options, each of its own type; half of them still being typed.
fn command() -> impl Strategy<Value = (u8, Value)> {
    let words = Words::load().expect("the words");
    let languages: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", &quick_rules(), &languages).expect("the rules");
    let (everywhere, own) = definitions(&words, &rules);
    let commands = everywhere.as_array().into_iter().chain(own.as_array()).flatten();
    let commands: Vec<Value> =
        commands.filter(|command| command["type"] == 1 || command["type"].is_null()).cloned().collect();
    select(commands).prop_flat_map(|command| {
        let name = command["name"].as_str().expect("a name").to_owned();
        let options = command["options"].as_array().cloned().unwrap_or_default();
        let (below, plain): (Vec<Value>, Vec<Value>) =
            options.into_iter().partition(|option| option["type"] == 1);
        let below = if below.is_empty() { Just(None).boxed() } else { select(below).prop_map(Some).boxed() };
        (below, any::<bool>()).prop_flat_map(move |(below, typing)| {
            let of = below
                .as_ref()
                .map_or(plain.clone(), |below| below["options"].as_array().cloned().unwrap_or_default());
            let options: Vec<_> =
                of.iter().map(|option| prop::option::weighted(0.85, value(option, typing))).collect();
            let (name, below) = (name.clone(), below.clone());
            options.prop_map(move |options| {
                let options: Vec<Value> = options.into_iter().flatten().collect();
                let options = match &below {
                    Some(below) => json!([{ "name": below["name"], "type": 1, "options": options }]),
                    None => json!(options),
                };
                let kind = if typing { 4 } else { 2 };
                (kind, json!({ "id": "1000000000000000700", "name": name, "type": 1, "options": options }))
            })
        })
    })
}

/// A value for an option, of the option's own type.
fn value(option: &Value, typing: bool) -> BoxedStrategy<Value> {
    let (name, kind) = (option["name"].clone(), option["type"].as_u64().unwrap_or(3));
    let choices: Vec<Value> =
        option["choices"].as_array().into_iter().flatten().map(|one| one["value"].clone()).collect();
    let value = match kind {
        4 => number().prop_map(|number| json!(number)).boxed(),
        5 => any::<bool>().prop_map(|truth| json!(truth)).boxed(),
        6..=9 => snowflake().prop_map(|id| json!(id.to_string())).boxed(),
        _ if choices.is_empty() => {
            word(name.as_str().unwrap_or_default()).prop_map(|text| json!(text)).boxed()
        }
        _ => prop_oneof![8 => select(choices), 1 => text().prop_map(|text| json!(text))].boxed(),
    };
    let typed = (typing && kind == 3).then_some(true);
    value
        .prop_map(move |value| json!({ "name": name, "type": kind, "value": value, "focused": typed }))
        .boxed()
}
