//! The commands as Discord knows them, and telling it when they changed.

use serde_json::{Map, Value, json};
use serenity::all::{ApplicationId, GuildId, Route};
use serenity::http::{LightMethod, Request};

use super::client::{CallError, Client};
use super::words::{Speaker, Words, say};
use crate::points::Points;
use crate::points::rules::{Localized, Rules};
use crate::points::text::{CompanyName, EventName, Note, Reason};
use crate::store::outside::Server;

/// Discord: MANAGE_GUILD, as the text of a number.
const MANAGE_SERVER: &str = "32";
/// Discord: the largest number that an INTEGER option takes, 2^53 − 1.
const LARGEST_INTEGER: i64 = (1 << 53) - 1;
/// Discord's locales of a language; a language that isn't here is a locale itself.
const LOCALES: [(&str, &[&str]); 4] =
    [("en", &["en-US", "en-GB"]), ("es", &["es-ES", "es-419"]), ("pt", &["pt-BR"]), ("sv", &["sv-SE"])];

/// The commands for all servers, and those for the program's own server alone.
#[must_use]
pub fn definitions(words: &Words, rules: &Rules) -> (Value, Value) {
    let maker = Maker { words, rules };
    let everywhere =
        [maker.award(), maker.allocation(), maker.mypoints(), maker.partner(), maker.setup(), maker.help()];
    (everywhere.into_iter().collect(), Value::Array(vec![maker.program()]))
}

/// Tells Discord the commands, each list only when it differs from what Discord has.
///
/// # Errors
/// [`CallError`] as Discord answers.
pub async fn register(
    client: &Client,
    application: ApplicationId,
    words: &Words,
    rules: &Rules,
    own_server: Option<Server>,
) -> Result<(), CallError> {
    let (everywhere, own) = definitions(words, rules);
    put_changed(client, Route::Commands { application_id: application }, &everywhere).await?;
    if let Some(server) = own_server {
        let guild_id = GuildId::new(server.get());
        put_changed(client, Route::GuildCommands { application_id: application, guild_id }, &own).await?;
    }
    Ok(())
}

async fn put_changed(client: &Client, route: Route<'_>, wanted: &Value) -> Result<(), CallError> {
    let ask =
        Request::new(route, LightMethod::Get).params(Some(vec![("with_localizations", "true".to_owned())]));
    let known = client.call(ask).await?;
    if same_commands(wanted, &known) {
        return Ok(());
    }
    let body = serde_json::to_vec(wanted).unwrap_or_default();
    client.call(Request::new(route, LightMethod::Put).body(Some(body))).await?;
    tracing::info!("commands told to Discord");
    Ok(())
}

/// Whether Discord has exactly these commands. It adds fields of its own, so only what we say is compared.
fn same_commands(wanted: &Value, known: &Value) -> bool {
    let (Some(wanted), Some(known)) = (wanted.as_array(), known.as_array()) else { return false };
    wanted.len() == known.len()
        && wanted.iter().all(|one| known.iter().any(|other| one["name"] == other["name"] && says(one, other)))
}

/// Whether `known` says everything that `wanted` says. What is false, null or empty may be left out.
fn says(wanted: &Value, known: &Value) -> bool {
    match (wanted, known) {
        (Value::Object(wanted), Value::Object(known)) => {
            wanted.iter().all(|(key, value)| says(value, known.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(wanted), Value::Array(known)) => {
            wanted.len() == known.len() && wanted.iter().zip(known).all(|(one, other)| says(one, other))
        }
        (Value::Bool(false) | Value::Null, Value::Bool(false) | Value::Null) => true,
        (Value::Array(wanted), Value::Null) => wanted.is_empty(),
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        _ => wanted == known,
    }
}

struct Maker<'a> {
    words: &'a Words,
    rules: &'a Rules,
}

impl Maker<'_> {
    fn english(&self) -> Speaker {
        self.words.speak("en")
    }

    /// `description` in English, and in every other language that there is.
    fn described(&self, mut thing: Value, key: &str) -> Value {
        thing["description"] = json!(say!(self.english(), key));
        let others = self.others(|speaker| Some(say!(speaker, key)));
        if !others.is_empty() {
            thing["description_localizations"] = Value::Object(others);
        }
        thing
    }

    fn others(&self, text: impl Fn(&Speaker) -> Option<String>) -> Map<String, Value> {
        let mut others = Map::new();
        for language in self.words.languages().filter(|language| *language != "en") {
            let speaker = self.words.speak(language);
            let Some(text) = text(&speaker) else { continue };
            let own = [language];
            let known = LOCALES.iter().find(|(known, _)| *known == language);
            for locale in known.map_or(own.as_slice(), |(_, locales)| locales) {
                others.insert((*locale).to_owned(), json!(text));
            }
        }
        others
    }

    fn command(&self, name: &str, options: Vec<Value>) -> Value {
        let command =
            json!({ "name": name, "type": 1, "contexts": [0], "integration_types": [0], "options": options });
        self.described(command, &format!("command-{name}"))
    }

    fn below(&self, command: &str, name: &str, options: Vec<Value>) -> Value {
        self.described(
            json!({ "name": name, "type": 1, "options": options }),
            &format!("command-{command}-{name}"),
        )
    }

    /// An option; `more` has what is special to it.
    fn option(&self, command: &str, name: &str, kind: u8, more: Value) -> Value {
        let mut option = json!({ "name": name, "type": kind });
        if let (Value::Object(option), Value::Object(more)) = (&mut option, more) {
            option.extend(more);
        }
        self.described(option, &format!("option-{command}-{name}"))
    }

    fn contributions(&self) -> Value {
        let kinds = self.rules.contributions().iter();
        kinds.map(|kind| self.choice(kind.emoji(), kind.name(), kind.id().as_str())).collect()
    }

    fn tiers(&self) -> Value {
        self.rules.tiers().iter().map(|tier| self.choice("", tier.name(), tier.id().as_str())).collect()
    }

    fn choice(&self, emoji: &str, name: &Localized, value: &str) -> Value {
        let label = |language: &str| format!("{emoji} {}", name.get(language)).trim().to_owned();
        let mut choice = json!({ "name": label("en"), "value": value });
        let others = self.others(|speaker| Some(label(speaker.language())));
        if !others.is_empty() {
            choice["name_localizations"] = Value::Object(others);
        }
        choice
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

    fn help(&self) -> Value {
        self.command("help", Vec::new())
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

    fn program(&self) -> Value {
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
                below("audit", Vec::new()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_the_same_when_discord_only_adds_to_them() {
        let wanted = json!([{ "name": "help", "type": 1, "options": [] }]);
        assert!(same_commands(&wanted, &json!([{ "id": "1", "name": "help", "type": 1, "nsfw": false }])));
        assert!(!same_commands(&wanted, &json!([{ "id": "1", "name": "help", "type": 1, "options": [{}] }])));
        assert!(!same_commands(&wanted, &json!([])));
    }
}
