//! Rules for the options of slash commands, and for their choices.

use std::collections::HashSet;

use serde_json::Value;

use super::super::place::Place;
use super::report::{Object, Report, float, given, list, text, truth};
use super::{Check, Rule};

/// What has options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The command itself.
    Command,
    /// A group of subcommands.
    Group,
    /// A subcommand.
    Sub,
}

/// The options of a command, a group or a subcommand.
pub(super) struct Options<'a> {
    pub(super) items: &'a [Value],
    pub(super) place: Place<'a>,
}

/// One option.
pub(super) struct CommandOption<'a> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'a>,
    /// The number under `type`.
    pub(super) kind: Option<i64>,
    pub(super) owner: Owner,
}

pub(super) const SUB_COMMAND: i64 = 1;
pub(super) const GROUP: i64 = 2;
const STRING: i64 = 3;
const INTEGER: i64 = 4;
const NUMBER: i64 = 10;
const CHANNEL: i64 = 7;
const ATTACHMENT: i64 = 11;

/// The largest number that Discord takes or gives: 2^53.
pub(super) const LARGEST: f64 = 9_007_199_254_740_992.0;

const PAGE: &str =
    "interactions/application-commands#application-command-object-application-command-option-structure";
const CHOICE: &str = "interactions/application-commands#application-command-object-application-command-option-choice-structure";
const NESTING: &str = "interactions/application-commands#subcommands-and-subcommand-groups";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "option-count",
        PAGE,
        "A command, group or subcommand has at most 25 options.",
        Check::Options(count),
    ),
    Rule::refused(
        "required-first",
        PAGE,
        "Required options stand before the others.",
        Check::Options(required_first),
    ),
    Rule::refused(
        "option-name-unique",
        PAGE,
        "No two options beside each other have the same name.",
        Check::Options(name_unique),
    ),
    Rule::refused(
        "subcommands-alone",
        NESTING,
        "Subcommands and groups don't stand beside other options.",
        Check::Options(subcommands_alone),
    ),
    Rule::refused("option-kind", PAGE, "An option has a type from 1 to 11.", Check::Option(kind)),
    Rule::refused(
        "subcommand-place",
        NESTING,
        "A subcommand stands in a command or a group, a group only in a command.",
        Check::Option(subcommand_place),
    ),
    Rule::refused(
        "option-description",
        PAGE,
        "An option has a description of 1 to 100 characters.",
        Check::Option(description),
    ),
    Rule::refused("choices-count", PAGE, "An option has at most 25 choices.", Check::Option(choices_count)),
    Rule::refused(
        "choices-or-autocomplete",
        PAGE,
        "An option has choices or autocomplete, not both.",
        Check::Option(choices_or_autocomplete),
    ),
    Rule::refused(
        "choices-kind",
        PAGE,
        "Only options for texts and numbers have choices or autocomplete.",
        Check::Option(choices_kind),
    ),
    Rule::refused(
        "choice-name",
        CHOICE,
        "A choice has a name of 1 to 100 characters.",
        Check::Option(choice_name),
    ),
    Rule::refused(
        "choice-value",
        CHOICE,
        "A choice has a value of its option's type: a text of at most 100 characters, or a number within 2^53.",
        Check::Option(choice_value),
    ),
    Rule::refused(
        "option-lengths",
        PAGE,
        "min_length is 0 to 6000 and max_length 1 to 6000, in this order.",
        Check::Option(lengths),
    ),
    Rule::refused("option-values", PAGE, "min_value is not above max_value.", Check::Option(values)),
    Rule::refused(
        "option-keys",
        PAGE,
        "Bounds, channel_types and file_types stand only on options of their types.",
        Check::Option(keys),
    ),
    Rule::refused(
        "file-types",
        PAGE,
        "An option for a file has at most 10 file_types.",
        Check::Option(file_types),
    ),
];

fn count(options: &Options<'_>, report: &mut Report<'_>) {
    if options.items.len() > 25 {
        report.say(options.place, format_args!("has {} items; Discord takes 0 to 25", options.items.len()));
    }
}

fn required_first(options: &Options<'_>, report: &mut Report<'_>) {
    let mut optional_before = false;
    for (index, option) in options.items.iter().enumerate() {
        let required = option.get("required").and_then(Value::as_bool) == Some(true);
        if required && optional_before {
            report.say(options.place.index(index), "is required but stands after one that isn't");
        }
        optional_before |= !required;
    }
}

fn name_unique(options: &Options<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (index, option) in options.items.iter().enumerate() {
        if let Some(name) = option.get("name").and_then(Value::as_str)
            && !seen.insert(name)
        {
            report.say(options.place.index(index).key("name"), format_args!("{name:?} is there already"));
        }
    }
}

fn subcommands_alone(options: &Options<'_>, report: &mut Report<'_>) {
    let is_sub =
        |option: &Value| matches!(option.get("type").and_then(Value::as_i64), Some(SUB_COMMAND | GROUP));
    let subs = options.items.iter().filter(|option| is_sub(option)).count();
    if subs > 0 && subs < options.items.len() {
        report.say(options.place, "holds subcommands beside other options");
    }
}

