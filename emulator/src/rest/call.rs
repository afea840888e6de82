//! One request, ready to be handled: who asks, with what, and the questions that every handler asks.

use serde_json::Value;

use super::error::ApiError;
use crate::state::State;
use crate::state::audit::Entry;
use crate::state::channel::Channel;
use crate::state::guild::Guild;
use crate::state::id::Id;
use crate::state::permissions as bit;
use crate::upload::Upload;

/// Who sent the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A bot; application and user have one id.
    Bot(Id),
    /// A person's client.
    Person(Id),
    /// An application, with a token that a person granted it.
    Bearer {
        /// The person.
        user: Id,
        /// The grant's number.
        grant: u64,
    },
    /// Nobody said so: the token in the path must do.
    Nobody,
}

/// What a handler answers.
#[derive(Debug)]
pub enum Answer {
    /// 204.
    Empty,
    /// 200.
    Json(Value),
    /// 201.
    Created(Value),
    /// Another status.
    Status(u16, Value),
}

/// A handler's result.
pub type Outcome = Result<Answer, ApiError>;

/// A request in the hands of its handler.
pub struct Call<'a> {
    /// The emulated Discord, locked.
    pub state: &'a mut State,
    /// Who asks.
    pub who: Who,
    /// Parts of the path by name.
    pub params: &'a [(&'static str, &'a str)],
    /// The query as it came.
    pub query: &'a str,
    /// The JSON body; null when there is none.
    pub body: &'a Value,
    /// Uploaded files.
    pub files: Vec<Upload>,
    /// `http://host:port` as the caller reached us.
    pub base: &'a str,
    /// Why it is done, for the audit log.
    pub reason: Option<&'a str>,
}

/// Discord: a reason has at most so many characters.
const REASON: usize = 512;

