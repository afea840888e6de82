//! Voices: what members who were there say of a contribution. They are shown and never counted: no points come of them.

use chrono::{DateTime, TimeDelta, Utc};

use super::Refusal;

/// So long after the award a voice can be given and changed; then nobody knows any more who said what.
pub const OPEN_FOR: TimeDelta = TimeDelta::days(14);

/// From so many voices on it is shown what they say: fewer would tell who said it.
pub const SHOWN_FROM: u32 = 3;

/// What a member says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// It was useful.
    Useful,
    /// Neither this nor that.
    SoSo,
    /// It was a sales pitch.
    Pitch,
}

impl Voice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Useful, Self::SoSo, Self::Pitch];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Useful => "useful",
            Self::SoSo => "so-so",
            Self::Pitch => "pitch",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voice| voice.as_str() == word)
    }
}

/// How many said what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Voices {
    /// So many: it was useful.
    pub useful: u32,
    /// So many: neither this nor that.
    pub so_so: u32,
    /// So many: it was a sales pitch.
    pub pitch: u32,
}

impl Voices {
    /// All of them.
    #[must_use]
    pub fn total(self) -> u32 {
        self.useful.saturating_add(self.so_so).saturating_add(self.pitch)
    }

    /// What they say, as far as it may be shown.
    #[must_use]
    pub fn shown(self) -> Option<Self> {
        (self.total() >= SHOWN_FROM).then_some(self)
    }

    /// Whether it was free of a sales pitch; unknown where it may not be shown.
    fn pitch_free(self) -> Option<bool> {
        self.shown().map(|shown| u64::from(shown.pitch) * 2 < u64::from(shown.total()))
    }
}

/// How many of a company's talks were free of a sales pitch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PitchFree {
    /// Talks of which enough is known, at least one.
    pub talks: u32,
    /// Those of them of which fewer than half of the voices say that it was a sales pitch.
    pub free: u32,
}

impl PitchFree {
    /// Of the voices on each talk; `None` where nothing may be shown of any.
    pub fn of(talks: impl IntoIterator<Item = Voices>) -> Option<Self> {
        let known = talks.into_iter().filter_map(Voices::pitch_free);
        let sum = known.fold(Self { talks: 0, free: 0 }, |sum, free| Self {
            talks: sum.talks + 1,
            free: sum.free + u32::from(free),
        });
        (sum.talks > 0).then_some(sum)
    }
}

/// What has to be known to take a voice.
#[derive(Debug, Clone, Copy)]
pub struct VoiceState {
    /// The award was taken back.
    pub withdrawn: bool,
    /// The rules ask for voices on its contribution.
    pub asked: bool,
    /// When the award was given; of one that stands in the place of another, when that one was.
    pub awarded_at: DateTime<Utc>,
    /// The voices were folded into counts already.
    pub folded: bool,
    /// The person represents the company.
    pub represents: bool,
    /// The person gave the award.
    pub gave: bool,
    /// What the person said before.
    pub before: Option<Voice>,
}

/// Decides on a voice. `now` is the clock under the lock.
///
/// # Errors
/// The first [`Refusal`] of: not taken back, still open, not of the company, not the giver, another voice than before.
pub fn decide(state: &VoiceState, voice: Voice, now: DateTime<Utc>) -> Result<(), Refusal> {
    if state.withdrawn {
        return Err(Refusal::Withdrawn);
    }
    if !state.asked || state.folded || now >= state.awarded_at + OPEN_FOR {
        return Err(Refusal::VoicesClosed);
    }
    if state.represents {
        return Err(Refusal::VoiceOnOwnCompany);
    }
    if state.gave {
        return Err(Refusal::VoiceOnOwnAward);
    }
    if state.before == Some(voice) { Err(Refusal::VoiceCounted) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn state() -> VoiceState {
        VoiceState {
            withdrawn: false,
            asked: true,
            awarded_at: DateTime::UNIX_EPOCH,
            folded: false,
            represents: false,
            gave: false,
            before: None,
        }
    }

    #[test]
    fn a_voice_is_taken_for_fourteen_days_from_whoever_has_no_part_in_it() {
        let (now, late) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + OPEN_FOR);
        let just = late - TimeDelta::milliseconds(1);
        assert_eq!(decide(&state(), Voice::Useful, just), Ok(()));
        assert_eq!(decide(&state(), Voice::Useful, late), Err(Refusal::VoicesClosed));
        let changed = VoiceState { before: Some(Voice::Pitch), ..state() };
        assert_eq!(decide(&changed, Voice::Useful, now), Ok(()));
        for (refused, refusal) in [
            (VoiceState { withdrawn: true, ..state() }, Refusal::Withdrawn),
            (VoiceState { asked: false, ..state() }, Refusal::VoicesClosed),
            (VoiceState { folded: true, ..state() }, Refusal::VoicesClosed),
            (VoiceState { represents: true, ..state() }, Refusal::VoiceOnOwnCompany),
            (VoiceState { gave: true, ..state() }, Refusal::VoiceOnOwnAward),
            (VoiceState { before: Some(Voice::Useful), ..state() }, Refusal::VoiceCounted),
        ] {
            assert_eq!(decide(&refused, Voice::Useful, now), Err(refusal));
        }
    }

    fn voices(useful: u32, so_so: u32, pitch: u32) -> Voices {
        Voices { useful, so_so, pitch }
    }

    #[test]
    fn half_of_the_voices_make_a_pitch_and_two_voices_make_nothing() {
        assert_eq!(voices(1, 1, 0).shown(), None);
        assert_eq!(PitchFree::of([voices(2, 0, 0), voices(0, 0, 2)]), None);
        let some = [voices(2, 0, 1), voices(1, 1, 2), voices(0, 1, 2), voices(0, 0, 1)];
        assert_eq!(PitchFree::of(some), Some(PitchFree { talks: 3, free: 1 }));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_share_is_of_what_may_be_shown_alone(
            talks in prop::collection::vec((0_u32..5, 0_u32..5, 0_u32..5), 0..20),
        ) {
            let shown: Vec<_> = talks.iter().filter(|(a, b, c)| a + b + c >= SHOWN_FROM).collect();
            let free = shown.iter().filter(|(a, b, c)| *c < a + b).count();
            let share = PitchFree::of(talks.iter().map(|(a, b, c)| voices(*a, *b, *c)));
            prop_assert_eq!(share.map(|share| (share.talks as usize, share.free as usize)),
                            (!shown.is_empty()).then_some((shown.len(), free)));
        }
    }
}
