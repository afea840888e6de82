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
    // One part, however many there are: a message holds 40.
    if !notes.is_empty() {
        let lines: Vec<String> = notes.iter().map(|note| format!("⚠️ {note}")).collect();
        parts.push(Component::Text(lines.join("\n")));
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::super::words::Words;
    use super::super::preview;
    use super::*;
    use crate::points::ids::GroupId;
    use crate::points::rules;
    use crate::store::outside::{Account, Channel, Role, Server};
    use crate::store::{Group, GroupChoices, GroupDraft, LeaderRef};

    /// Discord: parts of a message at most, with nesting, and characters in them.
    const PARTS: usize = 40;
    const CHARACTERS: usize = 4_000;

    fn parts(of: &Value) -> usize {
        of["components"].as_array().map_or(0, |below| below.iter().map(|part| 1 + parts(part)).sum())
    }

    fn characters(of: &Value) -> usize {
        let own = of["content"].as_str().map_or(0, |text| text.chars().count());
        own + of["components"].as_array().map_or(0, |parts| parts.iter().map(characters).sum())
    }

    fn group(number: i64) -> Group {
        Group {
            id: GroupId::from_raw(number),
            server: Server::new(1),
            name: "W".repeat(GroupName::MAX),
            kind: GroupKind::Community,
            language: "fr".to_owned(),
            timezone: chrono_tz::America::Toronto,
            state: GroupState::Proposed,
            shout_out_channel: Channel::new(u64::MAX >> 1),
            leaders_channel: None,
            requests_channel: None,
            choices: GroupChoices::default(),
            leaders: vec![LeaderRef::User(Account::new(1))],
        }
    }

    fn full(choices: GroupChoices) -> GroupDraft {
        let channel = Some(Channel::new(u64::MAX >> 1));
        GroupDraft {
            group: Some(GroupId::from_raw(1)),
            name: Some("W".repeat(GroupName::MAX)),
            kind: Some(GroupKind::UserGroup),
            language: Some("fr".to_owned()),
            timezone: Some("America/Argentina/ComodRivadavia".to_owned()),
            shout_out_channel: channel,
            leaders_channel: channel,
            requests_channel: channel,
            choices,
            leader_users: (0..10).map(Account::new).collect(),
            leader_roles: (0..10).map(Role::new).collect(),
        }
    }

    #[test]
    fn the_panel_fits_into_a_message_in_every_state_with_all_that_is_missing_named() {
        let text = include_str!("../../../config/program.toml");
        let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
        let words = Words::load().expect("the words");
        let all = GroupChoices { tier_news: true, publishes: true, digest: true, wall_hidden: true };
        let drafts = [GroupDraft::default(), full(GroupChoices::default()), full(all)];
        for (number, draft) in drafts.into_iter().enumerate() {
            for groups in [0, 40] {
                for notes in [0, 9] {
                    for announces in [false, true] {
                        for language in ["en", "fr"] {
                            let speaker = words.speak(language);
                            let note = say!(
                                speaker,
                                "missing-right",
                                right = "W".repeat(40),
                                channel = "<#9223372036854775807>"
                            );
                            let shown = SetupPanel {
                                draft: draft.clone(),
                                groups: (1..=groups).map(group).collect(),
                            };
                            let notes = vec![note; notes];
                            let mut card = panel(&rules, &speaker, &shown, (&notes, announces));
                            card.0.extend(preview(&rules, &words, &speaker, &shown));
                            let message = card.edit();
                            let state =
                                format!("draft {number}, {groups} groups, {} notes, {language}", notes.len());
                            assert!(parts(&message) <= PARTS, "{state}: {} parts", parts(&message));
                            assert!(
                                characters(&message) <= CHARACTERS,
                                "{state}: {} characters",
                                characters(&message)
                            );
                        }
                    }
                }
            }
        }
    }
}
