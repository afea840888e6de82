//! Rules for polls.

use super::super::place::Place;
use super::message::Message;
use super::report::{Object, Report, list, object};
use super::{Check, Rule};

const PAGE: &str = "resources/poll#poll-create-request-object";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "poll-question",
        "resources/poll#poll-media-object",
        "A poll's question has 1 to 300 characters.",
        Check::Message(question),
    ),
    Rule::refused("poll-answers", PAGE, "A poll has 1 to 10 answers.", Check::Message(answers)),
    Rule::refused(
        "poll-answer",
        "resources/poll#poll-media-object",
        "A poll's answer has 1 to 55 characters.",
        Check::Message(answer),
    ),
    Rule::refused("poll-duration", PAGE, "A poll lasts 1 to 768 hours (32 days).", Check::Message(duration)),
];

fn poll<'a>(message: &'a Message<'a>) -> Option<(&'a Object, Place<'a>)> {
    object(message.body, "poll").map(|poll| (poll, message.place.key("poll")))
}

fn question(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((poll, place)) = poll(message) else { return };
    if let Some(question) = object(poll, "question") {
        report.length(question, &place.key("question"), "text", 1..=300);
    }
}

fn answers(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((poll, place)) = poll(message) else { return };
    report.count(poll, &place, "answers", 1..=10);
}

fn answer(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((poll, place)) = poll(message) else { return };
    let place = place.key("answers");
    for (index, answer) in list(poll, "answers").iter().enumerate() {
        if let Some(media) = answer.as_object().and_then(|answer| object(answer, "poll_media")) {
            report.length(media, &place.index(index).key("poll_media"), "text", 1..=55);
        }
    }
}

fn duration(message: &Message<'_>, report: &mut Report<'_>) {
    let Some((poll, place)) = poll(message) else { return };
    report.range(poll, &place, "duration", 1..=768);
}
