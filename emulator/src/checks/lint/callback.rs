//! Rules for the answer to an interaction.

use serde_json::Value;

use super::super::place::Place;
use super::message::EPHEMERAL;
use super::report::{Object, Report, float, given, list, number, object, text};
use super::{Check, Rule};

/// An interaction callback: `{type, data}`.
pub(super) struct Callback<'a> {
    pub(super) body: &'a Object,
    /// The number under `type`.
    pub(super) kind: Option<i64>,
}

pub(super) const MESSAGE: i64 = 4;
pub(super) const DEFERRED_MESSAGE: i64 = 5;
pub(super) const UPDATE: i64 = 7;
pub(super) const AUTOCOMPLETE: i64 = 8;
pub(super) const MODAL: i64 = 9;

const PAGE: &str = "interactions/receiving-and-responding#interaction-response-object";
const CHOICES: &str = "interactions/receiving-and-responding#interaction-response-object-autocomplete";

pub(super) const RULES: &[Rule] = &[
    Rule::refused("callback-type", PAGE, "A callback's type is 1, 4 to 10, 12 or 13.", Check::Callback(kind)),
    Rule::refused(
        "callback-data",
        PAGE,
        "A callback that shows a message, choices or a modal has them in data.",
        Check::Callback(data),
    ),
    Rule::unwise(
        "deferred-flags",
        PAGE,
        "A deferred message takes no flag but EPHEMERAL (64); others come with the later edit.",
        Check::Callback(deferred_flags),
    ),
    Rule::refused(
        "autocomplete-count",
        CHOICES,
        "Autocomplete offers at most 25 choices.",
        Check::Callback(choice_count),
    ),
    Rule::refused(
        "autocomplete-name",
        CHOICES,
        "A choice has a name of 1 to 100 characters.",
        Check::Callback(choice_name),
    ),
    Rule::refused(
        "autocomplete-value",
        CHOICES,
        "A choice has a value: a text of at most 100 characters, or a number within 2^53.",
        Check::Callback(choice_value),
    ),
];

const ROOT: &Place<'static> = &Place::ROOT;
const DATA: Place<'static> = ROOT.key("data");

fn kind(callback: &Callback<'_>, report: &mut Report<'_>) {
    match callback.kind {
        Some(1 | 4..=10 | 12 | 13) => {}
        Some(other) => {
            report.say(ROOT.key("type"), format_args!("is {other}; expected 1, 4 to 10, 12 or 13"));
        }
        None => report.say(ROOT.key("type"), "is missing"),
    }
}

fn data(callback: &Callback<'_>, report: &mut Report<'_>) {
    let needs = matches!(callback.kind, Some(MESSAGE | AUTOCOMPLETE | MODAL));
    if needs && !given(callback.body, "data") {
        report.say(DATA, "is missing");
    }
}

fn deferred_flags(callback: &Callback<'_>, report: &mut Report<'_>) {
    if callback.kind != Some(DEFERRED_MESSAGE) {
        return;
    }
    let flags = object(callback.body, "data").and_then(|data| number(data, "flags")).unwrap_or(0);
    if flags & !EPHEMERAL != 0 {
        report.say(DATA.key("flags"), format_args!("is {flags}; only {EPHEMERAL} counts here"));
    }
}

fn choices<'a>(callback: &Callback<'a>) -> &'a [Value] {
    match callback.kind {
        Some(AUTOCOMPLETE) => object(callback.body, "data").map_or(&[], |data| list(data, "choices")),
        _ => &[],
    }
}

fn choice_count(callback: &Callback<'_>, report: &mut Report<'_>) {
    let count = choices(callback).len();
    if count > 25 {
        report.say(DATA.key("choices"), format_args!("has {count} items; Discord takes 0 to 25"));
    }
}

fn choice_name(callback: &Callback<'_>, report: &mut Report<'_>) {
    let place = DATA.key("choices");
    for (index, choice) in choices(callback).iter().enumerate() {
        let Some(choice) = choice.as_object() else { continue };
        let place = place.index(index);
        if text(choice, "name").is_none() {
            report.say(place.key("name"), "is missing");
        }
        report.length(choice, &place, "name", 1..=100);
    }
}

fn choice_value(callback: &Callback<'_>, report: &mut Report<'_>) {
    let place = DATA.key("choices");
    for (index, choice) in choices(callback).iter().enumerate() {
        let Some(choice) = choice.as_object() else { continue };
        let place = place.index(index);
        if !given(choice, "value") {
            report.say(place.key("value"), "is missing");
        }
        report.length(choice, &place, "value", 0..=100);
        if let Some(number) = float(choice, "value")
            && number.abs() > super::option::LARGEST
        {
            report.say(place.key("value"), format_args!("is {number}, beyond 2^53"));
        }
    }
}
