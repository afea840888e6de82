//! Buttons, selects and forms as requests.

use serenity::all::{
    ActionRowComponent, ComponentInteraction, ComponentInteractionDataKind, ModalInteraction,
};

use super::{Request, Wanted, thank};
use crate::discord::custom_id::{ClaimPress, CustomId, Panel, Thanks};
use crate::discord::wanted_id::WantedId;
use crate::service::{AwardWords, CorrectionAsked};

/// A button or a select of a message.
pub(super) fn clicked(click: &ComponentInteraction) -> Request {
    let Some(id) = CustomId::parse(&click.data.custom_id) else { return Request::Outdated };
    let values: Vec<String> = match &click.data.kind {
        ComponentInteractionDataKind::Button => return Request::Click(id),
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        ComponentInteractionDataKind::UserSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::RoleSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::ChannelSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::MentionableSelect { .. } | ComponentInteractionDataKind::Unknown(_) => {
            return Request::Outdated;
        }
    };
    match id {
        CustomId::Panel(panel) => Request::Choose(panel, values),
        CustomId::Wanted(WantedId::Notices(part)) => Request::Wanted(Wanted::Choose(part, values)),
        CustomId::Wanted(WantedId::HelpWhich(request)) => super::wanted::chosen_company(request, &values),
        CustomId::Thanks(Thanks::Choose(part, asked)) => {
            Request::ChooseThanks(part, asked, values.into_iter().next().unwrap_or_default())
        }
        _ => Request::Outdated,
    }
}

/// A form that was sent.
pub(super) fn filled(form: &ModalInteraction) -> Request {
    let value = |wanted: &str| {
        form.data.components.iter().flat_map(|row| &row.components).find_map(|part| match part {
            ActionRowComponent::InputText(input) if input.custom_id == wanted => input.value.clone(),
            _ => None,
        })
    };
    match CustomId::parse(&form.data.custom_id) {
        Some(CustomId::Panel(Panel::Words)) => Request::FillPanel {
            name: value("name").unwrap_or_default(),
            timezone: value("timezone").unwrap_or_default(),
        },
        Some(CustomId::Correct(award)) => Request::FillCorrection(CorrectionAsked {
            award,
            partner: value("partner").unwrap_or_default(),
            words: award_words(value),
        }),
        Some(CustomId::Thanks(Thanks::Give(group, partner, kind))) => {
            thank::filled(group, partner, kind, value)
        }
        Some(CustomId::TakeBack(award)) => {
            Request::FillTakeBack { award, reason: value("reason").unwrap_or_default() }
        }
        Some(CustomId::Wanted(id)) => {
            super::wanted::filled(&id, value).map_or(Request::Outdated, Request::Wanted)
        }
        Some(CustomId::Claim(claim, ClaimPress::Change, card)) => {
            Request::FillClaim { claim, card, words: award_words(value) }
        }
        Some(CustomId::Claim(claim, ClaimPress::Decline, card)) => {
            Request::FillDecline { claim, card, reason: value("reason").unwrap_or_default() }
        }
        Some(CustomId::Report(shout_out)) => {
            Request::FillReport { shout_out, why: value("why").unwrap_or_default() }
        }
        _ => Request::Outdated,
    }
}

/// The fields of an award, in whichever form they stand.
pub(super) fn award_words(value: impl Fn(&str) -> Option<String>) -> AwardWords {
    let text = |name| value(name).unwrap_or_default();
    AwardWords {
        contribution: text("contribution"),
        points: text("points"),
        day: text("day"),
        reason: text("reason"),
    }
}
