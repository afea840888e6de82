//! What becomes of an errand that Discord didn't take.

use std::time::Duration;

use super::super::client::CallError;

/// Longest wait between attempts.
const LONGEST: Duration = Duration::from_secs(300);

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Certainly not done: again, then.
    Later {
        /// When; none: by the number of attempts.
        after: Option<Duration>,
        /// A key of what stands in the way.
        trouble: &'static str,
    },
    /// Certainly not done: again, then; the rest of the channel doesn't wait for that.
    Alone {
        /// When.
        after: Duration,
        /// A key of what stands in the way.
        trouble: &'static str,
    },
    /// Nobody knows: look for it, then.
    Unknown {
        /// When; none: by the number of attempts.
        after: Option<Duration>,
        /// A key of what stands in the way.
        trouble: &'static str,
    },
    /// Nothing here mends it.
    GiveUp {
        /// A key of what stands in the way.
        trouble: &'static str,
        /// Whether this attempt certainly made nothing.
        certainly_not_made: bool,
    },
    /// What was to be drawn anew is gone.
    NothingLeft,
    /// The person takes no direct messages.
    Unwelcome,
}

/// What was being done when an error came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Looking for what an earlier attempt may have made.
    Looking,
    /// Posting a message.
    Posting,
    /// Opening a thread and posting in it.
    Talking,
    /// Telling one person directly.
    TellingDirectly,
    /// Drawing one anew.
    Editing,
    /// Publishing one.
    Publishing,
}

/// The history may not be read, so that nobody knows what an earlier attempt made.
pub(super) const UNREADABLE: Fate = Fate::GiveUp { trouble: "no-access", certainly_not_made: false };

/// It is for leaders alone, and everybody in the server would read it.
pub(super) const READ_BY_ALL: Fate = Fate::GiveUp { trouble: "read-by-all", certainly_not_made: true };

/// 1 s, 2 s, 4 s … up to five minutes.
pub(super) fn back_off(attempts: u32) -> Duration {
    Duration::from_secs(1 << attempts.min(9)).min(LONGEST)
}

/// Discord did something, and its answer doesn't say what.
pub(super) const UNREADABLE_ANSWER: Fate = Fate::Unknown { after: None, trouble: "unreadable-answer" };

/// What an error means for an errand.
pub(super) fn fate(error: &CallError, stage: Stage) -> Fate {
    let looking = stage == Stage::Looking;
    match error {
        CallError::PutOff { after, .. } if looking => {
            Fate::Unknown { after: Some(*after), trouble: "put-off" }
        }
        // Messages that are old or published are edited a few times an hour; the channel's new ones needn't wait for that.
        CallError::PutOff { after, global: false, code } if stage == Stage::Editing => {
            let trouble = if *code > 0 { "too-many-edits" } else { "put-off" };
            Fate::Alone { after: *after, trouble }
        }
        CallError::PutOff { after, .. } => Fate::Later { after: Some(*after), trouble: "put-off" },
        CallError::Refused { status, code, .. } => {
            let trouble = match (*code, *status) {
                (10003, _) => "channel-gone",
                (10008, _) => "message-gone",
                (50007 | 50278, _) => "no-direct-messages",
                (40067, _) => "tag-needed",
                (50001, _) => "no-access",
                (50013, _) if stage == Stage::Talking => "no-threads",
                (50013, _) => "no-permission",
                (_, 401) => "token-refused",
                (200_000, _) => "blocked-by-automod",
                (30046, _) => "too-many-edits",
                _ => "refused",
            };
            match (trouble, stage) {
                // A token is given anew, not mended by giving up.
                ("token-refused", Stage::Looking) => Fate::Unknown { after: None, trouble },
                ("token-refused", _) => Fate::Later { after: None, trouble },
                ("too-many-edits", _) => Fate::Later { after: None, trouble },
                ("channel-gone" | "message-gone", Stage::Editing | Stage::Publishing) => Fate::NothingLeft,
                ("no-direct-messages" | "no-access" | "channel-gone", Stage::TellingDirectly) => {
                    Fate::Unwelcome
                }
                _ => Fate::GiveUp { trouble, certainly_not_made: !looking },
            }
        }
        CallError::Unsendable(_) => Fate::GiveUp { trouble: "unsendable", certainly_not_made: !looking },
        CallError::Lost { never_sent: true, .. } if !looking => {
            Fate::Later { after: None, trouble: "unreachable" }
        }
        CallError::Lost { .. } => Fate::Unknown { after: None, trouble: "connection-lost" },
        CallError::Unavailable(_) => Fate::Unknown { after: None, trouble: "discord-in-trouble" },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: u64) -> CallError {
        CallError::Refused { status, code, message: String::new() }
    }

    #[test]
    fn what_certainly_was_not_made_may_be_tried_again_when_mended() {
        let gone = fate(&refused(404, 10003), Stage::Posting);
        assert_eq!(gone, Fate::GiveUp { trouble: "channel-gone", certainly_not_made: true });
        // While looking, an earlier attempt may have made it: it is not made again.
        let unseen = fate(&refused(403, 50001), Stage::Looking);
        assert_eq!(unseen, Fate::GiveUp { trouble: "no-access", certainly_not_made: false });
    }

    #[test]
    fn what_is_gone_needs_no_edit() {
        assert_eq!(fate(&refused(404, 10003), Stage::Editing), Fate::NothingLeft);
        assert_eq!(fate(&refused(404, 10008), Stage::Editing), Fate::NothingLeft);
        // A right that is missing can come back.
        assert!(matches!(fate(&refused(403, 50001), Stage::Editing), Fate::GiveUp { .. }));
    }

    #[test]
    fn old_messages_are_edited_when_discord_takes_it() {
        let later = Fate::Later { after: None, trouble: "too-many-edits" };
        assert_eq!(fate(&refused(400, 30046), Stage::Editing), later);
        let after = Duration::from_secs(1_163);
        let put_off = |code, global| CallError::PutOff { after, global, code };
        let alone = |trouble| Fate::Alone { after, trouble };
        for code in [20022, 20028, 30046] {
            assert_eq!(fate(&put_off(code, false), Stage::Editing), alone("too-many-edits"));
        }
        assert_eq!(fate(&put_off(0, false), Stage::Editing), alone("put-off"));
        // What is put off for all, or for what is new in the channel, holds the channel.
        for (error, stage) in [(put_off(0, true), Stage::Editing), (put_off(0, false), Stage::Posting)] {
            assert_eq!(fate(&error, stage), Fate::Later { after: Some(after), trouble: "put-off" });
        }
    }

    #[test]
    fn what_may_have_been_made_is_looked_for() {
        assert!(matches!(fate(&CallError::Unavailable(503), Stage::Posting), Fate::Unknown { .. }));
        let lost = CallError::Lost { problem: String::new(), never_sent: false };
        assert!(matches!(fate(&lost, Stage::Posting), Fate::Unknown { .. }));
        let never = CallError::Lost { problem: String::new(), never_sent: true };
        assert!(matches!(fate(&never, Stage::Posting), Fate::Later { .. }));
        assert!(matches!(fate(&never, Stage::Looking), Fate::Unknown { .. }));
    }

    #[test]
    fn waits_grow_and_end_at_five_minutes() {
        assert_eq!(back_off(0), Duration::from_secs(1));
        assert_eq!(back_off(3), Duration::from_secs(8));
        assert_eq!(back_off(40), LONGEST);
    }
}
