//! Rules for embeds.

use super::super::place::Place;
use super::message::Message;
use super::report::{Object, Report, list, object, text};
use super::{Check, Rule};

/// One embed of a message.
pub(super) struct Embed<'a> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'a>,
}

const PAGE: &str = "resources/message#embed-object-embed-limits";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "embed-total",
        PAGE,
        "All embeds of a message together have at most 6000 characters.",
        Check::Message(total),
    ),
    Rule::refused("embed-title", PAGE, "An embed's title has at most 256 characters.", Check::Embed(title)),
    Rule::refused(
        "embed-description",
        PAGE,
        "An embed's description has at most 4096 characters.",
        Check::Embed(description),
    ),
    Rule::refused(
        "embed-footer",
        PAGE,
        "An embed's footer has at most 2048 characters.",
        Check::Embed(footer),
    ),
    Rule::refused(
        "embed-author",
        PAGE,
        "An embed's author has a name of at most 256 characters.",
        Check::Embed(author),
    ),
    Rule::refused("embed-fields", PAGE, "An embed has at most 25 fields.", Check::Embed(fields)),
    Rule::refused(
        "embed-field-name",
        PAGE,
        "A field of an embed has a name of 1 to 256 characters.",
        Check::Embed(field_name),
    ),
    Rule::refused(
        "embed-field-value",
        PAGE,
        "A field of an embed has a value of 1 to 1024 characters.",
        Check::Embed(field_value),
    ),
];

fn total(message: &Message<'_>, report: &mut Report<'_>) {
    let characters: usize =
        list(message.body, "embeds").iter().filter_map(|embed| embed.as_object()).map(size).sum();
    if characters > 6000 {
        report.say(
            message.place.key("embeds"),
            format_args!("have {characters} characters together; Discord takes at most 6000"),
        );
    }
}

fn size(embed: &Object) -> usize {
    let own = characters(embed, "title") + characters(embed, "description");
    let footer = object(embed, "footer").map_or(0, |footer| characters(footer, "text"));
    let author = object(embed, "author").map_or(0, |author| characters(author, "name"));
    let fields: usize = list(embed, "fields")
        .iter()
        .filter_map(|field| field.as_object())
        .map(|field| characters(field, "name") + characters(field, "value"))
        .sum();
    own + footer + author + fields
}

fn characters(object: &Object, key: &str) -> usize {
    text(object, key).map_or(0, |text| text.trim().chars().count())
}

fn title(embed: &Embed<'_>, report: &mut Report<'_>) {
    report.length(embed.body, &embed.place, "title", 0..=256);
}

fn description(embed: &Embed<'_>, report: &mut Report<'_>) {
    report.length(embed.body, &embed.place, "description", 0..=4096);
}

fn footer(embed: &Embed<'_>, report: &mut Report<'_>) {
    if let Some(footer) = object(embed.body, "footer") {
        report.length(footer, &embed.place.key("footer"), "text", 0..=2048);
    }
}

fn author(embed: &Embed<'_>, report: &mut Report<'_>) {
    if let Some(author) = object(embed.body, "author") {
        report.length(author, &embed.place.key("author"), "name", 0..=256);
    }
}

fn fields(embed: &Embed<'_>, report: &mut Report<'_>) {
    report.count(embed.body, &embed.place, "fields", 0..=25);
}

fn field_name(embed: &Embed<'_>, report: &mut Report<'_>) {
    field_text(embed, "name", 256, report);
}

fn field_value(embed: &Embed<'_>, report: &mut Report<'_>) {
    field_text(embed, "value", 1024, report);
}

fn field_text(embed: &Embed<'_>, key: &str, most: usize, report: &mut Report<'_>) {
    let fields = embed.place.key("fields");
    for (index, field) in list(embed.body, "fields").iter().enumerate() {
        let Some(text) = field.as_object().and_then(|field| text(field, key)) else { continue };
        // Discord trims, so blanks alone are nothing.
        report.text_length(text.trim(), &fields.index(index).key(key), 1..=most);
    }
}
