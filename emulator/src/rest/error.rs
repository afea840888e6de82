//! Discord's error answers: status, code, message, nested form errors.
//!
//! Codes: topics/opcodes-and-status-codes. Statuses and wording are those that are seen in practice.

use serde_json::{Value, json};

/// A refusal, as it goes over the wire.
#[derive(Debug, Clone)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Discord's code.
    pub code: u32,
    /// Discord's words.
    pub message: String,
    /// `errors` of an invalid form.
    pub errors: Option<Value>,
    /// Seconds after which it may be tried again.
    pub retry_after: Option<f64>,
}

macro_rules! refusals {
    ($($name:ident = $status:literal $code:literal $text:literal),* $(,)?) => {
        impl ApiError { $(
            #[doc = concat!($text, " (", stringify!($status), ", ", stringify!($code), ").")]
            pub fn $name() -> Self {
                ApiError { status: $status, code: $code, message: $text.to_owned(), errors: None, retry_after: None }
            }
        )* }
    };
}

refusals! {
    unauthorized = 401 0 "401: Unauthorized",
    not_found = 404 0 "404: Not Found",
    method_not_allowed = 405 0 "405: Method Not Allowed",
    unknown_application = 404 10002 "Unknown Application",
    unknown_channel = 404 10003 "Unknown Channel",
    unknown_guild = 404 10004 "Unknown Guild",
    unknown_member = 404 10007 "Unknown Member",
    unknown_invite = 404 10006 "Unknown Invite",
    unknown_ban = 404 10026 "Unknown Ban",
    max_roles = 400 30005 "Maximum number of server roles reached (250)",
    max_emojis = 400 30008 "Maximum number of emojis reached",
    banned = 403 40007 "The user is banned from this guild.",
    not_in_voice = 400 40032 "Target user is not connected to voice.",
    bad_oauth_token = 403 50025 "Invalid OAuth2 access token",
    nobody_banned = 400 500_000 "Failed to ban users",
    unknown_message = 404 10008 "Unknown Message",
    unknown_overwrite = 404 10009 "Unknown Overwrite",
    unknown_role = 404 10011 "Unknown Role",
    unknown_user = 404 10013 "Unknown User",
    unknown_emoji = 404 10014 "Unknown Emoji",
    unknown_webhook = 404 10015 "Unknown Webhook",
    unknown_interaction = 404 10062 "Unknown interaction",
    unknown_command = 404 10063 "Unknown application command",
    unknown_command_permissions = 404 10066 "Unknown application command permissions",
    unknown_event = 404 10070 "Unknown Guild Scheduled Event",
    bots_cannot = 403 20001 "Bots cannot use this endpoint",
    only_bots = 403 20002 "Only bots can use this endpoint",
    edits_limited = 429 20022 "This message cannot be edited due to announcement rate limits",
    max_pins = 400 30003 "Maximum number of pins reached (250)",
    max_reactions = 400 30010 "Maximum number of reactions reached (20)",
    daily_creates = 400 30034 "Max number of daily application command creates has been reached (200)",
    max_events = 400 30038 "Maximum number of uncompleted guild scheduled events reached (100)",
    entity_too_large = 413 40005 "Request entity too large",
    already_crossposted = 400 40033 "This message has already been crossposted.",
    forum_needs_a_thread = 400 40058 "Cannot send a message in a forum channel",
    already_acknowledged = 400 40060 "Interaction has already been acknowledged.",
    hook_needs_a_thread = 400 220_001 "Webhooks posted to forum channels must have a thread_name or thread_id",
    old_edits_limited = 429 30_046 "Maximum number of edits to messages older than 1 hour reached. Try again later",
    max_webhooks = 400 30007 "Maximum number of webhooks reached (15)",
    rate_limited = 429 0 "You are being rate limited.",
    max_follow_ups = 400 40094 "This interaction has reached the maximum number of follow-up messages",
    tag_needed = 400 40067 "A tag is required to create a forum post in this channel",
    missing_access = 403 50001 "Missing Access",
    wrong_channel_for_dm = 400 50003 "Cannot execute action on a DM channel",
    not_your_message = 403 50005 "Cannot edit a message authored by another user",
    empty_message = 400 50006 "Cannot send an empty message",
    cannot_dm = 403 50007 "Cannot send messages to this user",
    not_a_text_channel = 400 50008 "Cannot send messages in a non-text channel",
    missing_permissions = 403 50013 "Missing Permissions",
    bad_token = 401 50014 "Invalid authentication token provided",
    not_pinned_here = 400 50019 "A message can only be pinned to the channel it was sent in",
    wrong_channel_type = 400 50024 "Cannot execute action on this channel type",
    missing_scope = 403 50026 "Missing required OAuth2 scope",
    webhook_token = 401 50027 "Invalid Webhook Token",
    invalid_role = 400 50028 "Invalid Role",
    invalid_form = 400 50035 "Invalid Form Body",
    archived_thread = 400 50083 "Thread is archived",
    bad_json = 400 50109 "The request body contains invalid JSON.",
    unknown_attachment = 400 50146 "Could not find the uploaded file",
    reaction_blocked = 403 90001 "Reaction was blocked",
    thread_exists = 400 160004 "A thread has already been created for this message",
}

impl ApiError {
    /// An invalid form with these nested errors.
    pub fn form(errors: Value) -> Self {
        ApiError { errors: Some(errors), ..ApiError::invalid_form() }
    }

    /// An invalid form whose only fault is at one key.
    pub fn field(key: &str, code: &str, message: &str) -> Self {
        ApiError::form(json!({key: {"_errors": [{"code": code, "message": message}]}}))
    }

    /// A refusal in Discord's words for which there is no name here.
    pub fn other(status: u16, code: u32, message: &str) -> Self {
        ApiError { status, code, message: message.to_owned(), errors: None, retry_after: None }
    }

    /// One too many, for so many seconds.
    pub fn limited(after: f64) -> Self {
        ApiError { retry_after: Some(after), ..ApiError::rate_limited() }
    }

    /// The body.
    pub fn to_json(&self) -> Value {
        let mut json = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            json["errors"] = errors.clone();
        }
        if let Some(after) = self.retry_after {
            json["retry_after"] = json!((after * 1000.0).ceil() / 1000.0);
            json["global"] = json!(false);
        }
        json
    }
}
