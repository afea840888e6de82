//! How a group's shout-outs will look, shown to who sets it up.

use chrono::DateTime;

use super::super::component::Component;
use super::super::custom_id::NO_MESSAGE;
use super::super::words::{Speaker, Words, say};
use super::shout_out::shout_out;
use crate::points::ids::PartnerId;
use crate::points::rules::{Rules, Tier};
use crate::service::SetupPanel;
use crate::store::{NextTier, Receipt, ShoutOutFacts};

/// A shout-out of nobody's, in the group's language; nothing while the panel isn't complete.
pub(in crate::discord) fn preview(
    rules: &Rules,
    words: &Words,
    speaker: &Speaker,
    panel: &SetupPanel,
) -> Vec<Component> {
    let draft = &panel.draft;
    let (Some(name), true, Some(kind)) =
        (&draft.name, panel.needed().is_empty(), rules.contributions().first())
    else {
        return Vec::new();
    };
    let language = draft.language.as_ref().unwrap_or(&rules.languages()[0]);
    let public = words.speak(language);
    // No moment of it is shown.
    let (now, points) = (DateTime::UNIX_EPOCH, kind.points().get());
    let above = |tier: &&Tier| tier.points().get() > points;
    let tier = rules.tiers().iter().rev().find(|tier| !above(tier)).map(|tier| tier.id().clone());
    let next = rules.tiers().iter().find(above).map(|tier| NextTier {
        tier: tier.id().clone(),
        points: (points, tier.points().get()),
        requires: Vec::new(),
        groups: (1, tier.groups()),
    });
    let receipt = Receipt {
        at: now,
        day: now.date_naive(),
        contribution: kind.id().clone(),
        points,
        remaining_before: points,
        remaining: 0,
        standing_before: 0,
        standing: points,
        tier_before: tier.clone(),
        tier,
        next,
        shout_out_due: now,
    };
    let facts = ShoutOutFacts {
        partner: PartnerId::from_raw(0),
        partner_name: say!(public, "preview-partner"),
        group_name: name.clone(),
        language: language.clone(),
        receipt,
        reason: Some(say!(public, "preview-reason")),
        event: String::new(),
        link: String::new(),
        applause: 0,
        voices: crate::points::voices::Voices::default(),
        voices_folded: false,
        withdrawn: false,
    };
    let mut parts = vec![Component::Text(say!(speaker, "preview-title"))];
    for part in shout_out(rules, &public, NO_MESSAGE, &facts).0 {
        parts.push(match part {
            // There is nothing to applaud yet.
            Component::Container { color, parts } => Component::Container {
                color,
                parts: parts.into_iter().filter(|part| !matches!(part, Component::Row(_))).collect(),
            },
            other => other,
        });
    }
    parts
}
