//! The whole route table, one row a route and rule, each with the page of Discord's documentation that it comes from.
//!
//! Rows are run in order against one emulator, with the published description's checks on: every answer must validate.
//! What a row makes is kept under a name; later rows say `{name}`. Every route of the emulator has at least one row
//! that succeeds and one that is refused; a test counts them.

mod applications;
mod channels;
mod guilds;
mod interactions;
mod messages;
mod people;
mod webhooks;

use std::collections::{BTreeSet, HashMap};

use discord_emulator::World;
use discord_emulator::rest::find::find;
use discord_emulator::rest::route::ROUTES;
use discord_emulator::scenario::{ChannelSpec, RoleSpec, UserSpec};
use serde_json::{Value, json};

use crate::bot::{Bot, Rest, Scene, text, with_world};

/// The bot, which may do everything.
const BOT: &str = "Bot bot-token";
/// The owner of the server.
const ALICE: &str = "alice";
/// A member with the usual rights.
const BOB: &str = "bob";
/// Someone who is in no server.
const DORA: &str = "dora";
/// No token.
const NOBODY: &str = "";
/// What alice granted the bot, with all scopes.
const BEARER: &str = "Bearer {access}";

/// A request, and what must come back.
pub struct Row {
    page: &'static str,
    rule: &'static str,
    who: &'static str,
    ask: &'static str,
    body: Option<Value>,
    is_form: bool,
    status: u16,
    code: u64,
    keep: Vec<(&'static str, &'static str)>,
}

impl Row {
    fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    fn form(mut self, body: Value) -> Self {
        (self.body, self.is_form) = (Some(body), true);
        self
    }

    /// Keeps the answer's id under the name.
    fn keep(self, name: &'static str) -> Self {
        self.keep_at(name, "/id")
    }

    fn keep_at(mut self, name: &'static str, pointer: &'static str) -> Self {
        self.keep.push((name, pointer));
        self
    }

    fn route(&self) -> Option<(&'static str, &'static str)> {
        let (method, path) = self.ask.split_once(' ')?;
        // Names stand for ids, which are parts of the path; none of the fixed words looks like one.
        let path = path.split('?').next()?;
        find(method, path).ok().map(|found| (found.route.method, found.route.path))
    }
}

/// A row that succeeds.
fn ok(page: &'static str, who: &'static str, ask: &'static str, status: u16) -> Row {
    Row { page, rule: "", who, ask, body: None, is_form: false, status, code: 0, keep: Vec::new() }
}

/// A row that is refused because of a rule.
fn no(
    page: &'static str,
    rule: &'static str,
    who: &'static str,
    ask: &'static str,
    status: u16,
    code: u64,
) -> Row {
    Row { page, rule, who, ask, body: None, is_form: false, status, code, keep: Vec::new() }
}

/// Groups of rows; each is run against a world of its own.
pub fn groups() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("people", people::rows()),
        ("applications", applications::rows()),
        ("guilds", guilds::rows()),
        ("members", guilds::members()),
        ("channels", channels::rows()),
        ("threads", channels::threads()),
        ("messages", messages::rows()),
        ("webhooks", webhooks::rows()),
        ("interactions", interactions::rows()),
    ]
}

/// A server with everything that rows need.
pub async fn scene() -> (Scene, HashMap<String, String>) {
    let mut world = World::sample();
    world.user.push(UserSpec { username: "dora".into(), ..UserSpec::default() });
    let guild = &mut world.guild[0];
    guild.bot_permissions = Some("8".into());
    let channel = |name: &str, kind| ChannelSpec { name: name.into(), kind, ..ChannelSpec::default() };
    guild.channel.push(ChannelSpec { tags: vec!["new".into()], require_tag: true, ..channel("ideas", 15) });
    guild.channel.push(channel("Rooms", 4));
    guild.role.push(RoleSpec { name: "Gold".into(), ..RoleSpec::default() });
    let scene = Scene::of(with_world(world).await).await;
    let control = scene.emulator.control();
    let mut names = HashMap::new();
    let mut put = |name: &str, id: String| names.insert(name.to_owned(), id);
    put("app", scene.bot.rest.application().await);
    put("guild", scene.guild.clone());
    put("general", scene.general.clone());
    put("news", scene.announcements.clone());
    for name in ["ideas", "Rooms"] {
        put(&name.to_lowercase(), control.channel("Playground", name).await.unwrap());
    }
    for name in ["alice", "bob", "carol", "dora"] {
        put(name, control.user(name).await.unwrap());
    }
    put("gold", control.role("Playground", "Gold").await.unwrap());
    put("own_role", control.role("Playground", "Ovation").await.unwrap());
    let ideas = scene.bot.rest.get(&format!("/channels/{}", names["ideas"])).await.ok();
    names.insert("tag".into(), text(&ideas["available_tags"][0]["id"]));
    let scopes = discord_emulator::rest::oauth::SCOPES;
    for name in ["code", "code2"] {
        let wish = json!({"application": "Ovation", "user": "alice", "scopes": scopes});
        let url = format!("{}/_emulator/oauth2/codes", scene.emulator.url());
        let answer: Value =
            reqwest::Client::new().post(url).json(&wish).send().await.unwrap().json().await.unwrap();
        names.insert(name.into(), text(&answer["code"]));
    }
    (scene, names)
}

