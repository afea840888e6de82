//! Whatever is asked of the API, it is answered or refused in words, and nothing breaks.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::stage::Wall;

/// Questions that are tried; `PROPTEST_CASES` says how many.
fn questions() -> Vec<String> {
    let config = Config::default();
    let cases = config.cases;
    let mut runner = TestRunner::new(config);
    let path =
        prop::sample::select(vec!["program", "partners", "groups", "awards", "leaderboard", "requests"]);
    let name = prop_oneof![
        8 => prop::sample::select(vec![
            "q", "tier", "kind", "language", "partner", "group", "contribution", "of", "period", "limit", "cursor",
        ])
        .prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    let value = prop_oneof![
        4 => prop::sample::select(vec![
            "", "0", "1", "7", "100", "101", "gold", "speaker", "study-group", "fr", "litware-labs", "rust-study-group",
            "presentation", "groups", "partners", "this", "last", "all", "WyJhd2FyZHMiLDVd", "null",
        ])
        .prop_map(str::to_owned),
        1 => ".{0,40}",
        1 => "[A-Za-z0-9_-]{0,60}",
        // Bytes that are no text.
        1 => prop::collection::vec(any::<u8>(), 0..12)
            .prop_map(|bytes| url::form_urlencoded::byte_serialize(&bytes).collect()),
    ];
    let pair = (name, value, any::<bool>()).prop_map(|(name, value, encoded)| {
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        // Not encoded it must still be a part of an address.
        let bare =
            |text: &str| text.chars().filter(|c| c.is_ascii_graphic() && *c != '#').collect::<String>();
        if encoded {
            format!("{}={}", encode(&name), encode(&value))
        } else {
            format!("{}={}", bare(&name), bare(&value))
        }
    });
    let question = (path, prop::collection::vec(pair, 0..4))
        .prop_map(|(path, pairs)| format!("/api/v1/{path}?{}", pairs.join("&")));
    (0..cases).map(|_| question.new_tree(&mut runner).expect("a question").current()).collect()
}

#[tokio::test]
async fn whatever_is_asked_is_answered_or_refused_in_words() {
    let wall = Wall::sample().await;
    let (mut answered, mut refused) = (0, 0);
    for question in questions() {
        let page = wall.get(&question).await;
        match page.status {
            200 => {
                assert!(page.json().is_object(), "{question}");
                answered += 1;
            }
            400 => {
                let problem = page.json();
                let errors = problem["errors"].as_array().expect("errors");
                assert!(!errors.is_empty() && errors.len() <= 20, "{question}: {problem}");
                for error in errors {
                    assert!(
                        error["detail"].as_str().is_some_and(|detail| !detail.is_empty()),
                        "{question}: {problem}"
                    );
                }
                refused += 1;
            }
            status => panic!("{question}: {status}: {}", page.body),
        }
    }
    assert!(answered > 0 && refused > 0, "{answered} answered, {refused} refused");
}
