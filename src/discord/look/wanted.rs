//! Help wanted: requests as everybody sees them, `/requests`, and the form of `/request`.

use chrono::TimeDelta;

use super::super::component::{Component, Style};
use super::super::custom_id::{CustomId, NO_MESSAGE};
use super::super::markdown::{address, plain, safe};
use super::super::reply::{Card, Field, Form};
use super::super::wanted_id::WantedId;
use super::super::words::{Speaker, Words, say};
use super::{AMBER, PLAIN, day, framed};
use crate::points::ids::GroupId;
use crate::points::request::{Ending, RequestKind, RequestState};
use crate::points::rules::Rules;
use crate::points::text::{PlaceName, Topic, Wording};
use crate::service::RequestsPage;
use crate::store::{ErrandId, HelpRequest};

/// So much of a request's wording stands in a list: a message holds 4,000 characters.
const LISTED_WORDING: usize = 120;

/// An id as Discord takes it.
pub(super) fn id(id: WantedId) -> String {
    CustomId::Wanted(id).to_string()
}

/// The emoji of a kind of help: of the program's contribution by that, where it has one.
fn emoji(rules: &Rules, kind: RequestKind) -> String {
    let own = rules.contributions().iter().find(|one| one.id().as_str() == kind.contribution());
    let usual = match kind {
        RequestKind::Speaker => "🎤",
        RequestKind::Sponsor => "🤝",
        RequestKind::Travel => "✈️",
        RequestKind::Prizes => "🎁",
        RequestKind::Venue => "🏠",
        RequestKind::Mentoring => "🧭",
        RequestKind::Other => "🙋",
    };
    own.map_or_else(|| usual.to_owned(), |own| own.emoji().to_owned())
}

/// "🎤 Speaker".
pub(super) fn kind_name(rules: &Rules, speaker: &Speaker, kind: RequestKind) -> String {
    format!("{} {}", emoji(rules, kind), say!(speaker, kind_key(kind)))
}

/// What it is about. The words of somebody who was erased are gone; the kind isn't.
pub(super) fn topic(rules: &Rules, speaker: &Speaker, request: &HelpRequest) -> String {
    if request.topic.is_empty() { kind_name(rules, speaker, request.kind) } else { safe(&request.topic) }
}

fn kind_key(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Speaker => "wanted-kind-speaker",
        RequestKind::Sponsor => "wanted-kind-sponsor",
        RequestKind::Travel => "wanted-kind-travel",
        RequestKind::Prizes => "wanted-kind-prizes",
        RequestKind::Venue => "wanted-kind-venue",
        RequestKind::Mentoring => "wanted-kind-mentoring",
        RequestKind::Other => "wanted-kind-other",
    }
}

fn state_key(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "wanted-open",
        RequestState::Accepted => "wanted-accepted",
        RequestState::Withdrawn => "wanted-withdrawn",
        RequestState::Expired => "wanted-expired",
        RequestState::Thanked => "wanted-thanked",
        RequestState::NotHappened => "wanted-not-happened",
    }
}

/// What a forum's tags may be called that fit a request: its kind and how it stands, in each language.
pub(in crate::discord) fn request_tags(words: &Words, request: &HelpRequest) -> Vec<String> {
    let keys = [kind_key(request.kind), tag_key(request.state())];
    let names = words.languages().flat_map(|language| {
        let speaker = words.speak(language);
        keys.map(|key| say!(speaker, key))
    });
    names.chain([request.kind.as_str().to_owned(), request.state().as_str().to_owned()]).collect()
}

/// What tags may be called that this bot gives and takes: kinds, and ways to stand, in each language.
pub(in crate::discord) fn all_request_tags(words: &Words) -> Vec<String> {
    let kinds = RequestKind::ALL.iter().flat_map(|kind| [kind_key(*kind), kind.as_str()]);
    let states = RequestState::ALL.iter().flat_map(|state| [tag_key(*state), state.as_str()]);
    let keys: Vec<&str> = kinds.chain(states).collect();
    let said = words.languages().flat_map(|language| {
        let speaker = words.speak(language);
        keys.iter().filter(|key| speaker.knows(key)).map(|key| say!(speaker, *key)).collect::<Vec<_>>()
    });
    said.chain(keys.iter().map(|key| (*key).to_owned())).collect()
}

fn tag_key(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "wanted-tag-open",
        RequestState::Accepted => "wanted-tag-accepted",
        RequestState::Thanked => "wanted-tag-thanked",
        RequestState::Withdrawn | RequestState::Expired | RequestState::NotHappened => "wanted-tag-over",
    }
}

