//! What members who were there say of a contribution, and the buttons with which they do.

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::words::{Speaker, say};
use crate::points::voices::{PitchFree, Voice};
use crate::store::{ErrandId, ShoutOutFacts};

/// The part of a shout-out that asks, and says what was said.
pub(super) fn voices(speaker: &Speaker, errand: ErrandId, facts: &ShoutOutFacts) -> Vec<Component> {
    let said = facts.voices;
    let open = !facts.voices_folded;
    let text = match (said.shown(), said.total()) {
        (Some(shown), total) => Some(say!(
            speaker,
            "voices-shown",
            total = total,
            useful = shown.useful,
            soso = shown.so_so,
            pitch = shown.pitch
        )),
        (None, 0) if open => Some(say!(speaker, "voices-asked")),
        (None, total) if open => Some(say!(speaker, "voices-few", total = total)),
        (None, _) => None,
    };
    let mut parts: Vec<Component> =
        text.map(|text| Component::Text(format!("-# {text}"))).into_iter().collect();
    if open {
        let button = |voice: Voice| {
            let id = CustomId::Voice(errand, voice).to_string();
            Component::button(Style::Secondary, say!(speaker, voice_key(voice)), id)
        };
        parts.push(Component::Row(Voice::ALL.map(button).to_vec()));
    }
    parts
}

fn voice_key(voice: Voice) -> &'static str {
    match voice {
        Voice::Useful => "voice-useful",
        Voice::SoSo => "voice-so-so",
        Voice::Pitch => "voice-pitch",
    }
}

/// How many of a company's talks were free of a sales pitch.
pub(super) fn pitch_free(speaker: &Speaker, share: PitchFree) -> String {
    say!(speaker, "pitch-free", talks = share.talks, free = share.free)
}