/// The text with names replaced by what was kept under them.
pub fn filled(template: &str, names: &HashMap<String, String>) -> String {
    let mut text = template.to_owned();
    for (name, value) in names {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

pub fn filled_json(template: &Value, names: &HashMap<String, String>) -> Value {
    match template {
        Value::String(text) => Value::String(filled(text, names)),
        Value::Array(list) => list.iter().map(|one| filled_json(one, names)).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, one)| (key.clone(), filled_json(one, names))).collect())
        }
        other => other.clone(),
    }
}

pub async fn run(bot: &mut Bot, row: &Row, names: &mut HashMap<String, String>) {
    let (method, path) = row.ask.split_once(' ').unwrap();
    let path = filled(path, names);
    assert!(!path.contains('{'), "{}: a name is missing in {path}", row.ask);
    let who = filled(row.who, names);
    let mut rest = bot.rest.clone();
    rest.authorization = Some(who).filter(|who| !who.is_empty());
    let body = row.body.as_ref().map(|body| filled_json(body, names));
    let answer = match (&body, row.is_form) {
        (Some(form), true) => rest.form(&path, form).await,
        _ => rest.ask(method, &path, body.clone()).await,
    };
    let said = format!("{} {}: {} as {:?}: {}", row.page, row.rule, row.ask, row.who, answer.body);
    assert_eq!((answer.status, answer.code()), (row.status, row.code), "{said}");
    for (name, pointer) in &row.keep {
        let found = answer.body.pointer(pointer).map(text).unwrap_or_default();
        assert!(!found.is_empty(), "nothing at {pointer}: {said}");
        names.insert((*name).to_owned(), found);
    }
    if row.ask == "POST /interactions" && row.status == 204 {
        let asked = bot.interaction().await;
        names.insert("interaction".into(), text(&asked["id"]));
        names.insert("token".into(), text(&asked["token"]));
    }
}

#[tokio::test]
async fn each_row_of_the_table_holds_and_every_answer_validates() {
    for (group, rows) in groups() {
        let (mut scene, mut names) = scene().await;
        let control = scene.emulator.control();
        for row in &rows {
            // Each row starts with full buckets; what limits do is said elsewhere.
            control.fault(json!({"kind": "clear"})).await.unwrap();
            run(&mut scene.bot, row, &mut names).await;
        }
        assert!(!rows.is_empty(), "{group}");
        scene.answers_are_valid().await;
    }
}

/// Nobody is refused these: they ask for no token and have no body.
const NEVER_REFUSED: [(&str, &str); 1] = [("GET", "/gateway")];

#[test]
fn no_route_is_forgotten() {
    let rows: Vec<Row> = groups().into_iter().flat_map(|(_, rows)| rows).collect();
    let met = |is_met: fn(u16) -> bool| -> BTreeSet<(&str, &str)> {
        rows.iter().filter(|row| is_met(row.status)).filter_map(Row::route).collect()
    };
    let (succeed, refused) = (met(|status| status < 300), met(|status| status >= 400));
    let all: BTreeSet<(&str, &str)> = ROUTES.iter().map(|route| (route.method, route.path)).collect();
    assert_eq!(all.len(), ROUTES.len(), "a route stands twice in the table");
    let missing: Vec<_> = all.difference(&succeed).collect();
    assert!(missing.is_empty(), "no row succeeds at {missing:#?}");
    let missing: Vec<_> = all.difference(&refused).filter(|route| !NEVER_REFUSED.contains(route)).collect();
    assert!(missing.is_empty(), "no row is refused at {missing:#?}");
    for row in &rows {
        assert!(row.page.contains('/'), "{} names no page", row.ask);
        assert!(row.status < 400 || !row.rule.is_empty(), "{} names no rule", row.ask);
    }
}

#[tokio::test]
async fn a_person_asks_as_a_bot_does() {
    let (scene, names) = scene().await;
    for path in ["/users/@me", "/guilds/{guild}", "/channels/{general}/messages"] {
        let answer = Rest::with(&scene.emulator, Some(BOB)).get(&filled(path, &names)).await;
        assert_eq!(answer.status, 200, "{path}");
    }
}
