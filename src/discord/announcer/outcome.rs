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
    /// Nobody knows: look for it, then.
    Unknown {
        /// A key of what stands in the way.
        trouble: &'static str,
    },
    /// Nothing here mends it.
    GiveUp {
        /// A key of what stands in the way.
        trouble: &'static str,
        /// Whether it may be tried again when somebody mends the cause.
        certainly_not_made: bool,
    },
}

/// 1 s, 2 s, 4 s … up to five minutes.
pub(super) fn back_off(attempts: u32) -> Duration {
    Duration::from_secs(1 << attempts.min(9)).min(LONGEST)
}

/// What an error means for an errand. `looking`: it came while looking for what an earlier attempt may have made.
pub(super) fn fate(error: &CallError, looking: bool) -> Fate {
    match error {
        CallError::PutOff { .. } if looking => Fate::Unknown { trouble: "put-off" },
        CallError::PutOff { after, .. } => Fate::Later { after: Some(*after), trouble: "put-off" },
        CallError::Refused { status, code, .. } => {
            let trouble = match (*code, *status) {
                (10003, _) => "channel-gone",
                (10008, _) => "message-gone",
                (50001, _) => "no-access",
                (50013, _) => "no-permission",
                (_, 401) => "token-refused",
                (200_000, _) => "blocked-by-automod",
                _ => "refused",
            };
            match (trouble, looking) {
                // A token is given anew, not mended by giving up.
                ("token-refused", false) => Fate::Later { after: None, trouble },
                ("token-refused", true) => Fate::Unknown { trouble },
                (_, looking) => Fate::GiveUp { trouble, certainly_not_made: !looking },
            }
        }
        CallError::Unsendable(_) => Fate::GiveUp { trouble: "unsendable", certainly_not_made: !looking },
        CallError::Lost { never_sent: true, .. } if !looking => {
            Fate::Later { after: None, trouble: "unreachable" }
        }
        CallError::Lost { .. } => Fate::Unknown { trouble: "connection-lost" },
        CallError::Unavailable(_) => Fate::Unknown { trouble: "discord-in-trouble" },
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
        let gone = fate(&refused(404, 10003), false);
        assert_eq!(gone, Fate::GiveUp { trouble: "channel-gone", certainly_not_made: true });
        // While looking, an earlier attempt may have made it: it is not made again.
        let unseen = fate(&refused(403, 50001), true);
        assert_eq!(unseen, Fate::GiveUp { trouble: "no-access", certainly_not_made: false });
    }

    #[test]
    fn what_may_have_been_made_is_looked_for() {
        assert!(matches!(fate(&CallError::Unavailable(503), false), Fate::Unknown { .. }));
        let lost = CallError::Lost { problem: String::new(), never_sent: false };
        assert!(matches!(fate(&lost, false), Fate::Unknown { .. }));
        let never = CallError::Lost { problem: String::new(), never_sent: true };
        assert!(matches!(fate(&never, false), Fate::Later { .. }));
        assert!(matches!(fate(&never, true), Fate::Unknown { .. }));
    }

    #[test]
    fn waits_grow_and_end_at_five_minutes() {
        assert_eq!(back_off(0), Duration::from_secs(1));
        assert_eq!(back_off(3), Duration::from_secs(8));
        assert_eq!(back_off(40), LONGEST);
    }
}
