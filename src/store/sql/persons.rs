//! What is kept about a person: everything that names their account, or the number by which the ledger knows them.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::SqlStore;
use super::erasure::{read_list, take_list};
use super::questions::KEPT as QUESTIONS_KEPT;
use super::rows::{flag, instant, unreadable};
use crate::store::outside::{Account, Server};
use crate::store::{
    Act, Erased, ErasureLine, Forgotten, GroupDraft, KeptDraft, KeptLead, KeptMessage, KeptOfPerson,
    KeptQuestion, KeptRecord, KeptVoice, KeptWants, Outcome, Persons, StoreFault,
};

/// Every column that names a person, by table: an account, or a row of `person`. What a person asks to see and to have
/// erased is in these.
#[cfg(test)]
pub(super) const NAMED_IN: [(&str, &str); 12] = [
    ("applause", "person_id"),
    ("draft", "account"),
    ("erasure", "person_id"),
    ("outbox", "account"),
    ("person", "account"),
    ("question", "account"),
    ("record", "actor_id"),
    ("record", "subject_id"),
    ("representative", "account"),
    ("seen", "person_id"),
    ("subscription", "account"),
    ("voice", "person_id"),
];

/// So long the words of a report are kept, and so long a panel that nobody goes on with.
const REPORTS_KEPT: TimeDelta = TimeDelta::days(90);
const DRAFTS_KEPT: TimeDelta = TimeDelta::days(30);

const REPORTS: &str = "
UPDATE record_text SET salt = unhex(''), text = ''
 WHERE text <> '' AND record_id IN (SELECT id FROM record WHERE kind = 'reported' AND at <= $1)";
/// The notes of those reports are drawn anew without their words.
const REPORTED: &str = "
INSERT INTO outbox (purpose, record_id, target, audience, group_id, due_at)
SELECT 'redraw', o.record_id, o.id, o.audience, o.group_id, CAST($2 AS BIGINT)
  FROM record r JOIN record_text t ON t.record_id = r.id AND t.text <> '' JOIN outbox o ON o.record_id = r.id AND o.purpose = 'report'
 WHERE r.kind = 'reported' AND r.at <= $1 AND (o.state = 'posted' OR o.attempted_at IS NOT NULL)
 ORDER BY o.id";
const DRAFTS: &str = "DELETE FROM draft WHERE at <= $1";
const QUESTIONS: &str = "DELETE FROM question WHERE at < $1";

const LEADS: &str = "
SELECT g.name, g.server FROM leader l JOIN user_group g ON g.id = l.group_id
 WHERE l.kind = 'user' AND l.subject = $1 ORDER BY g.name_key, g.id";

const REPRESENTS: &str = "
SELECT p.name FROM representative r JOIN partner p ON p.id = r.partner_id WHERE r.account = $1 ORDER BY p.name_key";

/// The records of person `$1`, with the words that they wrote. It reads the whole ledger: an index for what is asked so
/// seldom would make each award dearer.
const RECORDS: &str = "
SELECT r.id, r.kind, r.at, g.name AS group_name, p.name AS partner_name, r.contribution, r.points, r.detail,
       CASE WHEN r.actor_id = $1 THEN 1 ELSE 0 END AS by_them, CASE WHEN r.subject_id = $1 THEN 1 ELSE 0 END AS about_them,
       CASE WHEN r.actor_id = $1 THEN t.text END AS text, CASE WHEN r.actor_id = $1 THEN t.event END AS event,
       CASE WHEN r.actor_id = $1 THEN t.link END AS link
  FROM record r
  LEFT JOIN user_group g ON g.id = r.group_id
  LEFT JOIN partner p ON p.id = r.partner_id
  LEFT JOIN record_text t ON t.record_id = r.id
 WHERE r.actor_id = $1 OR r.subject_id = $1 ORDER BY r.id DESC";

const APPLAUSE: &str = "
SELECT a.outbox_id, p.name FROM applause a JOIN outbox o ON o.id = a.outbox_id JOIN record r ON r.id = o.record_id
  LEFT JOIN partner p ON p.id = r.partner_id WHERE a.person_id = $1 ORDER BY a.outbox_id";

const SEEN: &str = "
SELECT s.outbox_id, p.name FROM seen s JOIN outbox o ON o.id = s.outbox_id JOIN record r ON r.id = o.record_id
  LEFT JOIN partner p ON p.id = r.partner_id WHERE s.person_id = $1 ORDER BY s.outbox_id";

