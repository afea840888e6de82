//! Reading the audit log. Source: resources/audit-log.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::state::audit::Entry;
use crate::state::id::Id;
use crate::state::permissions as bit;

/// GET /guilds/{guild}/audit-logs: newest first; with `after` oldest first.
pub fn list(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(50, 100)?;
    let (before, after, user) =
        (call.query_id("before")?, call.query_id("after")?, call.query_id("user_id")?);
    let action: Option<u16> = match call.query("action_type") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| {
            ApiError::field("action_type", "NUMBER_TYPE_COERCE", &format!("Value \"{text}\" is not int."))
        })?),
    };
    let guild = call.guild_with(bit::VIEW_AUDIT_LOG)?;
    let fits = |entry: &&Entry| {
        before.is_none_or(|before| entry.id < before)
            && after.is_none_or(|after| entry.id > after)
            && user.is_none_or(|user| entry.user == user)
            && action.is_none_or(|action| entry.action == action)
    };
    let entries: Vec<&Entry> = match after {
        Some(_) => guild.audit_log.iter().filter(fits).take(limit).collect(),
        None => guild.audit_log.iter().rev().filter(fits).take(limit).collect(),
    };
    let mut users: Vec<Id> =
        entries.iter().flat_map(|entry| [Some(entry.user), entry.target]).flatten().collect();
    users.sort();
    users.dedup();
    let users = users.iter().filter_map(|id| call.state.users.get(id)).map(|user| user.to_json());
    let of = |kinds: [u16; 3]| {
        let entries: Vec<&&Entry> = entries.iter().filter(|entry| kinds.contains(&entry.action)).collect();
        entries
    };
    let mut hooks: Vec<Value> = Vec::new();
    for id in of([50, 51, 52]).iter().filter_map(|entry| entry.target) {
        if let Some(hook) = call.state.webhooks.get(&id) {
            let json = call.state.webhook_json(hook, false, call.base);
            if !hooks.contains(&json) {
                hooks.push(json);
            }
        }
    }
    let mut threads: Vec<Value> = Vec::new();
    for id in of([110, 111, 112]).iter().filter_map(|entry| entry.target) {
        if let Some(thread) = call.state.channels.get(&id) {
            let json = thread.to_json();
            if !threads.contains(&json) {
                threads.push(json);
            }
        }
    }
    Ok(Answer::Json(json!({
        "audit_log_entries": entries.iter().map(|entry| entry.to_json()).collect::<Vec<_>>(),
        "users": users.collect::<Vec<_>>(), "webhooks": hooks, "threads": threads, "integrations": [],
        "guild_scheduled_events": [], "application_commands": [], "auto_moderation_rules": [],
    })))
}
