//! Components: the walk through them, and the rules that hold for each, whatever its type.

use serde_json::Value;

use super::super::place::Place;
use super::report::{Object, Report, given, number};
use super::{Check, Rule};

pub(super) const ACTION_ROW: i64 = 1;
pub(super) const BUTTON: i64 = 2;
pub(super) const STRING_SELECT: i64 = 3;
pub(super) const TEXT_INPUT: i64 = 4;
pub(super) const USER_SELECT: i64 = 5;
pub(super) const ROLE_SELECT: i64 = 6;
pub(super) const MENTIONABLE_SELECT: i64 = 7;
pub(super) const CHANNEL_SELECT: i64 = 8;
pub(super) const SECTION: i64 = 9;
pub(super) const TEXT_DISPLAY: i64 = 10;
pub(super) const THUMBNAIL: i64 = 11;
pub(super) const MEDIA_GALLERY: i64 = 12;
pub(super) const FILE: i64 = 13;
pub(super) const SEPARATOR: i64 = 14;
pub(super) const CONTAINER: i64 = 17;
pub(super) const LABEL: i64 = 18;
pub(super) const FILE_UPLOAD: i64 = 19;
pub(super) const RADIO_GROUP: i64 = 21;
pub(super) const CHECKBOX_GROUP: i64 = 22;
pub(super) const CHECKBOX: i64 = 23;

/// What a component stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// The top of a message.
    Message,
    /// The top of a modal.
    Modal,
    /// An action row of a message.
    Row,
    /// An action row of a modal.
    ModalRow,
    /// A container.
    Container,
    /// The texts of a section.
    Section,
    /// The accessory of a section.
    Accessory,
    /// The one component of a label.
    Label,
}

impl Within {
    /// Whether it belongs to a modal.
    pub(super) fn is_modal(self) -> bool {
        matches!(self, Within::Modal | Within::ModalRow | Within::Label)
    }

    fn children(self, kind: Option<i64>) -> Within {
        match kind {
            Some(CONTAINER) => Within::Container,
            Some(SECTION) => Within::Section,
            _ if self.is_modal() => Within::ModalRow,
            _ => Within::Row,
        }
    }

    fn takes(self, kind: i64) -> bool {
        match self {
            Within::Message => {
                matches!(
                    kind,
                    ACTION_ROW | SECTION | TEXT_DISPLAY | MEDIA_GALLERY | FILE | SEPARATOR | CONTAINER
                )
            }
            Within::Container => {
                matches!(kind, ACTION_ROW | SECTION | TEXT_DISPLAY | MEDIA_GALLERY | FILE | SEPARATOR)
            }
            Within::Modal => matches!(kind, ACTION_ROW | TEXT_DISPLAY | LABEL),
            Within::Row => matches!(kind, BUTTON | STRING_SELECT | USER_SELECT..=CHANNEL_SELECT),
            Within::ModalRow => kind == TEXT_INPUT,
            Within::Section => kind == TEXT_DISPLAY,
            Within::Accessory => matches!(kind, BUTTON | THUMBNAIL),
            Within::Label => matches!(
                kind,
                STRING_SELECT..=CHANNEL_SELECT | FILE_UPLOAD | RADIO_GROUP | CHECKBOX_GROUP | CHECKBOX
            ),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Within::Message => "at the top of a message",
            Within::Modal => "at the top of a modal",
            Within::Row => "in an action row",
            Within::ModalRow => "in an action row of a modal",
            Within::Container => "in a container",
            Within::Section => "among the texts of a section",
            Within::Accessory => "as the accessory of a section",
            Within::Label => "in a label",
        }
    }
}

/// One component, wherever it stands.
pub(super) struct Part<'a, 'p> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'p>,
    /// The number under `type`.
    pub(super) kind: Option<i64>,
    pub(super) within: Within,
}

