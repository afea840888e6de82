//! What holds for both checks together.

use proptest::prelude::*;
use serde_json::{Map, json};

use super::*;

/// Every set of checks that can be had here.
fn all_checks() -> Vec<Checks> {
    let described = description::tests::published()
        .map(|description| Checks { lint: true, description: Some(description) });
    [Checks::off(), Checks::lint_only()].into_iter().chain(described).collect()
}

/// The routes whose bodies have rules, and some that have none or don't exist.
const ROUTES: [(&str, &str); 14] = [
    ("POST", "/channels/1/messages"),
    ("PATCH", "/channels/1/messages/2"),
    ("POST", "/channels/1/threads"),
    ("POST", "/webhooks/1/t"),
    ("PATCH", "/webhooks/1/t/messages/@original"),
    ("POST", "/interactions/1/t/callback"),
    ("PUT", "/applications/1/commands"),
    ("POST", "/applications/1/commands"),
    ("PATCH", "/applications/1/guilds/2/commands/3"),
    ("PATCH", "/applications/@me"),
    ("POST", "/guilds/1/scheduled-events"),
    ("GET", "/gateway/bot"),
    ("PUT", "/nothing"),
    ("", ""),
];

/// The keys that rules look at, so that arbitrary bodies reach them.
const KEYS: [&str; 36] = [
    "type",
    "data",
    "components",
    "component",
    "accessory",
    "content",
    "embeds",
    "fields",
    "name",
    "value",
    "flags",
    "allowed_mentions",
    "parse",
    "users",
    "roles",
    "poll",
    "question",
    "answers",
    "options",
    "choices",
    "custom_id",
    "label",
    "style",
    "url",
    "title",
    "description",
    "name_localizations",
    "en-GB",
    "min_values",
    "max_values",
    "id",
    "nonce",
    "items",
    "media",
    "message",
    "default_values",
];

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..24_i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "(<@[&!]?[0-9]{0,2}>?|@here|@everyone|é|<|@){0,6}".prop_map(Value::from),
    ];
    let key = prop_oneof![
        8 => prop::sample::select(KEYS.as_slice()).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<String, Value>>())),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_at_any_route_makes_a_check_panic(
        body in prop::option::of(arbitrary_json()),
        content_type in prop::option::of(any::<String>()),
        status in any::<u16>(),
    ) {
        for checks in all_checks() {
            for (method, path) in ROUTES {
                let found = checks.request(method, path, content_type.as_deref(), body.as_ref());
                found.iter().for_each(|violation| assert!(!violation.to_string().is_empty()));
                checks.answer(method, path, status, body.as_ref());
            }
        }
    }

    #[test]
    fn no_request_line_makes_a_check_panic(method in any::<String>(), path in any::<String>(), api in any::<bool>()) {
        let path = if api { format!("/api/v10/{path}") } else { path };
        let body = json!({ "content": "x" });
        for checks in all_checks() {
            checks.request(&method, &path, None, Some(&body));
            checks.answer(&method, &path, 200, Some(&body));
        }
    }
}

#[test]
fn nothing_is_found_when_the_checks_are_off() {
    let body = json!({ "content": 7, "flags": -1 });
    assert_eq!(Checks::off().request("POST", "/nowhere", None, Some(&body)), []);
    assert_eq!(Checks::off().answer("POST", "/nowhere", 299, Some(&body)), []);
}

#[test]
fn a_fault_that_both_checks_see_is_told_once_in_the_words_of_the_lint() {
    let body = json!({ "components": [{ "type": 1, "components": [
        { "type": 2, "style": 1, "custom_id": "a", "label": "x".repeat(81) },
    ]}]});
    for checks in all_checks().into_iter().skip(1) {
        let found = checks.request("POST", "/channels/1/messages", Some("application/json"), Some(&body));
        let told: Vec<String> = found.iter().map(Violation::to_string).collect();
        assert_eq!(
            told,
            ["/components/0/components/0/label: has 81 characters; Discord takes 0 to 80 (button-label)"]
        );
    }
}

#[test]
fn a_hostile_body_brings_few_and_short_findings() {
    let parts: Vec<Value> =
        (0..5_000).map(|_| json!({ "type": 3, "custom_id": "é".repeat(1_000) })).collect();
    let body = json!({ "content": "x".repeat(5_000_000), "components": parts });
    for checks in all_checks() {
        let found = checks.request("POST", "/channels/1/messages", Some("application/json"), Some(&body));
        assert!(found.len() <= 100);
        assert!(found.iter().all(|violation| violation.to_string().len() < 1_000));
    }
}

#[test]
fn each_rule_can_be_looked_up() {
    assert_eq!(rule("content-length").map(|rule| rule.refused), Some(true));
    assert_eq!(rule("mentions-absent").map(|rule| rule.refused), Some(false));
    assert!(rule("api-body").is_none());
    assert!(false_alarms().count() > 0);
}

#[test]
fn a_file_holds_one_request_or_a_list_of_them() {
    let folder = std::env::temp_dir().join(format!("discord-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let check = |text: &str| {
        let path = folder.join("requests.json");
        std::fs::write(&path, text).expect("a file");
        check_file(&path, &Checks::lint_only())
            .map(|found| found.iter().map(Violation::to_string).collect::<Vec<_>>())
    };
    let request = r#"{"method": "POST", "path": "/channels/1/messages", "body": {"content": ""}}"#;
    let other = r#"{"method": "GET", "path": "/gateway"}"#;
    let told = "is an empty message; it needs a content, an embed, a component or a file (empty-message)";
    assert_eq!(check(request).expect("a request"), [format!("body: {told}")]);
    assert_eq!(check(&format!("[{other}, {request}]")).expect("requests"), [format!("#1 body: {told}")]);
    assert!(matches!(check("7"), Err(CheckFileError::NotRequests { .. })));
    assert!(matches!(check("{"), Err(CheckFileError::NotRequests { .. })));
    let absent = check_file(folder.join("absent.json"), &Checks::off());
    assert!(matches!(absent, Err(CheckFileError::Unreadable { .. })));
    std::fs::remove_dir_all(&folder).expect("removed");
}
