//! A good and a bad example of each rule.

mod commands;
mod components;
mod messages;
mod modals;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::Checks;
use super::rules;

/// One rule's examples, sent to one route.
pub(in super::super) struct Example {
    pub(in super::super) rule: &'static str,
    pub(in super::super) route: Route,
    pub(in super::super) good: Value,
    bad: Value,
    /// Where the bad one is wrong.
    place: &'static str,
}

/// A method and a path.
pub(in super::super) type Route = (&'static str, &'static str);

const MESSAGE: Route = ("POST", "/api/v10/channels/1/messages");
const EDIT: Route = ("PATCH", "/channels/1/messages/2");
const FOLLOW_UP: Route = ("POST", "/webhooks/1/token");
const CALLBACK: Route = ("POST", "/interactions/1/token/callback");
const COMMANDS: Route = ("PUT", "/applications/1/commands");
const COMMAND: Route = ("POST", "/applications/1/commands");
const GUILD_COMMAND: Route = ("POST", "/applications/1/guilds/2/commands");
const THREAD: Route = ("POST", "/channels/1/messages/2/threads");
const POST: Route = ("POST", "/channels/1/threads");

fn example(rule: &'static str, route: Route, place: &'static str, good: Value, bad: Value) -> Example {
    Example { rule, route, good, bad, place }
}

/// A text of so many characters, of two bytes each.
fn long(characters: usize) -> String {
    "é".repeat(characters)
}

/// All examples.
pub(in super::super) fn all() -> Vec<Example> {
    [messages::examples(), components::examples(), modals::examples(), commands::examples()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn each_rule_lets_the_good_pass_and_names_the_place_of_the_bad() {
    let checks = Checks::lint_only();
    for Example { rule, route: (method, path), good, bad, place } in all() {
        let good = checks.request(method, path, Some("application/json"), Some(&good));
        assert_eq!(good, [], "the good example of {rule}");
        let bad = checks.request(method, path, Some("application/json; charset=utf-8"), Some(&bad));
        let found: Vec<(&str, &str)> = bad.iter().map(|found| (found.rule, found.place.as_str())).collect();
        assert_eq!(found, [(rule, place)], "the bad example of {rule}");
    }
}

#[test]
fn each_rule_has_an_example_and_a_row_that_can_be_read() {
    let shown: BTreeSet<&str> = all().iter().map(|example| example.rule).chain(["content-type"]).collect();
    let known: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(shown, known);
    assert_eq!(known.len(), rules().count(), "two rules have the same id");
    for rule in rules() {
        assert!(rule.sentence.ends_with('.') && rule.page.contains(['/', '#']), "{rule:?}");
    }
}

#[test]
fn a_body_says_what_it_is() {
    let body = json!({ "content": "hello" });
    let (method, path) = MESSAGE;
    let found = |content_type| Checks::lint_only().request(method, path, content_type, Some(&body));
    assert_eq!(found(Some("multipart/form-data; boundary=x")), []);
    assert_eq!(found(Some("Application/JSON")), []);
    for wrong in [None, Some("text/plain"), Some("application/é")] {
        let found = found(wrong);
        assert_eq!(found.len(), 1, "{wrong:?}");
        assert_eq!((found[0].rule, found[0].place.as_str()), ("content-type", "header Content-Type"));
    }
}
