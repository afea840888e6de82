//! The commands of all servers.

use serde_json::{Value, json};

use super::maker::Maker;
use crate::discord::request::{AWARD_PERSON, CORRECT, REPORT, THANK};
use crate::points::request::RequestKind;
use crate::points::text::{CompanyName, EventName, Note, Reason};
use crate::store::BoardPeriod;

/// Discord: MANAGE_GUILD, as the text of a number.
const MANAGE_SERVER: &str = "32";

impl Maker<'_> {
    /// All of them.
    pub(super) fn everywhere(&self) -> Vec<Value> {
        vec![
            self.award(),
            self.allocation(),
            Self::anywhere(self.mypoints()),
            self.claim(),
            Self::anywhere(self.history()),
            self.leaderboard(),
            self.partner(),
            self.request(),
            self.requests(),
            self.offer(),
            self.setup(),
            Self::anywhere(self.help()),
            self.of_message(CORRECT, "menu-correct"),
            self.of_message(REPORT, "menu-report"),
            self.privacy(),
            self.of_message(THANK, "menu-thank"),
            self.of_person(AWARD_PERSON, "menu-award-person"),
        ]
    }

    fn request(&self) -> Value {
        let kinds: Vec<(&str, String)> = RequestKind::ALL
            .iter()
            .map(|kind| (kind.as_str(), format!("wanted-kind-{}", kind.as_str())))
            .collect();
        let kinds: Vec<(&str, &str)> = kinds.iter().map(|(word, key)| (*word, key.as_str())).collect();
        self.command(
            "request",
            vec![
                self.option("request", "kind", 3, json!({ "required": true, "choices": self.words(&kinds) })),
                self.option("request", "group", 3, json!({ "autocomplete": true })),
            ],
        )
    }

    fn requests(&self) -> Value {
        let scopes = [("server", "leaderboard-scope-server"), ("program", "leaderboard-scope-program")];
        let scopes = json!({ "choices": self.words(&scopes) });
        self.command("requests", vec![self.option("requests", "scope", 3, scopes)])
    }

    fn offer(&self) -> Value {
        let request = json!({ "required": true, "autocomplete": true });
        self.command(
            "offer",
            vec![
                self.below("offer", "make", vec![self.option("offer", "request", 3, request)]),
                self.below("offer", "list", Vec::new()),
                self.below("offer", "subscribe", Vec::new()),
            ],
        )
    }

    fn award(&self) -> Value {
        let most = self.rules.award().max_points().get();
        let reason = json!({ "required": true, "min_length": Reason::MIN, "max_length": Reason::MAX });
        self.command(
            "award",
            vec![
                self.option("award", "partner", 3, json!({ "required": true, "autocomplete": true })),
                self.option(
                    "award",
                    "contribution",
                    3,
                    json!({ "required": true, "choices": self.contributions() }),
                ),
                self.option("award", "reason", 3, reason),
                self.option(
                    "award",
                    "points",
                    4,
                    json!({ "autocomplete": true, "min_value": 1, "max_value": most }),
                ),
                self.option("award", "date", 3, json!({ "autocomplete": true })),
                self.option(
                    "award",
                    "event",
                    3,
                    json!({ "min_length": EventName::MIN, "max_length": EventName::MAX }),
                ),
                self.option("award", "link", 3, json!({ "max_length": 200 })),
                self.option("award", "group", 3, json!({ "autocomplete": true })),
            ],
        )
    }

    fn allocation(&self) -> Value {
        self.command(
            "allocation",
            vec![self.option("allocation", "group", 3, json!({ "autocomplete": true }))],
        )
    }

    fn mypoints(&self) -> Value {
        self.command("mypoints", vec![self.option("mypoints", "partner", 3, json!({ "autocomplete": true }))])
    }

    fn claim(&self) -> Value {
        let option = |name, more| self.option("claim", name, 3, more);
        let reason = json!({ "required": true, "min_length": Reason::MIN, "max_length": Reason::MAX });
        let kinds = json!({ "required": true, "choices": self.contributions() });
        self.command(
            "claim",
            vec![
                option("group", json!({ "required": true, "autocomplete": true })),
                option("contribution", kinds),
                option("reason", reason),
                option("date", json!({ "autocomplete": true })),
                option("link", json!({ "max_length": 200 })),
                option("partner", json!({ "autocomplete": true })),
            ],
        )
    }

    fn history(&self) -> Value {
        let option = |name| self.option("history", name, 3, json!({ "autocomplete": true }));
        self.command("history", vec![option("partner"), option("group")])
    }

    fn leaderboard(&self) -> Value {
        let scopes = [("server", "leaderboard-scope-server"), ("program", "leaderboard-scope-program")];
        let periods = BoardPeriod::ALL.map(|period| {
            let key = match period {
                BoardPeriod::This => "leaderboard-period-this",
                BoardPeriod::Last => "leaderboard-period-last",
                BoardPeriod::All => "leaderboard-period-all",
            };
            (period.as_str(), key)
        });
        let [scopes, periods] =
            [&scopes[..], &periods[..]].map(|words| json!({ "choices": self.words(words) }));
        let option = |name, kind, more| self.option("leaderboard", name, kind, more);
        let options = [
            option("scope", 3, scopes),
            option("period", 3, periods),
            option("contribution", 3, json!({ "choices": self.contributions() })),
            option("group", 3, json!({ "autocomplete": true })),
            option("post", 5, json!({})),
        ];
        self.command("leaderboard", options.to_vec())
    }

    fn help(&self) -> Value {
        self.command("help", Vec::new())
    }

    /// It is about the person and no server, so that it can be asked in the bot's direct messages as well.
    fn privacy(&self) -> Value {
        let below = ["view", "export", "delete"].map(|name| self.below("privacy", name, Vec::new()));
        let mut privacy = self.command("privacy", below.to_vec());
        privacy["contexts"] = json!([0, 1]);
        privacy
    }

    fn setup(&self) -> Value {
        let mut setup = self.command("setup", Vec::new());
        setup["default_member_permissions"] = json!(MANAGE_SERVER);
        setup
    }

    fn partner(&self) -> Value {
        let name = json!({ "min_length": CompanyName::MIN, "max_length": CompanyName::MAX });
        let needed = |mut more: Value| {
            more["required"] = json!(true);
            more
        };
        let note = json!({ "max_length": Note::MAX });
        let website = json!({ "max_length": 200 });
        let found = json!({ "autocomplete": true });
        let option = |name, kind, more| self.option("partner", name, kind, more);
        self.command(
            "partner",
            vec![
                self.below(
                    "partner",
                    "register",
                    vec![
                        option("name", 3, needed(name.clone())),
                        option("i-work-there", 5, json!({ "required": true })),
                        option("website", 3, website.clone()),
                        option("description", 3, note.clone()),
                    ],
                ),
                self.below(
                    "partner",
                    "edit",
                    vec![
                        option("partner", 3, found.clone()),
                        option("name", 3, name),
                        option("website", 3, website),
                        option("description", 3, note),
                        option("on-the-wall", 5, json!({})),
                    ],
                ),
                self.below("partner", "view", vec![option("partner", 3, needed(found.clone()))]),
                self.below("partner", "list", vec![option("tier", 3, json!({ "choices": self.tiers() }))]),
                self.below(
                    "partner",
                    "representative",
                    vec![
                        option("person", 6, json!({ "required": true })),
                        option("partner", 3, found),
                        option("remove", 5, json!({})),
                    ],
                ),
            ],
        )
    }
}
