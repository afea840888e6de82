//! The command of the program's own server.

use serde_json::{Value, json};

use super::maker::Maker;
use crate::points::Points;
use crate::points::group::BASE_AT_MOST;
use crate::points::text::Reason;

/// Discord: the largest number that an INTEGER option takes, 2^53 − 1.
const LARGEST_INTEGER: i64 = (1 << 53) - 1;

impl Maker<'_> {
    pub(super) fn program(&self) -> Value {
        let most = Points::MAX.get();
        let channel = json!({ "channel_types": [0, 5] });
        let reason = json!({ "required": true, "min_length": Reason::MIN, "max_length": Reason::MAX });
        let option = |name, kind, more| self.option("program", name, kind, more);
        let below = |name, options| self.below("program", name, options);
        let mut program = self.command(
            "program",
            vec![
                below(
                    "setup",
                    vec![
                        option("staff-channel", 7, channel.clone()),
                        option("announcements-channel", 7, channel),
                        option("requests-channel", 7, json!({ "channel_types": [0, 5, 15] })),
                        option("digest", 5, json!({})),
                    ],
                ),
                below("approve", Vec::new()),
                below(
                    "grant",
                    vec![
                        option("group", 3, json!({ "required": true, "autocomplete": true })),
                        option(
                            "points",
                            4,
                            json!({ "required": true, "min_value": -most, "max_value": most }),
                        ),
                        option("reason", 3, reason.clone()),
                    ],
                ),
                below(
                    "base",
                    vec![
                        option("group", 3, json!({ "required": true, "autocomplete": true })),
                        option("reason", 3, reason.clone()),
                        option("base", 4, json!({ "min_value": 0, "max_value": BASE_AT_MOST.get() })),
                    ],
                ),
                below(
                    "close",
                    vec![
                        option("group", 3, json!({ "required": true, "autocomplete": true })),
                        option("reason", 3, reason.clone()),
                    ],
                ),
                below(
                    "move",
                    vec![
                        option("group", 3, json!({ "required": true, "autocomplete": true })),
                        // A server's number is above what a number option takes.
                        option("server", 3, json!({ "required": true, "max_length": 20 })),
                        option("reason", 3, reason.clone()),
                    ],
                ),
                below(
                    "suspend",
                    vec![
                        option("partner", 3, json!({ "required": true, "autocomplete": true })),
                        option("reason", 3, reason.clone()),
                        option("resume", 5, json!({})),
                    ],
                ),
                below(
                    "merge",
                    vec![
                        option("from", 3, json!({ "required": true, "autocomplete": true })),
                        option("into", 3, json!({ "required": true, "autocomplete": true })),
                        option("reason", 3, reason.clone()),
                        option("since", 3, json!({})),
                        option("take-back", 5, json!({})),
                    ],
                ),
                below(
                    "reverse",
                    vec![
                        option(
                            "record",
                            4,
                            json!({ "required": true, "min_value": 1, "max_value": LARGEST_INTEGER }),
                        ),
                        option("reason", 3, reason),
                    ],
                ),
                below(
                    "correct",
                    vec![option(
                        "record",
                        4,
                        json!({ "required": true, "min_value": 1, "max_value": LARGEST_INTEGER }),
                    )],
                ),
                below(
                    "report",
                    vec![option(
                        "period",
                        3,
                        json!({ "choices": self.words(&[
                            ("this", "leaderboard-period-this"),
                            ("last", "leaderboard-period-last"),
                        ]) }),
                    )],
                ),
                below(
                    "audit",
                    vec![option("record", 4, json!({ "min_value": 1, "max_value": LARGEST_INTEGER }))],
                ),
            ],
        );
        // Contexts and installation types are for commands of all servers alone.
        if let Value::Object(program) = &mut program {
            program.remove("contexts");
            program.remove("integration_types");
        }
        program
    }
}