impl Call<'_> {
    /// A part of the path as it came.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(other, _)| *other == name).map_or("", |(_, value)| value)
    }

    /// A part of the path that must be a snowflake.
    pub fn id(&self, name: &str) -> Result<Id, ApiError> {
        let text = self.param(name);
        text.parse().map_err(|_| {
            let message = format!("Value \"{text}\" is not snowflake.");
            ApiError::field(&format!("{name}_id"), "NUMBER_TYPE_COERCE", &message)
        })
    }

    /// A value of the query, decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        query_value(self.query, name)
    }

    /// A snowflake of the query.
    pub fn query_id(&self, name: &str) -> Result<Option<Id>, ApiError> {
        let Some(text) = self.query(name) else { return Ok(None) };
        let message = format!("Value \"{text}\" is not snowflake.");
        text.parse().map(Some).map_err(|_| ApiError::field(name, "NUMBER_TYPE_COERCE", &message))
    }

    /// A limit of the query, between 1 and `max`.
    pub fn query_limit(&self, usual: usize, max: usize) -> Result<usize, ApiError> {
        let Some(text) = self.query("limit") else { return Ok(usual) };
        match text.parse::<usize>() {
            Ok(0) => Err(ApiError::field(
                "limit",
                "NUMBER_TYPE_MIN",
                "int value should be greater than or equal to 1.",
            )),
            Ok(limit) if limit > max => {
                let message = format!("int value should be less than or equal to {max}.");
                Err(ApiError::field("limit", "NUMBER_TYPE_MAX", &message))
            }
            Ok(limit) => Ok(limit),
            Err(_) => {
                let message = format!("Value \"{text}\" is not int.");
                Err(ApiError::field("limit", "NUMBER_TYPE_COERCE", &message))
            }
        }
    }

    /// The account that asks.
    pub fn me(&self) -> Result<Id, ApiError> {
        match self.who {
            Who::Bot(id) | Who::Person(id) | Who::Bearer { user: id, .. } => Ok(id),
            Who::Nobody => Err(ApiError::unauthorized()),
        }
    }

    /// Is it a bot that asks?
    pub fn is_bot(&self) -> bool {
        matches!(self.who, Who::Bot(_))
    }

    /// Refuses a reason that is too long.
    pub fn check_reason(&self) -> Result<(), ApiError> {
        if self.reason.is_none_or(|reason| reason.chars().count() <= REASON) {
            return Ok(());
        }
        let text = format!("Must be {REASON} or fewer in length.");
        Err(ApiError::field("reason", "BASE_TYPE_MAX_LENGTH", &text))
    }

    /// Writes into the audit log what the caller did.
    pub fn log(&mut self, guild: Id, action: u16, target: Option<Id>, changes: Value) {
        self.log_with(guild, action, target, changes, None);
    }

    /// The same, with `options`.
    pub fn log_with(
        &mut self,
        guild: Id,
        action: u16,
        target: Option<Id>,
        changes: Value,
        options: Option<Value>,
    ) {
        let Ok(user) = self.me() else { return };
        let (id, reason) = (self.state.ids.make(), self.reason.map(str::to_owned));
        self.state.write_down(guild, Entry { id, action, user, target, changes, options, reason });
    }

    /// The application of the path, which must be the bot's own.
    pub fn own_application(&self) -> Result<Id, ApiError> {
        let id = self.id("application")?;
        if !self.state.applications.contains_key(&id) {
            return Err(ApiError::unknown_application());
        }
        let granted = crate::rest::oauth::application_of(self) == Some(id);
        if self.who != Who::Bot(id) && !granted {
            return Err(ApiError { status: 403, code: 20012, ..ApiError::missing_access() });
        }
        Ok(id)
    }

    /// The guild of the path, which the caller must be in.
    pub fn guild(&self) -> Result<&Guild, ApiError> {
        let id = self.id("guild")?;
        let guild = self.state.guilds.get(&id).ok_or_else(ApiError::unknown_guild)?;
        if !guild.members.contains_key(&self.me()?) {
            return Err(if self.is_bot() { ApiError::missing_access() } else { ApiError::unknown_guild() });
        }
        Ok(guild)
    }

    /// The guild of the path, where the caller must have these rights.
    pub fn guild_with(&self, bits: u64) -> Result<&Guild, ApiError> {
        let guild = self.guild()?;
        if bit::in_guild(guild, self.me()?) & bits == bits {
            Ok(guild)
        } else {
            Err(ApiError::missing_permissions())
        }
    }

    /// The channel of the path, which the caller must see.
    pub fn channel(&self) -> Result<&Channel, ApiError> {
        self.channel_called("channel")
    }

    /// The channel whose id stands in this part of the path, which the caller must see.
    pub fn channel_called(&self, name: &str) -> Result<&Channel, ApiError> {
        self.visible_channel(self.id(name)?)
    }

    /// The channel with this id, which the caller must see.
    pub fn visible_channel(&self, id: Id) -> Result<&Channel, ApiError> {
        let channel = self.state.channels.get(&id).ok_or_else(ApiError::unknown_channel)?;
        let me = self.me()?;
        let is_direct = channel.guild.is_none();
        if self.state.may_see(channel, me) {
            Ok(channel)
        } else if is_direct {
            Err(ApiError::unknown_channel())
        } else {
            Err(ApiError::missing_access())
        }
    }

    /// Refuses unless the caller has all of these rights in the channel.
    pub fn need(&self, channel: &Channel, bits: u64) -> Result<(), ApiError> {
        let has = self.state.rights(channel, self.me()?);
        if has & bits == bits { Ok(()) } else { Err(ApiError::missing_permissions()) }
    }
}

/// A value of a query string, decoded.
pub fn query_value(query: &str, name: &str) -> Option<String> {
    raw_query_value(query, name).map(decoded)
}

/// A value of a query string as it came.
pub fn raw_query_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then_some(value)
    })
}

/// Percent signs and pluses decoded; what isn't UTF-8 becomes a replacement mark.
pub fn decoded(text: &str) -> String {
    decoded_bytes(text.as_bytes())
}

/// The same for what may be no text at all.
pub fn decoded_bytes(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (bytes[at], digits.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded() {
        assert_eq!(query_value("a=1&query=%F0%9F%91%8F+x%2", "query").as_deref(), Some("👏 x%2"));
        assert_eq!(query_value("a=1", "b"), None);
    }
}
