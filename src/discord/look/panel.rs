//! The `/setup` panel.

use super::super::component::{Component, Entity, Pick, Style};
use super::super::custom_id::{CustomId, Panel};
use super::super::markdown::safe;
use super::super::reply::{Card, Field, Form};
use super::super::words::{Speaker, say};
use super::{PLAIN, choices, framed};
use crate::points::rules::Rules;
use crate::points::text::GroupName;
use crate::service::{Needed, SetupPanel};
use crate::store::{GroupKind, GroupState};

/// Leaders that can be chosen at once (Discord: 25 at most).
const LEADERS: u8 = 10;
/// Characters of a time zone's name; the longest known has 32.
const TIMEZONE_LENGTH: usize = 64;

/// The panel, with what is missing named at once. `announces`: the chosen channel is one for announcements.
pub(in crate::discord) fn panel(
    rules: &Rules,
    speaker: &Speaker,
    panel: &SetupPanel,
    (notes, announces): (&[String], bool),
) -> Card {
    let draft = &panel.draft;
    let id = |part| CustomId::Panel(part).to_string();
    let mut parts = vec![Component::Text(say!(speaker, "panel-title"))];
    if !panel.groups.is_empty() {
        parts.push(Component::Row(vec![group_select(speaker, panel)]));
    }
    let name = draft.name.as_deref().map_or_else(|| say!(speaker, "not-set"), safe);
    let zone = draft.timezone.clone().unwrap_or_else(|| rules.timezone().name().to_owned());
    parts.push(Component::Text(say!(speaker, "panel-name", name = name, zone = safe(&zone))));
    parts.push(Component::Row(vec![Component::button(
        if draft.name.is_none() { Style::Primary } else { Style::Secondary },
        say!(speaker, "panel-words-button"),
        id(Panel::Words),
    )]));
    let kinds = GroupKind::ALL.into_iter().map(|kind| Pick {
        value: kind.as_str().to_owned(),
        label: say!(speaker, kind.as_str()),
        chosen: draft.kind == Some(kind),
    });
    parts.push(Component::Row(vec![Component::Select {
        custom_id: id(Panel::Kind),
        placeholder: say!(speaker, "panel-kind"),
        options: kinds.collect(),
    }]));
    let entities = |kind, part, placeholder: &str, most, chosen| {
        Component::Row(vec![Component::Entities {
            kind,
            custom_id: id(part),
            placeholder: say!(speaker, placeholder),
            most,
            chosen,
        }])
    };
    let channel =
        |channel: Option<crate::store::outside::Channel>| channel.map(|id| id.get()).into_iter().collect();
    let users: Vec<u64> = draft.leader_users.iter().map(|user| user.get()).collect();
    let roles: Vec<u64> = draft.leader_roles.iter().map(|role| role.get()).collect();
    parts.push(entities(Entity::User, Panel::Users, "panel-users", LEADERS, users));
    parts.push(entities(Entity::Role, Panel::Roles, "panel-roles", LEADERS, roles));
    parts.push(entities(
        Entity::Channel,
        Panel::Channel,
        "panel-channel",
        1,
        channel(draft.shout_out_channel),
    ));
    parts.push(entities(
        Entity::Channel,
        Panel::LeadersChannel,
        "panel-leaders-channel",
        1,
        channel(draft.leaders_channel),
    ));
    parts.push(entities(
        Entity::Place,
        Panel::RequestsChannel,
        "panel-requests-channel",
        1,
        channel(draft.requests_channel),
    ));
    if rules.languages().len() > 1 {
        parts.push(Component::Row(vec![language_select(rules, speaker, panel)]));
    }
    parts.push(choices::row(speaker, draft.choices, announces));
    for note in notes {
        parts.push(Component::Text(format!("⚠️ {note}")));
    }
    let needed: Vec<String> =
        panel.needed().into_iter().map(|part| say!(speaker, needed_key(part))).collect();
    if !needed.is_empty() {
        parts.push(Component::Text(say!(speaker, "panel-needed", what = needed.join(", "))));
    }
    let send = if draft.group.is_some() { "panel-send-change" } else { "panel-send-new" };
    parts.push(Component::Row(vec![Component::Button {
        style: Style::Success,
        label: say!(speaker, send),
        custom_id: id(Panel::Send),
        disabled: !needed.is_empty(),
    }]));
    framed(PLAIN, parts)
}

fn needed_key(part: Needed) -> &'static str {
    match part {
        Needed::Name => "needed-name",
        Needed::Kind => "needed-kind",
        Needed::Leader => "needed-leader",
        Needed::Channel => "needed-channel",
    }
}

fn group_select(speaker: &Speaker, panel: &SetupPanel) -> Component {
    let known = panel.groups.iter().take(24).map(|group| {
        let state = match group.state {
            GroupState::Proposed => say!(speaker, "group-proposed"),
            GroupState::Active => say!(speaker, "group-active"),
            GroupState::Declined => say!(speaker, "group-declined"),
            GroupState::Closed => say!(speaker, "group-closed"),
        };
        Pick {
            value: group.id.to_string(),
            label: format!("{} · {state}", group.name),
            chosen: panel.draft.group == Some(group.id),
        }
    });
    let new = Pick {
        value: "new".to_owned(),
        label: say!(speaker, "panel-new-group"),
        chosen: panel.draft.group.is_none(),
    };
    Component::Select {
        custom_id: CustomId::Panel(Panel::Group).to_string(),
        placeholder: say!(speaker, "panel-group"),
        options: std::iter::once(new).chain(known).collect(),
    }
}

fn language_select(rules: &Rules, speaker: &Speaker, panel: &SetupPanel) -> Component {
    let first = &rules.languages()[0];
    let chosen = panel.draft.language.as_ref().unwrap_or(first);
    let options = rules.languages().iter().map(|language| Pick {
        value: language.clone(),
        label: say!(speaker, format!("language-{language}").as_str()),
        chosen: language == chosen,
    });
    Component::Select {
        custom_id: CustomId::Panel(Panel::Language).to_string(),
        placeholder: say!(speaker, "panel-language"),
        options: options.collect(),
    }
}

/// The form for what is typed.
pub(in crate::discord) fn words_form(rules: &Rules, speaker: &Speaker, panel: &SetupPanel) -> Form {
    let draft = &panel.draft;
    let name = Field::new("name", say!(speaker, "panel-words-name"), GroupName::MAX);
    let timezone = Field::new("timezone", say!(speaker, "panel-words-timezone"), TIMEZONE_LENGTH);
    Form {
        custom_id: CustomId::Panel(Panel::Words).to_string(),
        title: say!(speaker, "panel-words-title"),
        fields: vec![
            name.example(say!(speaker, "panel-words-name-example"))
                .filled(draft.name.clone().unwrap_or_default()),
            timezone
                .example(rules.timezone().name().to_owned())
                .filled(draft.timezone.clone().unwrap_or_default())
                .optional(),
        ],
    }
}