fn kind(option: &CommandOption<'_>, report: &mut Report<'_>) {
    match option.kind {
        Some(SUB_COMMAND..=ATTACHMENT) => {}
        Some(other) => report.say(option.place.key("type"), format_args!("is {other}; expected 1 to 11")),
        None => report.say(option.place.key("type"), "is missing"),
    }
}

fn subcommand_place(option: &CommandOption<'_>, report: &mut Report<'_>) {
    let wrong = match (option.owner, option.kind) {
        (Owner::Command, _) => return,
        (Owner::Sub, Some(SUB_COMMAND | GROUP)) => "a subcommand holds no subcommands or groups",
        (Owner::Group, Some(GROUP)) => "a group holds no groups",
        (Owner::Group, Some(kind)) if kind != SUB_COMMAND => "a group holds only subcommands",
        _ => return,
    };
    report.say(option.place, wrong);
}

fn description(option: &CommandOption<'_>, report: &mut Report<'_>) {
    if text(option.body, "description").is_none() {
        report.say(option.place.key("description"), "is missing");
    }
    report.length(option.body, &option.place, "description", 1..=100);
}

fn choices_count(option: &CommandOption<'_>, report: &mut Report<'_>) {
    report.count(option.body, &option.place, "choices", 0..=25);
}

fn choices_or_autocomplete(option: &CommandOption<'_>, report: &mut Report<'_>) {
    if truth(option.body, "autocomplete") && !list(option.body, "choices").is_empty() {
        report.say(option.place.key("choices"), "are there beside autocomplete");
    }
}

fn choices_kind(option: &CommandOption<'_>, report: &mut Report<'_>) {
    if matches!(option.kind, Some(STRING | INTEGER | NUMBER) | None) {
        return;
    }
    if truth(option.body, "autocomplete") {
        report.say(option.place.key("autocomplete"), "is on, but the option takes neither texts nor numbers");
    }
    if !list(option.body, "choices").is_empty() {
        report.say(option.place.key("choices"), "are there, but the option takes neither texts nor numbers");
    }
}

fn choice_name(option: &CommandOption<'_>, report: &mut Report<'_>) {
    let place = option.place.key("choices");
    for (index, choice) in list(option.body, "choices").iter().enumerate() {
        let Some(choice) = choice.as_object() else { continue };
        let place = place.index(index);
        if text(choice, "name").is_none() {
            report.say(place.key("name"), "is missing");
        }
        report.length(choice, &place, "name", 1..=100);
    }
}

fn choice_value(option: &CommandOption<'_>, report: &mut Report<'_>) {
    let place = option.place.key("choices");
    for (index, choice) in list(option.body, "choices").iter().enumerate() {
        let place = place.index(index);
        let place = place.key("value");
        match (option.kind, choice.get("value")) {
            (_, None | Some(Value::Null)) => report.say(place, "is missing"),
            (Some(STRING), Some(Value::String(value))) => report.text_length(value, &place, 0..=100),
            (Some(STRING), Some(_)) => report.say(place, "is no text, but the option takes texts"),
            (Some(INTEGER), Some(value)) if value.as_f64().is_none_or(|value| value.fract() != 0.0) => {
                report.say(place, "is no whole number, but the option takes those");
            }
            (Some(NUMBER), Some(value)) if !value.is_number() => {
                report.say(place, "is no number, but the option takes numbers");
            }
            (Some(INTEGER | NUMBER), Some(value))
                if value.as_f64().is_some_and(|value| value.abs() > LARGEST) =>
            {
                report.say(place, format_args!("is {value}, beyond 2^53"));
            }
            _ => {}
        }
    }
}

fn lengths(option: &CommandOption<'_>, report: &mut Report<'_>) {
    report.range(option.body, &option.place, "min_length", 0..=6000);
    report.range(option.body, &option.place, "max_length", 1..=6000);
    report.order(option.body, &option.place, "min_length", "max_length");
}

fn values(option: &CommandOption<'_>, report: &mut Report<'_>) {
    report.order(option.body, &option.place, "min_value", "max_value");
    for key in ["min_value", "max_value"] {
        if let Some(value) = float(option.body, key)
            && value.abs() > LARGEST
        {
            report.say(option.place.key(key), format_args!("is {value}, beyond 2^53"));
        }
    }
}

fn keys(option: &CommandOption<'_>, report: &mut Report<'_>) {
    let Some(kind) = option.kind else { return };
    let owners: [(&str, &[i64]); 6] = [
        ("min_value", &[INTEGER, NUMBER]),
        ("max_value", &[INTEGER, NUMBER]),
        ("min_length", &[STRING]),
        ("max_length", &[STRING]),
        ("channel_types", &[CHANNEL]),
        ("file_types", &[ATTACHMENT]),
    ];
    // Libraries send empty lists where there is nothing.
    let says = |key| given(option.body, key) && option.body.get(key) != Some(&Value::Array(Vec::new()));
    for (key, kinds) in owners {
        if says(key) && !kinds.contains(&kind) {
            report.say(option.place.key(key), format_args!("is there, but the option's type is {kind}"));
        }
    }
}

fn file_types(option: &CommandOption<'_>, report: &mut Report<'_>) {
    report.count(option.body, &option.place, "file_types", 0..=10);
}
