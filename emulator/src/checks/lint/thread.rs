//! Rules for new threads and forum posts.

use super::super::place::Place;
use super::report::{Object, Report, number};
use super::{Check, Rule};

/// The body of a request for a new thread.
pub(super) struct Thread<'a> {
    pub(super) body: &'a Object,
}

const PAGE: &str = "resources/channel#start-thread-from-message-json-params";

pub(super) const RULES: &[Rule] = &[
    Rule::refused("thread-name", PAGE, "A thread has a name of 1 to 100 characters.", Check::Thread(name)),
    Rule::refused(
        "thread-archive",
        PAGE,
        "A thread is archived after 60, 1440, 4320 or 10080 minutes.",
        Check::Thread(archive),
    ),
    Rule::refused(
        "thread-tags",
        "resources/channel#start-thread-in-forum-or-media-channel",
        "A forum's post has at most 5 tags.",
        Check::Thread(tags),
    ),
];

fn name(thread: &Thread<'_>, report: &mut Report<'_>) {
    if !thread.body.contains_key("name") {
        report.say(Place::ROOT.key("name"), "is missing");
    }
    report.length(thread.body, &Place::ROOT, "name", 1..=100);
}

fn archive(thread: &Thread<'_>, report: &mut Report<'_>) {
    if let Some(minutes) = number(thread.body, "auto_archive_duration")
        && ![60, 1440, 4320, 10_080].contains(&minutes)
    {
        let place = Place::ROOT.key("auto_archive_duration");
        report.say(place, format_args!("is {minutes} minutes; expected 60, 1440, 4320 or 10080"));
    }
}

fn tags(thread: &Thread<'_>, report: &mut Report<'_>) {
    report.count(thread.body, &Place::ROOT, "applied_tags", 0..=5);
}
