//! The ids that Discord gave the commands: with them a command's name in a text can be clicked.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::Value;

/// Commands' ids by name; none while Discord hasn't answered yet. Clones are the same list.
#[derive(Clone, Debug, Default)]
pub struct CommandIds(Arc<RwLock<HashMap<String, String>>>);

impl CommandIds {
    /// Takes in a list of commands as Discord gives it.
    pub(super) fn learn(&self, commands: &Value) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for command in commands.as_array().into_iter().flatten() {
            if let (Some(name), Some(id)) = (command["name"].as_str(), command["id"].as_str()) {
                known.insert(name.to_owned(), id.to_owned());
            }
        }
    }

    /// A command, subcommand included (`partner view`), so that a click types it; as plain text while its id isn't known.
    #[must_use]
    pub fn mention(&self, path: &str) -> String {
        let command = path.split(' ').next().unwrap_or_default();
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(command).map_or_else(|| format!("`/{path}`"), |id| format!("</{path}:{id}>"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_command_can_be_clicked_once_its_id_is_known() {
        let ids = CommandIds::default();
        assert_eq!(ids.mention("partner view"), "`/partner view`");
        ids.clone().learn(&json!([{ "name": "partner", "id": "7", "type": 1 }]));
        assert_eq!(ids.mention("partner view"), "</partner view:7>");
        assert_eq!(ids.mention("award"), "`/award`");
    }
}
