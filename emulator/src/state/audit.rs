//! The audit log: who changed what in a server, and why. Source: resources/audit-log.

use serde_json::{Value, json};

use super::State;
use super::id::Id;

/// So many entries are kept per server; the oldest are thrown out first.
const KEPT: usize = 1_000;

/// An entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The entry; grows with time.
    pub id: Id,
    /// Discord's number of the kind of change.
    pub action: u16,
    /// Who did it.
    pub user: Id,
    /// What was changed.
    pub target: Option<Id>,
    /// `{key, old_value, new_value}` each.
    pub changes: Value,
    /// More, by the kind.
    pub options: Option<Value>,
    /// `X-Audit-Log-Reason`.
    pub reason: Option<String>,
}

impl Entry {
    /// The entry as Discord sends it.
    pub fn to_json(&self) -> Value {
        let mut json = json!({
            "id": self.id, "action_type": self.action, "user_id": self.user, "target_id": self.target,
        });
        if self.changes.as_array().is_some_and(|changes| !changes.is_empty()) {
            json["changes"] = self.changes.clone();
        }
        if let Some(options) = &self.options {
            json["options"] = options.clone();
        }
        if let Some(reason) = &self.reason {
            json["reason"] = json!(reason);
        }
        json
    }
}

impl State {
    /// Writes an entry down and tells those who may read the log.
    pub fn write_down(&mut self, guild: Id, entry: Entry) {
        let Some(room) = self.guilds.get_mut(&guild) else { return };
        let mut data = entry.to_json();
        data["guild_id"] = json!(guild);
        room.audit_log.push_back(entry);
        if room.audit_log.len() > KEPT {
            room.audit_log.pop_front();
        }
        self.emit_to_guild(guild, "GUILD_AUDIT_LOG_ENTRY_CREATE", &data);
    }
}
