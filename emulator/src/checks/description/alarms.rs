//! Where the published description is wrong or says less than the documentation does: the known
//! false alarms, each with its reason. The description's own readme says that the documentation
//! wins over it.

use super::schema::Direction;

/// A place of the description that is read otherwise.
pub(super) struct Alarm {
    /// The schema, by its name among the components.
    pub(super) schema: &'static str,
    /// The JSON pointer in that schema; empty for the whole of it.
    pub(super) pointer: &'static str,
    /// Whether it is about what bots send or what Discord answers.
    pub(super) direction: Direction,
    /// The schema to read instead, as JSON.
    pub(super) instead: &'static str,
    /// Why.
    pub(super) reason: &'static str,
}

/// A union whose branches tell no type, so that it needs another way to choose.
pub(super) struct Choice {
    /// The branches' names, in the description's order.
    pub(super) branches: &'static [&'static str],
    /// The schema to read instead, as JSON.
    pub(super) instead: &'static str,
    /// Why.
    pub(super) reason: &'static str,
}

/// Schemas that are read otherwise.
pub(super) const ALARMS: &[Alarm] = &[
    Alarm {
        schema: "SnowflakeType",
        pointer: "",
        direction: Direction::Request,
        instead: r#"{"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$", "minimum": 0}"#,
        reason: "Discord takes ids as numbers too: discord.py sends them so, and attachments[].id is the number of a file.",
    },
    Alarm {
        schema: "ApplicationFormPartial",
        pointer: "/properties/description",
        direction: Direction::Request,
        instead: r#"{"type": ["string", "object", "null"]}"#,
        reason: "The documentation has the description of an application as a plain text.",
    },
    Alarm {
        schema: "MessageReferenceType",
        pointer: "",
        direction: Direction::Request,
        instead: r#"{"type": "integer", "enum": [0, 1]}"#,
        reason: "The documentation has forwards, type 1.",
    },
    Alarm {
        schema: "MessageReferenceType",
        pointer: "",
        direction: Direction::Answer,
        instead: r#"{"type": "integer", "enum": [0, 1]}"#,
        reason: "The documentation has forwards, type 1.",
    },
    Alarm {
        schema: "RatelimitedResponse",
        pointer: "",
        direction: Direction::Answer,
        instead: r#"{
            "type": "object",
            "properties": {
                "message": {"type": "string"},
                "retry_after": {"type": "number"},
                "global": {"type": "boolean"},
                "code": {"type": "integer"}
            },
            "required": ["message", "retry_after", "global"]
        }"#,
        reason: "The documentation has the code of a 429 as optional.",
    },
    Alarm {
        schema: "ErrorDetails",
        pointer: "",
        direction: Direction::Answer,
        instead: r##"{
            "if": {"type": "object", "required": ["_errors"]},
            "then": {"$ref": "#/components/schemas/InnerErrors"},
            "else": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/ErrorDetails"}}
        }"##,
        reason: "With a union an error in the errors would be told of the outermost only.",
    },
    Alarm {
        schema: "InnerErrors",
        pointer: "/properties/_errors/items",
        direction: Direction::Answer,
        instead: r#"{
            "type": "object",
            "properties": {"code": {"type": ["string", "integer"]}, "message": {"type": "string"}},
            "required": ["code", "message"]
        }"#,
        reason: "The codes inside of a form error are words: BASE_TYPE_REQUIRED.",
    },
];

/// Unions that are chosen otherwise.
pub(super) const CHOICES: &[Choice] = &[
    Choice {
        branches: &["IncomingWebhookRequestPartial", "IncomingWebhookUpdateRequestPartial"],
        instead: r##"{"$ref": "#/components/schemas/IncomingWebhookRequestPartial"}"##,
        reason: "The second has only keys that the first has.",
    },
    Choice {
        branches: &["CreateForumThreadRequest", "CreateTextThreadWithoutMessageRequest"],
        instead: r##"{
            "if": {"type": "object", "required": ["message"]},
            "then": {"$ref": "#/components/schemas/CreateForumThreadRequest"},
            "else": {"$ref": "#/components/schemas/CreateTextThreadWithoutMessageRequest"}
        }"##,
        reason: "A forum's post is the one with a message.",
    },
    Choice {
        branches: &[
            "InteractionApplicationCommandAutocompleteCallbackIntegerData",
            "InteractionApplicationCommandAutocompleteCallbackNumberData",
            "InteractionApplicationCommandAutocompleteCallbackStringData",
        ],
        instead: r##"{
            "if": {
                "type": "object",
                "properties": {"choices": {"type": "array", "contains": {
                    "type": "object", "properties": {"value": {"type": "number"}}, "required": ["value"]
                }}},
                "required": ["choices"]
            },
            "then": {"$ref": "#/components/schemas/InteractionApplicationCommandAutocompleteCallbackNumberData"},
            "else": {"$ref": "#/components/schemas/InteractionApplicationCommandAutocompleteCallbackStringData"}
        }"##,
        reason: "Choices with numbers are for numbers, whole ones among them; others are for texts.",
    },
];

/// Routes that the documentation has and the description has not: `(method, path)`.
pub(super) const UNDESCRIBED: &[(&str, &str)] = &[
    // They take forms instead of JSON.
    ("POST", "/oauth2/token"),
    ("POST", "/oauth2/token/revoke"),
    // Documented under Monetization.
    ("GET", "/applications/{application_id}/skus"),
];

/// The schemas of the description that are read otherwise, each with the reason.
pub(in super::super) fn reasons() -> impl Iterator<Item = (String, &'static str)> {
    let alarms = ALARMS.iter().map(|alarm| (format!("{}{}", alarm.schema, alarm.pointer), alarm.reason));
    alarms.chain(CHOICES.iter().map(|choice| (choice.branches.join(" | "), choice.reason)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_alarm_is_json_and_has_its_reason() {
        let alarms = ALARMS.iter().map(|alarm| alarm.instead);
        for instead in alarms.chain(CHOICES.iter().map(|choice| choice.instead)) {
            assert!(serde_json::from_str::<serde_json::Value>(instead).is_ok(), "{instead}");
        }
        assert_eq!(reasons().count(), ALARMS.len() + CHOICES.len());
        assert!(reasons().all(|(_, reason)| reason.ends_with('.')));
    }
}
