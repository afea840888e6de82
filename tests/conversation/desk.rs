//! The real dispatcher on a real database, asked without sockets: for what a client of Discord never sends, and for
//! what is asked thousands of times.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use async_trait::async_trait;
use chrono::{TimeDelta, Utc};
use ovation::discord::custom_id::CustomId;
use ovation::discord::reply::Reply;
use ovation::discord::request::{Incoming, Request};
use ovation::discord::{Dispatcher, Ended, Rights};
use ovation::playground::history;
use ovation::points::rules;
use ovation::service::{AwardAsked, Caller, Service};
use ovation::store::Clock;
use ovation::store::outside::{Account, Channel, Role, Server};
use ovation::store::sql::SqlStore;
use ovation::words::Words;
use serde_json::Value;

use crate::harness::database::{Database, Place};
use crate::harness::quick_rules;
use crate::wire::Sent;

/// The sample's own server, and its other one.
pub const OTTAWA: Server = Server::new(history::OWN_SERVER);
pub const RUST: Server = Server::new(1_000_000_000_000_000_201);
/// The channel of Ottawa's shout-outs, and one that belongs to no group.
pub const SHOUT_OUTS: Channel = Channel::new(1_000_000_000_000_000_121);
pub const GENERAL: Channel = Channel::new(1_000_000_000_000_000_122);

/// Somebody of the sample, as they come to Ottawa's server.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    pub account: u64,
    pub roles: &'static [u64],
    pub manages_server: bool,
    pub staff: bool,
    pub locale: &'static str,
}

const fn person(account: u64) -> Who {
    Who { account, roles: &[], manages_server: false, staff: false, locale: "en-US" }
}

pub const LEADER: Who = person(1_000_000_000_000_000_011);
pub const SECOND_LEADER: Who = person(1_000_000_000_000_000_012);
pub const OTHER_LEADER: Who = Who { locale: "fr", ..person(1_000_000_000_000_000_013) };
pub const PARTNER: Who = person(1_000_000_000_000_000_014);
pub const MEMBER: Who = person(1_000_000_000_000_000_015);
pub const STAFF: Who = Who { manages_server: true, staff: true, ..person(1_000_000_000_000_000_016) };

/// Discord says nothing of rights here.
struct NoWord;

#[async_trait]
impl Rights for NoWord {
    async fn reach(&self, _: Account) -> Option<Channel> {
        None
    }