/// The last day on which it takes offers.
fn last_day(request: &HelpRequest) -> String {
    let zone = request.facts.timezone;
    let last = (request.facts.ends_at - TimeDelta::seconds(1)).with_timezone(&zone).date_naive();
    day(zone, last, 'D')
}

/// When, as far as it is known.
pub(super) fn when(speaker: &Speaker, request: &HelpRequest) -> Option<String> {
    let zone = request.facts.timezone;
    Some(match request.span? {
        (first, last) if first == last => say!(speaker, "wanted-day", day = day(zone, first, 'D')),
        (first, last) => {
            say!(speaker, "wanted-days", first = day(zone, first, 'D'), last = day(zone, last, 'D'))
        }
    })
}

/// The way to its message, once that is out.
pub(super) fn link(speaker: &Speaker, request: &HelpRequest) -> Option<String> {
    let (channel, message) = request.told?;
    let link = address(request.server, channel, message);
    Some(say!(speaker, "wanted-link", link = link))
}

/// When and where, a line each, as far as it is known.
fn when_and_where(speaker: &Speaker, request: &HelpRequest) -> Vec<String> {
    let mut lines: Vec<String> = when(speaker, request).into_iter().collect();
    if !request.place.is_empty() {
        lines.push(say!(speaker, "wanted-place", place = safe(&request.place)));
    }
    lines
}

fn quoted(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("> {}", safe(text)))
}

/// How it stands, in a line.
pub(super) fn state_line(speaker: &Speaker, request: &HelpRequest) -> String {
    let partner = request.accepted.as_ref().map_or_else(String::new, |(_, name)| safe(name));
    match request.state() {
        state @ (RequestState::Accepted | RequestState::Thanked | RequestState::NotHappened) => {
            say!(speaker, state_key(state), partner = &partner)
        }
        RequestState::Open => {
            say!(speaker, "wanted-open", until = last_day(request), offers = request.waiting)
        }
        state => say!(speaker, state_key(state)),
    }
}

/// The message of a request, as it stands.
pub(super) fn message(rules: &Rules, speaker: &Speaker, errand: ErrandId, request: &HelpRequest) -> Card {
    let open = request.state() == RequestState::Open;
    let title = say!(speaker, "wanted-title", kind = kind_name(rules, speaker, request.kind));
    let mut lines = vec![say!(
        speaker,
        "wanted-topic",
        topic = topic(rules, speaker, request),
        group = safe(&request.group_name)
    )];
    lines.extend(when_and_where(speaker, request));
    lines.extend(quoted(&request.wording));
    let small = format!("-# {}", state_line(speaker, request));
    let help = Component::Button {
        style: if open { Style::Primary } else { Style::Secondary },
        label: say!(speaker, "wanted-help"),
        custom_id: id(WantedId::Help(request.record, errand)),
        disabled: !open,
    };
    framed(
        if open { AMBER } else { PLAIN },
        vec![
            Component::Text(title),
            Component::Text(lines.join("\n")),
            Component::Text(small),
            Component::Row(vec![help]),
        ],
    )
}

/// A request in a line or two, with the link to its message.
pub(super) fn line(rules: &Rules, speaker: &Speaker, request: &HelpRequest) -> String {
    let kind = kind_name(rules, speaker, request.kind);
    let (topic, group) = (topic(rules, speaker, request), safe(&request.group_name));
    let mut lines = vec![say!(speaker, "wanted-line", kind = kind, topic = topic, group = group)];
    let about = when_and_where(speaker, request);
    if !about.is_empty() {
        lines.push(about.join(" · "));
    }
    lines.extend(quoted(&plain(&request.wording.replace('\n', " "), LISTED_WORDING)));
    let mut small = state_line(speaker, request);
    if let Some(link) = link(speaker, request) {
        small = format!("{small} · {link}");
    }
    lines.push(format!("-# {small}"));
    lines.join("\n")
}