/// What was told directly to account `$1`.
const TOLD: &str = "
SELECT o.id, p.name FROM outbox o JOIN record r ON r.id = o.record_id LEFT JOIN partner p ON p.id = r.partner_id
 WHERE o.account = $1 ORDER BY o.id";

const VOICES: &str = "
SELECT v.outbox_id, p.name, v.says FROM voice v JOIN outbox o ON o.id = v.outbox_id JOIN record r ON r.id = o.record_id
  LEFT JOIN partner p ON p.id = r.partner_id WHERE v.person_id = $1 ORDER BY v.outbox_id";

#[async_trait]
impl Persons for SqlStore {
    async fn kept_of(&self, who: Account) -> Outcome<KeptOfPerson> {
        let mut moment = self.shared.readers.begin_with(self.shared.dialect.snapshot()).await?;
        let kept = read_kept(&mut moment, who).await;
        moment.commit().await?;
        kept
    }

    async fn erase(&self, act: Act, who: Account) -> Outcome<Erased> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&act).await? {
            return acting.erased(record).await;
        }
        let erased = acting.erase(Some(&act), who).await?;
        acting.commit().await?;
        Ok(erased)
    }

    async fn forget_old(&self) -> Outcome<Forgotten> {
        let mut acting = self.shared.begin().await?;
        let now = acting.clock;
        acting.overwrite(true).await?;
        sqlx::query(REPORTED)
            .bind((now - REPORTS_KEPT).timestamp_millis())
            .bind(now.timestamp_millis())
            .execute(acting.connection())
            .await?;
        let mut done = [0; 3];
        let steps = [(REPORTS, REPORTS_KEPT), (DRAFTS, DRAFTS_KEPT), (QUESTIONS, QUESTIONS_KEPT)];
        for (done, (text, kept)) in done.iter_mut().zip(steps) {
            let until = (now - kept).timestamp_millis();
            *done = sqlx::query(text).bind(until).execute(acting.connection()).await?.rows_affected();
        }
        acting.overwrite(false).await?;
        acting.commit().await?;
        let [reports, drafts, questions] = done;
        Ok(Forgotten { reports, drafts, questions })
    }

    async fn erasures(&self) -> Outcome<Vec<ErasureLine>> {
        read_list(&mut *self.shared.readers.acquire().await?).await
    }

    async fn take_erasures(&self, list: &[ErasureLine]) -> Outcome<u64> {
        let mut acting = self.shared.begin().await?;
        take_list(acting.connection(), list).await?;
        let erased = acting.erase_again().await?;
        acting.commit().await?;
        Ok(erased)
    }
}

async fn read_kept(moment: &mut AnyConnection, who: Account) -> Outcome<KeptOfPerson> {
    let person: Option<i64> = sqlx::query_scalar("SELECT id FROM person WHERE account = $1")
        .bind(who.stored())
        .fetch_optional(&mut *moment)
        .await?;
    let leads: Vec<(String, i64)> = sqlx::query_as(LEADS).bind(who.stored()).fetch_all(&mut *moment).await?;
    let leads = leads.into_iter().map(|(group, server)| KeptLead { group, server: id_text(server) });
    let mut kept = KeptOfPerson {
        leads: leads.collect(),
        represents: sqlx::query_scalar(REPRESENTS).bind(who.stored()).fetch_all(&mut *moment).await?,
        drafts: drafts(moment, who).await?,
        drafts_of_others: drafts_of_others(moment, who).await?.len() as u64,
        questions: questions(moment, who).await?,
        wants: wants(moment, who).await?,
        told: messages(moment, TOLD, who.stored()).await?,
        ..KeptOfPerson::default()
    };
    let Some(person) = person else { return Ok(kept) };
    let records = sqlx::query(RECORDS).bind(person).fetch_all(&mut *moment).await?;
    kept.records = records.iter().map(record).collect::<Result<_, _>>()?;
    kept.applause = messages(moment, APPLAUSE, person).await?;
    kept.seen = messages(moment, SEEN, person).await?;
    let voices: Vec<(i64, Option<String>, String)> =
        sqlx::query_as(VOICES).bind(person).fetch_all(&mut *moment).await?;
    let voice = |(message, company, says)| KeptVoice { message, company, says };
    kept.voices = voices.into_iter().map(voice).collect();
    Ok(kept)
}

async fn messages(moment: &mut AnyConnection, which: &'static str, person: i64) -> Outcome<Vec<KeptMessage>> {
    let rows: Vec<(i64, Option<String>)> = sqlx::query_as(which).bind(person).fetch_all(moment).await?;
    Ok(rows.into_iter().map(|(message, company)| KeptMessage { message, company }).collect())
}