    async fn missing(&self, _: Server, _: Channel, _: &[&'static str]) -> Vec<&'static str> {
        Vec::new()
    }
}

/// No two interactions have one number, whatever database they come to.
static INTERACTIONS: AtomicU64 = AtomicU64::new(1);

/// The sample program, without Discord.
pub struct Desk {
    pub dispatcher: Dispatcher,
    pub store: SqlStore,
    hand: Arc<AtomicI64>,
    /// Where its data are.
    pub place: Place,
}

impl Desk {
    /// With the sample's history.
    pub async fn sample() -> Self {
        Self::with(&quick_rules()).await
    }

    /// With the sample's history, by other rules.
    pub async fn with(text: &str) -> Self {
        let place = Database::of_this_run().make().await;
        history::write(&place.url, text).await.expect("the history is written");
        Self::on(place, text).await
    }

    /// With what is kept there, by these rules.
    pub async fn on(place: Place, text: &str) -> Self {
        let url = place.url.clone();
        let words = Words::load().expect("the words");
        let known: Vec<&str> = words.languages().collect();
        let rules = rules::parse("program.toml", text, &known).expect("the rules");
        let hand = Arc::new(AtomicI64::new(0));
        let read = Arc::clone(&hand);
        let clock: Clock = Arc::new(move || Utc::now() + TimeDelta::minutes(read.load(Ordering::SeqCst)));
        let store = SqlStore::open(&url, rules.clone(), text, Arc::clone(&clock)).await.expect("the store");
        let service = Service::new(Arc::new(store.clone()), Arc::new(rules), clock);
        let dispatcher = Dispatcher::new(service, words, Arc::new(NoWord));
        Self { dispatcher, store, hand, place }
    }

    /// All that there is, for copies of it; nobody has it open.
    pub async fn close(self) -> Place {
        self.store.close().await;
        self.place
    }

    /// The same program in a process of its own: another dispatcher and another store on the same database.
    pub async fn restarted(self) -> Self {
        let hand = self.hand.load(Ordering::SeqCst);
        let again = Self::on(self.close().await, &quick_rules()).await;
        again.hand.store(hand, Ordering::SeqCst);
        again
    }

    /// Something comes in as Discord sends it; the answer, and how it ended.
    pub async fn take(&self, sent: &Sent<'_>) -> (Reply, Ended) {
        let id = INTERACTIONS.fetch_add(1, Ordering::SeqCst);
        self.dispatcher.answer(sent.read(id).expect("serenity reads it")).await
    }

    /// Some minutes go by.
    pub fn later(&self, minutes: i64) {
        self.hand.fetch_add(minutes, Ordering::SeqCst);
    }

    /// Somebody, in a channel of Ottawa's server that belongs to no group.
    pub fn caller(&self, who: &Who) -> Caller {
        Caller {
            interaction: INTERACTIONS.fetch_add(1, Ordering::SeqCst),
            account: Account::new(who.account),
            server: Some(OTTAWA),
            channel: Some(GENERAL),
            roles: who.roles.iter().copied().map(Role::new).collect(),
            manages_server: who.manages_server,
            staff: who.staff,
        }
    }

    /// Somebody asks.
    pub async fn ask(&self, who: &Who, request: Request) -> Reply {
        self.ask_as(self.caller(who), who.locale, request).await
    }

    /// A caller asks, in a locale.
    pub async fn ask_as(&self, caller: Caller, locale: &str, request: Request) -> Reply {
        self.dispatcher.dispatch(Incoming { request, caller, locale: locale.to_owned() }).await
    }

    /// Somebody asks; the answer, and how it ended.
    pub async fn answer(&self, who: &Who, request: Request) -> (Reply, Ended) {
        self.answer_as(self.caller(who), who.locale, request).await
    }

    /// The same, for a caller, in a locale.
    pub async fn answer_as(&self, caller: Caller, locale: &str, request: Request) -> (Reply, Ended) {
        self.dispatcher.answer(Incoming { request, caller, locale: locale.to_owned() }).await
    }

    /// Somebody presses a button.
    pub async fn press(&self, who: &Who, custom_id: &str) -> Reply {
        let id = CustomId::parse(custom_id).expect("a custom id of this version");
        self.ask(who, Request::Click(id)).await
    }
}

/// `/award` for a presentation.
pub fn award(partner: &str, points: i64) -> AwardAsked {
    AwardAsked {
        partner: partner.to_owned(),
        contribution: "presentation".to_owned(),
        reason: "An evening of answers".to_owned(),
        points: Some(points),
        ..AwardAsked::default()
    }
}

/// Everything that a person reads in a reply, a line for each part.
pub fn text(reply: &Reply) -> String {
    let mut lines = Vec::new();
    collect(&reply.callback()["data"], &mut lines);
    lines.join("\n")
}

fn collect(part: &Value, lines: &mut Vec<String>) {
    for key in ["title", "content", "label", "placeholder"] {
        lines.extend(part[key].as_str().map(str::to_owned));
    }
    for part in part["components"].as_array().into_iter().flatten() {
        collect(part, lines);
    }
}

/// Whether only the person who asked sees it.
pub fn is_private(reply: &Reply) -> bool {
    reply.callback()["data"]["flags"].as_u64().is_some_and(|flags| flags & 64 != 0)
}

/// The custom id of a part of a reply that begins so.
pub fn custom_id(reply: &Reply, prefix: &str) -> String {
    fn find(part: &Value, prefix: &str) -> Option<String> {
        let own = part["custom_id"].as_str().filter(|id| id.starts_with(prefix)).map(str::to_owned);
        own.or_else(|| part["components"].as_array()?.iter().find_map(|part| find(part, prefix)))
    }
    find(&reply.callback()["data"], prefix).unwrap_or_else(|| panic!("no {prefix} in {}", text(reply)))
}

/// The record of the award whose receipt this is.
pub fn award_of(receipt: &Reply) -> i64 {
    match CustomId::parse(&custom_id(receipt, "v1:undo")) {
        Some(CustomId::Undo(record)) => record.get(),
        other => panic!("no receipt: {other:?}"),
    }
}