/// How a type is called; `None` for a number that no type has.
pub(super) fn name(kind: i64) -> Option<&'static str> {
    Some(match kind {
        ACTION_ROW => "action row",
        BUTTON => "button",
        STRING_SELECT => "string select",
        TEXT_INPUT => "text input",
        USER_SELECT => "user select",
        ROLE_SELECT => "role select",
        MENTIONABLE_SELECT => "mentionable select",
        CHANNEL_SELECT => "channel select",
        SECTION => "section",
        TEXT_DISPLAY => "text display",
        THUMBNAIL => "thumbnail",
        MEDIA_GALLERY => "media gallery",
        FILE => "file",
        SEPARATOR => "separator",
        CONTAINER => "container",
        LABEL => "label",
        FILE_UPLOAD => "file upload",
        RADIO_GROUP => "radio group",
        CHECKBOX_GROUP => "checkbox group",
        CHECKBOX => "checkbox",
        _ => return None,
    })
}

/// Far deeper than any message that Discord takes; what lies below is not looked at.
const DEEPEST: u8 = 8;

/// Brings each component to `visit`, outer ones first.
pub(super) fn each<'a>(
    items: &'a [Value],
    place: &Place<'_>,
    within: Within,
    visit: &mut dyn FnMut(&Part<'a, '_>),
) {
    each_below(items, place, within, DEEPEST, visit);
}

fn each_below<'a>(
    items: &'a [Value],
    place: &Place<'_>,
    within: Within,
    depth: u8,
    visit: &mut dyn FnMut(&Part<'a, '_>),
) {
    for (index, item) in items.iter().enumerate() {
        one(item, place.index(index), within, depth, visit);
    }
}

fn one<'a>(
    item: &'a Value,
    place: Place<'_>,
    within: Within,
    depth: u8,
    visit: &mut dyn FnMut(&Part<'a, '_>),
) {
    let (Some(body), Some(depth)) = (item.as_object(), depth.checked_sub(1)) else { return };
    let part = Part { body, place, kind: body.get("type").and_then(Value::as_i64), within };
    visit(&part);
    if let Some(items) = body.get("components").and_then(Value::as_array) {
        each_below(items, &place.key("components"), within.children(part.kind), depth, visit);
    }
    if let Some(accessory) = body.get("accessory") {
        one(accessory, place.key("accessory"), Within::Accessory, depth, visit);
    }
    if let Some(inner) = body.get("component") {
        one(inner, place.key("component"), Within::Label, depth, visit);
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "component-type",
        "components/reference#component-object-component-types",
        "A component has a type that Discord knows.",
        Check::Part(known_type),
    ),
    Rule::refused(
        "component-place",
        "components/reference#component-object-component-types",
        "A component stands where its type may stand.",
        Check::Part(right_place),
    ),
    Rule::refused(
        "custom-id",
        "components/reference#anatomy-of-a-component-custom-id",
        "A component that people use has a custom_id of 1 to 100 characters.",
        Check::Part(custom_id),
    ),
    Rule::refused(
        "component-id",
        "components/reference#anatomy-of-a-component",
        "A component's id is a number from 0 to 2147483647.",
        Check::Part(id),
    ),
];

fn known_type(part: &Part<'_, '_>, report: &mut Report<'_>) {
    match part.kind {
        None => report.say(part.place, "has no type"),
        Some(kind) if name(kind).is_none() => {
            report.say(part.place.key("type"), format_args!("is {kind}, which is no type of component"));
        }
        Some(_) => {}
    }
}

fn right_place(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if let Some(kind) = part.kind
        && let Some(name) = name(kind)
        && !part.within.takes(kind)
    {
        report.say(part.place, format_args!("a {name} can't stand {}", part.within.words()));
    }
}

fn custom_id(part: &Part<'_, '_>, report: &mut Report<'_>) {
    // A button's style says whether it needs one: rule `button-kind`.
    let needs_one = matches!(
        part.kind,
        Some(STRING_SELECT..=CHANNEL_SELECT | FILE_UPLOAD | RADIO_GROUP | CHECKBOX_GROUP | CHECKBOX)
    );
    if needs_one && !given(part.body, "custom_id") {
        report.say(part.place.key("custom_id"), "is missing");
    }
    report.length(part.body, &part.place, "custom_id", 1..=100);
}

fn id(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if let Some(id) = number(part.body, "id")
        && i32::try_from(id).map_or(true, |id| id < 0)
    {
        report.say(part.place.key("id"), format_args!("is {id}; Discord takes 0 to {}", i32::MAX));
    }
}