/// A request among choices.
pub(in crate::discord) fn request_choice(rules: &Rules, speaker: &Speaker, request: &HelpRequest) -> String {
    let kind = kind_name(rules, speaker, request.kind);
    // Of somebody who was erased the words are gone.
    let about = [kind.as_str(), &request.topic, &request.group_name];
    about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// `/requests`.
pub(in crate::discord) fn requests(rules: &Rules, speaker: &Speaker, page: &RequestsPage) -> Card {
    let title = if page.program { "wanted-list-program" } else { "wanted-list-server" };
    let mut parts = vec![Component::Text(say!(speaker, title, program = safe(rules.name())))];
    for request in &page.promised {
        parts.push(Component::Text(line(rules, speaker, request)));
        parts.push(Component::Row(prompt_buttons(speaker, request, NO_MESSAGE)));
    }
    for request in &page.open {
        parts.push(Component::Text(line(rules, speaker, request)));
        let leads = page.led.contains(&request.group);
        let mut row = vec![if leads && request.waiting > 0 {
            Component::button(
                Style::Primary,
                say!(speaker, "wanted-offers", offers = request.waiting),
                id(WantedId::Offers(request.record)),
            )
        } else {
            Component::button(
                Style::Primary,
                say!(speaker, "wanted-help"),
                id(WantedId::Help(request.record, NO_MESSAGE)),
            )
        }];
        if leads {
            let end = id(WantedId::End(request.record, Ending::Withdraw, NO_MESSAGE));
            row.push(Component::button(Style::Danger, say!(speaker, "wanted-end"), end));
        }
        parts.push(Component::Row(row));
    }
    if page.open.is_empty() && page.promised.is_empty() {
        parts.push(Component::Text(say!(speaker, "wanted-none")));
    }
    let turn = |page_number: u32, key, enabled: bool| Component::Button {
        style: Style::Secondary,
        label: say!(speaker, key),
        custom_id: id(WantedId::Page(page.program, page_number)),
        disabled: !enabled,
    };
    if page.page > 0 || page.more {
        parts.push(Component::Row(vec![
            turn(page.page.saturating_sub(1), "previous-page", page.page > 0),
            turn(page.page + 1, "next-page", page.more),
        ]));
    }
    framed(PLAIN, parts)
}

fn prompt_buttons(speaker: &Speaker, request: &HelpRequest, errand: ErrandId) -> Vec<Component> {
    let disabled = request.state() != RequestState::Accepted;
    let button = |style, key, what| Component::Button {
        style,
        label: say!(speaker, key),
        custom_id: id(what),
        disabled,
    };
    vec![
        button(Style::Success, "wanted-thank", WantedId::Thank(request.record, errand)),
        button(
            Style::Secondary,
            "wanted-did-not-happen",
            WantedId::End(request.record, Ending::NotHappened, errand),
        ),
    ]
}

/// When the day is over: did it happen?
pub(super) fn prompt(rules: &Rules, speaker: &Speaker, errand: ErrandId, request: &HelpRequest) -> Card {
    let partner = request.accepted.as_ref().map_or_else(String::new, |(_, name)| safe(name));
    let mut text = say!(
        speaker,
        "wanted-prompt",
        partner = &partner,
        kind = kind_name(rules, speaker, request.kind),
        topic = topic(rules, speaker, request)
    );
    if request.state() != RequestState::Accepted {
        text = format!("{text}\n-# {}", state_line(speaker, request));
    }
    let color = if request.state() == RequestState::Accepted { AMBER } else { PLAIN };
    framed(color, vec![Component::Text(text), Component::Row(prompt_buttons(speaker, request, errand))])
}

/// What became of a request, to the leader who did it.
pub(in crate::discord) fn request_done(
    rules: &Rules,
    speaker: &Speaker,
    key: &str,
    request: &HelpRequest,
) -> Card {
    let text = say!(speaker, key);
    framed(PLAIN, vec![Component::Text(format!("{text}\n{}", line(rules, speaker, request)))])
}

/// The form of `/request`.
pub(in crate::discord) fn request_form(
    rules: &Rules,
    speaker: &Speaker,
    kind: RequestKind,
    group: GroupId,
) -> Form {
    let field = |custom_id, (label, example): (&str, &str), most| {
        Field::new(custom_id, say!(speaker, label), most).example(say!(speaker, example))
    };
    Form {
        custom_id: id(WantedId::Ask(kind, group)),
        title: say!(speaker, "wanted-form", kind = kind_name(rules, speaker, kind)),
        fields: vec![
            field("topic", ("wanted-form-topic", "wanted-form-topic-example"), Topic::MAX),
            field("days", ("wanted-form-days", "wanted-form-days-example"), 30).optional(),
            field("place", ("wanted-form-place", "wanted-form-place-example"), PlaceName::MAX).optional(),
            field("wording", ("wanted-form-wording", "wanted-form-wording-example"), Wording::MAX),
        ],
    }
}
