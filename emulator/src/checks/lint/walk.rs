//! The walk: from a request to each subject that the rules look at.

use std::sync::LazyLock;

use serde_json::Value;

use super::super::Violation;
use super::super::place::Place;
use super::super::route::{Target, target};
use super::callback::{self, Callback};
use super::command::{CHAT_INPUT, Command};
use super::embed::Embed;
use super::layout::Parts;
use super::localisation::{self, Named};
use super::message::{Kind, Message};
use super::modal::Modal;
use super::option::{CommandOption, GROUP, Options, Owner, SUB_COMMAND};
use super::part::{self, Part, Within};
use super::report::{Object, Report, list, object};
use super::request::Request;
use super::thread::Thread;
use super::{Check, Rule, rules};

/// Runs the rules of one kind on one subject.
macro_rules! each_rule {
    ($kind:ident, $subject:expr, $found:expr) => {
        static OF_KIND: LazyLock<Vec<&'static Rule>> =
            LazyLock::new(|| rules().filter(|rule| matches!(rule.check, Check::$kind(_))).collect());
        for rule in OF_KIND.iter() {
            if let Check::$kind(check) = rule.check {
                check($subject, &mut Report::of(rule, $found));
            }
        }
    };
}

/// Adds to `found` what is wrong with a request.
pub(in super::super) fn request(
    method: &str,
    path: &str,
    content_type: Option<&str>,
    body: Option<&Value>,
    found: &mut Vec<Violation>,
) {
    let request = Request { content_type, body };
    each_rule!(Request, &request, found);
    let multipart = request.is_multipart();
    match (target(method, path), body) {
        (Target::AllCommands { global }, Some(Value::Array(items))) => commands(items, global, found),
        (target, Some(Value::Object(body))) => match target {
            Target::NewMessage => message(body, Place::ROOT, Kind::New, multipart, found),
            Target::HookMessage => message(body, Place::ROOT, Kind::Hook, multipart, found),
            Target::EditedMessage | Target::EditedHookMessage => {
                message(body, Place::ROOT, Kind::Edit, multipart, found);
            }
            Target::NewThread => thread(body, multipart, found),
            Target::Callback => callback(body, multipart, found),
            Target::NewCommand { global } => command(body, Place::ROOT, global, true, found),
            Target::EditedCommand { global } => command(body, Place::ROOT, global, false, found),
            Target::AllCommands { .. } | Target::Other => {}
        },
        _ => {}
    }
}

fn message(body: &Object, place: Place<'_>, kind: Kind, multipart: bool, found: &mut Vec<Violation>) {
    let message = Message { body, place, kind, multipart };
    each_rule!(Message, &message, found);
    let embeds = message.place.key("embeds");
    for (index, embed) in list(body, "embeds").iter().enumerate() {
        if let Some(body) = embed.as_object() {
            each_rule!(Embed, &Embed { body, place: embeds.index(index) }, found);
        }
    }
    parts(message.components(), message.place.key("components"), Within::Message, found);
}

fn parts(items: &[Value], place: Place<'_>, within: Within, found: &mut Vec<Violation>) {
    let parts = Parts { items, place, within };
    each_rule!(Parts, &parts, found);
    part::each(items, &parts.place, within, &mut |part: &Part<'_, '_>| {
        each_rule!(Part, part, found);
    });
}

fn callback(body: &Object, multipart: bool, found: &mut Vec<Violation>) {
    let callback = Callback { body, kind: body.get("type").and_then(Value::as_i64) };
    each_rule!(Callback, &callback, found);
    let Some(data) = object(body, "data") else { return };
    let root = Place::ROOT;
    let place = root.key("data");
    match callback.kind {
        Some(callback::MESSAGE) => message(data, place, Kind::Reply, multipart, found),
        Some(callback::UPDATE) => message(data, place, Kind::Edit, multipart, found),
        Some(callback::MODAL) => {
            let modal = Modal { body: data, place };
            each_rule!(Modal, &modal, found);
            parts(list(data, "components"), modal.place.key("components"), Within::Modal, found);
        }
        _ => {}
    }
}

fn thread(body: &Object, multipart: bool, found: &mut Vec<Violation>) {
    each_rule!(Thread, &Thread { body }, found);
    if let Some(first) = object(body, "message") {
        let root = Place::ROOT;
        message(first, root.key("message"), Kind::New, multipart, found);
    }
}

fn commands(items: &[Value], global: bool, found: &mut Vec<Violation>) {
    each_rule!(AllCommands, items, found);
    for (index, item) in items.iter().enumerate() {
        if let Some(body) = item.as_object() {
            let root = Place::ROOT;
            command(body, root.index(index), global, true, found);
        }
    }
}

fn command(body: &Object, place: Place<'_>, global: bool, whole: bool, found: &mut Vec<Violation>) {
    let kind = body.get("type").and_then(Value::as_i64).unwrap_or(CHAT_INPUT);
    let command = Command { body, place, kind, global, whole };
    each_rule!(Command, &command, found);
    named(body, place, localisation::Kind::Command(kind), whole, found);
    options(list(body, "options"), place.key("options"), Owner::Command, found);
}

fn named(body: &Object, place: Place<'_>, kind: localisation::Kind, whole: bool, found: &mut Vec<Violation>) {
    each_rule!(Named, &Named { body, place, kind, whole }, found);
}

fn options(items: &[Value], place: Place<'_>, owner: Owner, found: &mut Vec<Violation>) {
    if items.is_empty() {
        return;
    }
    let options_here = Options { items, place };
    each_rule!(Options, &options_here, found);
    for (index, item) in items.iter().enumerate() {
        if let Some(body) = item.as_object() {
            option(body, options_here.place.index(index), owner, found);
        }
    }
}

fn option(body: &Object, place: Place<'_>, owner: Owner, found: &mut Vec<Violation>) {
    let kind = body.get("type").and_then(Value::as_i64);
    let option = CommandOption { body, place, kind, owner };
    each_rule!(Option, &option, found);
    named(body, place, localisation::Kind::Option, true, found);
    let choices = place.key("choices");
    for (index, choice) in list(body, "choices").iter().enumerate() {
        if let Some(choice) = choice.as_object() {
            named(choice, choices.index(index), localisation::Kind::Choice, true, found);
        }
    }
    // Deeper nesting than Discord has is reported by `subcommand-place` and not followed.
    match (owner, kind) {
        (Owner::Command, Some(GROUP)) => {
            options(list(body, "options"), place.key("options"), Owner::Group, found)
        }
        (Owner::Command | Owner::Group, Some(SUB_COMMAND)) => {
            options(list(body, "options"), place.key("options"), Owner::Sub, found);
        }
        _ => {}
    }
}