async fn drafts(moment: &mut AnyConnection, who: Account) -> Outcome<Vec<KeptDraft>> {
    let rows: Vec<(i64, i64, String)> =
        sqlx::query_as("SELECT server, at, body FROM draft WHERE account = $1 ORDER BY server")
            .bind(who.stored())
            .fetch_all(moment)
            .await?;
    let draft = |(server, at, body): (i64, i64, String)| {
        Ok(KeptDraft { server: id_text(server), at: instant(at)?, body: json(&body)? })
    };
    Ok(rows.into_iter().map(draft).collect::<Result<_, StoreFault>>()?)
}

/// The panels of others in which a person is chosen: whose, in which server, and what is in them. One of another version
/// that has these digits is one of them, and empty.
pub(super) async fn drafts_of_others(
    connection: &mut AnyConnection,
    who: Account,
) -> Outcome<Vec<(i64, i64, GroupDraft)>> {
    let asked = "SELECT account, server, body FROM draft WHERE account <> $1 AND instr(body, $2) > 0";
    let rows: Vec<(i64, i64, String)> =
        sqlx::query_as(asked).bind(who.stored()).bind(who.to_string()).fetch_all(connection).await?;
    let named = |(account, server, body): (i64, i64, String)| match serde_json::from_str::<GroupDraft>(&body)
    {
        Ok(draft) if !draft.leader_users.contains(&who) => None,
        draft => Some((account, server, draft.unwrap_or_default())),
    };
    Ok(rows.into_iter().filter_map(named).collect())
}

/// What they want to hear of.
async fn wants(moment: &mut AnyConnection, who: Account) -> Outcome<Option<KeptWants>> {
    let row = sqlx::query("SELECT kinds, language, own, direct, since FROM subscription WHERE account = $1")
        .bind(who.stored())
        .fetch_optional(moment)
        .await?;
    let wants = |row: &AnyRow| {
        Ok::<_, StoreFault>(KeptWants {
            kinds: json(row.get("kinds"))?,
            language: row.get("language"),
            own_companies: flag(row, "own"),
            direct_messages_in: row.get::<Option<i64>, _>("direct").map(id_text),
            since: instant(row.get("since"))?,
        })
    };
    Ok(row.as_ref().map(wants).transpose()?)
}

async fn questions(moment: &mut AnyConnection, who: Account) -> Outcome<Vec<KeptQuestion>> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT at, body FROM question WHERE account = $1 ORDER BY id")
            .bind(who.stored())
            .fetch_all(moment)
            .await?;
    let question = |(at, body): (i64, String)| Ok(KeptQuestion { at: instant(at)?, body: json(&body)? });
    Ok(rows.into_iter().map(question).collect::<Result<_, StoreFault>>()?)
}

fn record(row: &AnyRow) -> Result<KeptRecord, StoreFault> {
    let text = |column| row.get::<Option<String>, _>(column).filter(|text| !text.is_empty());
    Ok(KeptRecord {
        record: row.get("id"),
        kind: row.get("kind"),
        at: instant(row.get("at"))?,
        by_you: flag(row, "by_them"),
        about_you: flag(row, "about_them"),
        group: row.get("group_name"),
        company: row.get("partner_name"),
        contribution: row.get("contribution"),
        points: row.get("points"),
        detail: json(row.get("detail"))?,
        text: text("text"),
        event: text("event"),
        link: text("link"),
    })
}

/// One of Discord's ids as a text.
fn id_text(stored: i64) -> String {
    Server::from_stored(stored).to_string()
}

fn json(text: &str) -> Result<Value, StoreFault> {
    serde_json::from_str(text).map_err(|error| unreadable("what is kept of a person", &error))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sqlx::{Connection, SqliteConnection};

    use super::NAMED_IN;
    use crate::store::sql::dialect::Dialect;

    /// A table that names persons and isn't listed would be shown to nobody and survive their erasure.
    #[tokio::test]
    async fn every_column_that_names_a_person_is_known() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("a database");
        Dialect::Sqlite.migrations().run(&mut connection).await.expect("the shape");
        let named: Vec<(String, String)> = sqlx::query_as(
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
              WHERE t.type = 'table' AND (c.name IN ('account', 'person_id') \
                 OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name) f WHERE f.\"from\" = c.name AND f.\"table\" = 'person'))",
        )
        .fetch_all(&mut connection)
        .await
        .expect("the columns");
        let known = NAMED_IN.iter().map(|(table, column)| ((*table).to_owned(), (*column).to_owned()));
        assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), known.collect());
    }
}
