//! What is kept about a person, and erasing it.
//!
//! The ledger names persons by numbers alone; who that is stands in one row. Erasure empties that row and whatever else
//! names the account, so that the person is nobody's any more; amounts and their records stay.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::outside::Account;
use super::{Act, Outcome};
use crate::evidence::bytes::Bytes;

/// Everything that is kept about a person, in the words of the tables. Discord's ids are texts: they are too long for
/// the numbers of many programs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KeptOfPerson {
    /// The groups that they lead by themselves.
    pub leads: Vec<KeptLead>,
    /// The companies that they represent.
    pub represents: Vec<String>,
    /// The records that name them, newest first.
    pub records: Vec<KeptRecord>,
    /// The shout-outs that they applauded.
    pub applause: Vec<KeptMessage>,
    /// The notes that they marked as seen.
    pub seen: Vec<KeptMessage>,
    /// What they said of shout-outs, as long as it is known who said it.
    pub voices: Vec<KeptVoice>,
    /// What they chose in a panel and didn't send.
    pub drafts: Vec<KeptDraft>,
    /// In how many panels of others they are chosen as somebody who leads.
    pub drafts_of_others: u64,
    /// What they were asked and didn't answer.
    pub questions: Vec<KeptQuestion>,
    /// What they want to hear of.
    pub wants: Option<KeptWants>,
    /// What was told to them directly.
    pub told: Vec<KeptMessage>,
}

/// A group that somebody leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptLead {
    /// The group.
    pub group: String,
    /// Its server.
    pub server: String,
}

/// A record that names somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptRecord {
    /// Its number.
    pub record: i64,
    /// What it is.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether they did it.
    pub by_you: bool,
    /// Whether it is about them.
    pub about_you: bool,
    /// The group.
    pub group: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// What for.
    pub contribution: Option<String>,
    /// The points.
    pub points: Option<i64>,
    /// What the record says besides.
    pub detail: Value,
    /// The words that they wrote.
    pub text: Option<String>,
    /// The event that they named.
    pub event: Option<String>,
    /// The link that they gave.
    pub link: Option<String>,
}

/// A message of the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptMessage {
    /// Its number in the outbox.
    pub message: i64,
    /// The company.
    pub company: Option<String>,
}

/// A voice on a shout-out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptVoice {
    /// Its number in the outbox.
    pub message: i64,
    /// The company.
    pub company: Option<String>,
    /// What they say.
    pub says: String,
}

/// What somebody wants to hear of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptWants {
    /// Kinds of requests.
    pub kinds: Value,
    /// In this language alone.
    pub language: Option<String>,
    /// What concerns their companies.
    pub own_companies: bool,
    /// The channel of direct messages, where they asked for them.
    pub direct_messages_in: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A panel that isn't sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptDraft {
    /// The server.
    pub server: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// What was chosen.
    pub body: Value,
}

/// A question that isn't answered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeptQuestion {
    /// Since when.
    pub at: DateTime<Utc>,
    /// What was asked for.
    pub body: Value,
}

impl KeptOfPerson {
    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What an erasure came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// It was done before, by this very act.
    pub again: bool,
    /// The groups that the person led.
    pub led: Vec<String>,
    /// The companies that the person represented.
    pub represented: Vec<String>,
}

/// What was kept for a time and is forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// So many reports have lost their words.
    pub reports: u64,
    /// So many panels are gone.
    pub drafts: u64,
    /// So many questions are gone.
    pub questions: u64,
}

/// A line of the list of those who were erased, so that a restored backup forgets them again. It doesn't say who it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErasureLine {
    /// The person's number.
    pub person: i64,
    /// What keeps others from guessing the account by its hash.
    pub salt: Bytes,
    /// The account's hash.
    pub hash: Bytes,
    /// When.
    pub at: i64,
}

/// Persons.
#[async_trait]
pub trait Persons {
    /// All that is kept about a person, as of one moment.
    ///
    /// # Errors
    /// Faults.
    async fn kept_of(&self, who: Account) -> Outcome<KeptOfPerson>;

    /// Erases a person: they lead and represent nothing any more, and nothing that is kept tells who they were. All of it
    /// or nothing. Who comes back later is a new person, whom the same act doesn't erase again.
    ///
    /// # Errors
    /// Faults.
    async fn erase(&self, act: Act, who: Account) -> Outcome<Erased>;

    /// Forgets what is kept for a time, whoever it is of: the words of reports after 90 days, panels that nobody went on
    /// with for 30 days, questions after a day. It may be asked at any time and by several processes at once.
    ///
    /// # Errors
    /// Faults.
    async fn forget_old(&self) -> Outcome<Forgotten>;

    /// The list of those who were erased.
    ///
    /// # Errors
    /// Faults.
    async fn erasures(&self) -> Outcome<Vec<ErasureLine>>;

    /// Takes over a list of those who were erased, and erases whoever of them is still known. How many those were.
    ///
    /// # Errors
    /// Faults; the list is taken over then, or nothing.
    async fn take_erasures(&self, list: &[ErasureLine]) -> Outcome<u64>;
}
