//! Rules for application commands as wholes, and for all of an application's commands together.

use std::collections::HashSet;

use serde_json::Value;

use super::super::place::Place;
use super::report::{Object, Report, given, list, text};
use super::{Check, Rule};

/// One application command.
pub(super) struct Command<'a> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'a>,
    /// The number under `type`; 1 when there is none.
    pub(super) kind: i64,
    /// For every server, not for one.
    pub(super) global: bool,
    /// Not an edit, in which what is absent stays.
    pub(super) whole: bool,
}

pub(super) const CHAT_INPUT: i64 = 1;
const USER: i64 = 2;
const MESSAGE: i64 = 3;
const ENTRY_POINT: i64 = 4;

const PAGE: &str = "interactions/application-commands#application-command-object";
const REGISTERING: &str = "interactions/application-commands#registering-a-command";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "command-kind",
        "interactions/application-commands#application-command-object-application-command-types",
        "A command's type is 1 (slash), 2 (user), 3 (message) or 4 (entry point).",
        Check::Command(kind),
    ),
    Rule::refused(
        "command-description",
        PAGE,
        "A slash command has a description of 1 to 100 characters; a user or message command has none.",
        Check::Command(description),
    ),
    Rule::refused("command-options", PAGE, "Only slash commands have options.", Check::Command(options)),
    Rule::refused(
        "command-size",
        "interactions/application-commands#application-command-object-application-command-option-structure",
        "Names, descriptions and values of a command together have at most 8000 characters.",
        Check::Command(size),
    ),
    Rule::refused(
        "command-permissions",
        PAGE,
        "default_member_permissions is a decimal number in a text.",
        Check::Command(permissions),
    ),
    Rule::unwise(
        "command-global",
        PAGE,
        "Only global commands have contexts and integration_types.",
        Check::Command(global_only),
    ),
    Rule::refused(
        "command-count",
        REGISTERING,
        "An application has at most 100 slash, 15 user and 15 message commands and 1 entry point.",
        Check::AllCommands(count),
    ),
    Rule::refused(
        "command-name-unique",
        REGISTERING,
        "No two commands of a kind have the same name.",
        Check::AllCommands(name_unique),
    ),
];

fn kind(command: &Command<'_>, report: &mut Report<'_>) {
    if !(CHAT_INPUT..=ENTRY_POINT).contains(&command.kind) {
        report.say(command.place.key("type"), format_args!("is {}; expected 1 to 4", command.kind));
    }
}

fn description(command: &Command<'_>, report: &mut Report<'_>) {
    let place = command.place.key("description");
    match (command.kind, text(command.body, "description")) {
        (CHAT_INPUT, None) if command.whole => report.say(place, "is missing"),
        (CHAT_INPUT, Some(description)) => report.text_length(description, &place, 1..=100),
        (USER | MESSAGE, Some(description)) if !description.is_empty() => {
            report.say(place, "is there, but user and message commands have none");
        }
        _ => {}
    }
}

fn options(command: &Command<'_>, report: &mut Report<'_>) {
    if command.kind != CHAT_INPUT && !list(command.body, "options").is_empty() {
        report.say(command.place.key("options"), "is there, but only slash commands have options");
    }
}

fn size(command: &Command<'_>, report: &mut Report<'_>) {
    let characters = size_of(command.body);
    if characters > 8000 {
        report.say(
            command.place,
            format_args!(
                "has {characters} characters in names, descriptions and values; Discord takes at most 8000"
            ),
        );
    }
}

fn size_of(body: &Object) -> usize {
    let below = list(body, "options").iter().chain(list(body, "choices"));
    longest(body, "name", "name_localizations")
        + longest(body, "description", "description_localizations")
        + text(body, "value").map_or(0, |value| value.chars().count())
        + below.filter_map(Value::as_object).map(size_of).sum::<usize>()
}

/// Of a text and its translations the longest counts.
fn longest(body: &Object, key: &str, translations: &str) -> usize {
    let own = text(body, key);
    let translated = super::report::object(body, translations).into_iter().flat_map(|texts| texts.values());
    own.into_iter()
        .chain(translated.filter_map(Value::as_str))
        .map(|text| text.chars().count())
        .max()
        .unwrap_or(0)
}

fn permissions(command: &Command<'_>, report: &mut Report<'_>) {
    if let Some(permissions) = text(command.body, "default_member_permissions")
        && permissions.parse::<u64>().is_err()
    {
        let place = command.place.key("default_member_permissions");
        report.say(place, format_args!("is {permissions:?}; expected a decimal number"));
    }
}

fn global_only(command: &Command<'_>, report: &mut Report<'_>) {
    if command.global {
        return;
    }
    for key in ["contexts", "integration_types"] {
        if given(command.body, key) {
            report.say(command.place.key(key), "is there, but the command is for one server");
        }
    }
}

fn kind_of(command: &Value) -> i64 {
    command.get("type").and_then(Value::as_i64).unwrap_or(CHAT_INPUT)
}

fn count(commands: &[Value], report: &mut Report<'_>) {
    let caps =
        [(CHAT_INPUT, 100, "slash commands"), (USER, 15, "user commands"), (MESSAGE, 15, "message commands")];
    for (kind, most, name) in caps.into_iter().chain([(ENTRY_POINT, 1, "entry points")]) {
        let count = commands.iter().filter(|command| kind_of(command) == kind).count();
        if count > most {
            report.say(Place::ROOT, format_args!("has {count} {name}; Discord takes at most {most}"));
        }
    }
}

fn name_unique(commands: &[Value], report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (index, command) in commands.iter().enumerate() {
        if let Some(name) = command.get("name").and_then(Value::as_str)
            && !seen.insert((kind_of(command), name))
        {
            report.say(Place::ROOT.index(index).key("name"), format_args!("{name:?} is there already"));
        }
    }
}
