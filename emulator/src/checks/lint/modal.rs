//! Rules for modals.

use super::super::place::Place;
use super::part::{self, Part};
use super::report::{Object, Report, given, list, object, text};
use super::{Check, Rule};

/// The `data` of a callback that opens a modal.
pub(super) struct Modal<'a> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'a>,
}

const PAGE: &str = "interactions/receiving-and-responding#interaction-response-object-modal";
const LABEL: &str = "components/reference#label";

pub(super) const RULES: &[Rule] = &[
    Rule::refused("modal-title", PAGE, "A modal has a title of 1 to 45 characters.", Check::Modal(title)),
    Rule::refused(
        "modal-custom-id",
        PAGE,
        "A modal has a custom_id of 1 to 100 characters.",
        Check::Modal(custom_id),
    ),
    Rule::refused("modal-components", PAGE, "A modal has 1 to 5 components.", Check::Modal(components)),
    Rule::refused("label-text", LABEL, "A label has a text of 1 to 45 characters.", Check::Part(label_text)),
    Rule::refused(
        "label-description",
        LABEL,
        "A label's description has at most 100 characters.",
        Check::Part(label_description),
    ),
    Rule::refused("label-component", LABEL, "A label holds one component.", Check::Part(label_component)),
    Rule::refused(
        "text-input-label",
        "components/reference#text-input",
        "A text input in an action row has a label of 1 to 45 characters.",
        Check::Part(text_input_label),
    ),
];

fn title(modal: &Modal<'_>, report: &mut Report<'_>) {
    required(modal.body, &modal.place, "title", report);
    report.length(modal.body, &modal.place, "title", 1..=45);
}

fn custom_id(modal: &Modal<'_>, report: &mut Report<'_>) {
    required(modal.body, &modal.place, "custom_id", report);
    report.length(modal.body, &modal.place, "custom_id", 1..=100);
}

fn required(body: &Object, place: &Place<'_>, key: &str, report: &mut Report<'_>) {
    if !given(body, key) {
        report.say(place.key(key), "is missing");
    }
}

fn components(modal: &Modal<'_>, report: &mut Report<'_>) {
    let count = list(modal.body, "components").len();
    if !(1..=5).contains(&count) {
        report.say(modal.place.key("components"), format_args!("has {count} items; Discord takes 1 to 5"));
    }
}

fn label_text(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::LABEL) {
        required(part.body, &part.place, "label", report);
        report.length(part.body, &part.place, "label", 1..=45);
    }
}

fn label_description(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::LABEL) {
        report.length(part.body, &part.place, "description", 0..=100);
    }
}

fn label_component(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::LABEL) && object(part.body, "component").is_none() {
        report.say(part.place.key("component"), "is missing");
    }
}

fn text_input_label(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::TEXT_INPUT) {
        return;
    }
    if part.within == part::Within::ModalRow && text(part.body, "label").is_none() {
        report.say(part.place.key("label"), "is missing");
    }
    report.length(part.body, &part.place, "label", 1..=45);
}
