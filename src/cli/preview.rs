//! `ovation preview`: who would move up or down under other rules, and why.

use std::path::Path;

use serde_json::{Value, json};

use super::progress::{as_json, met, missing, tier_name};
use crate::points::preview::{Course, Lacking, Outlook};
use crate::points::rules::Rules;
use crate::run::{RunError, read_rules};
use crate::settings::Settings;
use crate::store::sql::SqlStore;
use crate::store::{Failure, Inquiries as _, Preview, StoreFault, system_clock};
use crate::words::Words;

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The rules have faults.
    #[error(transparent)]
    Rules(#[from] RunError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] StoreFault),
    /// The database is in trouble.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// There is nobody who could move.
    #[error("no program is in the database yet, so nobody would move; database.url in the settings names it")]
    Nobody,
}

/// What to print, and whether the rules can be taken.
pub struct Previewed {
    /// What to print.
    pub text: String,
    /// `false`: they lack ids that are in use.
    pub usable: bool,
}

/// Says who would move under the rules in a file.
///
/// # Errors
/// [`PreviewError`].
pub async fn preview(settings: &Settings, file: &Path, json: bool) -> Result<Previewed, PreviewError> {
    let (rules, _) = read_rules(file, &Words::load().map_err(RunError::from)?)?;
    let store = SqlStore::as_it_is(&settings.database.url, rules.clone(), system_clock()).await?;
    let store = store.ok_or(PreviewError::Nobody)?;
    let found = store.preview(&rules).await;
    store.close().await;
    let found = found?;
    let text = if json { format!("{:#}", json_of(&found)) } else { told(file, &rules, &found) };
    Ok(Previewed { text, usable: found.lacking.is_none() })
}

fn told(file: &Path, rules: &Rules, found: &Preview) -> String {
    let file = file.display();
    let (all, moving) = (found.companies, found.moving.len());
    let mut lines = vec![format!("{file}: {moving} of {all} active companies would move.")];
    let width = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
    let names = width(&mut found.moving.iter().map(|(name, _)| name.chars().count()));
    let ways: Vec<(String, String)> = found.moving.iter().map(|(_, outlook)| way(rules, outlook)).collect();
    let moves = width(&mut ways.iter().map(|(way, _)| way.chars().count()));
    for ((name, _), (way, why)) in found.moving.iter().zip(&ways) {
        lines.push(format!("  {name:<names$}  {way:<moves$}  {why}"));
    }
    if let Some(Lacking { contributions, tiers }) = &found.lacking {
        let kinds = contributions.iter().map(|id| format!("contribution {id}"));
        let missing: Vec<String> = kinds.chain(tiers.iter().map(|id| format!("tier {id}"))).collect();
        lines.push(format!(
            "These rules can't be taken: they lack what is in use: {}. Give each its section back; a name may change, \
             an id may not.",
            missing.join(", ")
        ));
    }
    lines.join("\n")
}

/// From where to where, and why.
fn way(rules: &Rules, outlook: &Outlook) -> (String, String) {
    let from = tier_name(rules, outlook.from.as_ref());
    match &outlook.course {
        Course::Up { to, progress } => {
            let why = format!("at the next daily evaluation: {}", met(rules, progress));
            (format!("up    {from} -> {}", tier_name(rules, Some(to))), why)
        }
        Course::Down { to, not_before, progress } => {
            let why = format!("not before {not_before}: {} missing", missing(rules, progress));
            (format!("down  {from} -> {}", tier_name(rules, to.as_ref())), why)
        }
        Course::Nowhere => (format!("lost  {from}"), "these rules have no such tier".to_owned()),
    }
}

fn json_of(found: &Preview) -> Value {
    let moving = found.moving.iter().map(|(name, outlook)| {
        let mut one = json!({ "partner": outlook.id, "name": name, "from": outlook.from });
        let (course, to, not_before, progress) = match &outlook.course {
            Course::Up { to, progress } => ("up", json!(to), None, Some(progress)),
            Course::Down { to, not_before, progress } => {
                ("down", json!(to), Some(not_before), Some(progress))
            }
            Course::Nowhere => ("lost", Value::Null, None, None),
        };
        one["course"] = json!(course);
        one["to"] = to;
        one["not_before"] = json!(not_before);
        one["progress"] = json!(progress.map(as_json));
        one
    });
    let lacking = found.lacking.as_ref();
    json!({
        "companies": found.companies,
        "moving": moving.collect::<Vec<_>>(),
        "lacking": lacking.map(|lacking| json!({ "contributions": lacking.contributions, "tiers": lacking.tiers })),
    })
}
