//! Rules for whom a message pings.

use super::super::place::Place;
use super::message::{EPHEMERAL, Kind, Message};
use super::part::{self, Part};
use super::report::{Object, Report, list, number, object, text};
use super::{Check, Rule};

pub(super) const RULES: &[Rule] = &[
    Rule::unwise(
        "mentions-absent",
        "resources/message#allowed-mentions-object",
        "Always send allowed_mentions: a message that could ping says whom it may ping.",
        Check::Message(absent),
    ),
    Rule::refused(
        "mentions-clash",
        "resources/message#allowed-mentions-object",
        "allowed_mentions names users (or roles) one by one or parses all of them, not both.",
        Check::Message(clash),
    ),
    Rule::refused(
        "mentions-count",
        "resources/message#allowed-mentions-object",
        "allowed_mentions lists at most 100 users and 100 roles.",
        Check::Message(count),
    ),
    Rule::refused(
        "mentions-parse",
        "resources/message#allowed-mentions-object",
        "allowed_mentions.parse holds only users, roles and everyone, each once.",
        Check::Message(parse),
    ),
];

/// What of a text pings somebody when nothing says otherwise.
#[derive(Clone, Copy)]
enum Default {
    /// Everyone, here, roles and users.
    All,
    /// Users only: new messages of interactions and webhooks.
    Users,
}

fn absent(message: &Message<'_>, report: &mut Report<'_>) {
    if message.body.get("allowed_mentions").is_some_and(serde_json::Value::is_object) {
        return;
    }
    let default = match message.kind {
        Kind::New | Kind::Edit => Default::All,
        Kind::Hook | Kind::Reply => Default::Users,
    };
    if message.kind != Kind::New && message.flags() & EPHEMERAL != 0 {
        return;
    }
    let missing = "and allowed_mentions is missing";
    if let Some(ping) = text(message.body, "content").and_then(|content| first_ping(content, default)) {
        report.say(message.place.key("content"), format_args!("pings by {ping:?} {missing}"));
    }
    part::each(
        message.components(),
        &message.place.key("components"),
        part::Within::Message,
        &mut |part: &Part<'_, '_>| {
            if part.kind == Some(part::TEXT_DISPLAY)
                && let Some(ping) =
                    text(part.body, "content").and_then(|content| first_ping(content, default))
            {
                report.say(part.place.key("content"), format_args!("pings by {ping:?} {missing}"));
            }
        },
    );
    let replies = object(message.body, "message_reference")
        .is_some_and(|reference| number(reference, "type").unwrap_or(0) == 0);
    if replies && message.kind == Kind::New {
        report.say(
            message.place.key("message_reference"),
            format_args!("pings the author of the message replied to {missing}"),
        );
    }
}

/// The first piece of `text` that pings somebody.
fn first_ping(text: &str, default: Default) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '@']) {
        rest = &rest[at..];
        if let Some(length) = ping_at_start(rest, default) {
            return Some(&rest[..length]);
        }
        rest = &rest[1..];
    }
    None
}

fn ping_at_start(text: &str, default: Default) -> Option<usize> {
    let (opening, roles) = match default {
        Default::All => (["<@&", "<@!", "<@"].as_slice(), ["@everyone", "@here"].as_slice()),
        Default::Users => (["<@!", "<@"].as_slice(), [].as_slice()),
    };
    if let Some(word) = roles.iter().find(|word| text.starts_with(**word)) {
        return Some(word.len());
    }
    let opening = opening.iter().find(|opening| text.starts_with(**opening))?.len();
    let digits = text[opening..].bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && text[opening + digits..].starts_with('>')).then_some(opening + digits + 1)
}

fn mentions<'a>(message: &'a Message<'a>) -> Option<(&'a Object, Place<'a>)> {
    object(message.body, "allowed_mentions").map(|mentions| (mentions, message.place.key("allowed_mentions")))
}

fn clash(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((mentions, place)) = mentions(message) else { return };
    for kind in ["users", "roles"] {
        let parsed = list(mentions, "parse").iter().any(|parsed| parsed.as_str() == Some(kind));
        if parsed && !list(mentions, kind).is_empty() {
            report.say(place.key(kind), format_args!("lists some {kind} while parse allows all of them"));
        }
    }
}

fn count(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((mentions, place)) = mentions(message) else { return };
    report.count(mentions, &place, "users", 0..=100);
    report.count(mentions, &place, "roles", 0..=100);
}

fn parse(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((mentions, place)) = mentions(message) else { return };
    let place = place.key("parse");
    let parsed = list(mentions, "parse");
    for (index, kind) in parsed.iter().enumerate() {
        let Some(kind) = kind.as_str() else { continue };
        if !["users", "roles", "everyone"].contains(&kind) {
            report.say(
                place.index(index),
                format_args!("is {kind:?}; expected \"users\", \"roles\" or \"everyone\""),
            );
        } else if parsed[..index].iter().any(|earlier| earlier == kind) {
            report.say(place.index(index), format_args!("says {kind:?} again"));
        }
    }
}
