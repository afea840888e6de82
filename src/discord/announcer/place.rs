//! Where a new message goes: a channel, a forum's new post, the thread of a message, one person.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use serenity::all::{ChannelId, GuildId, MessageId, Route};
use serenity::http::{LightMethod, Request};

use super::super::client::{CallError, Client};
use super::super::look;
use super::super::reply::Card;
use super::look_for::{Found, id, is_marked, snowflake};
use super::outcome::{Fate, READ_BY_ALL, Stage, fate};
use super::{Announcer, Beside};
use crate::points::text::search_key;
use crate::store::outside::{Channel, Message};
use crate::store::{Errand, ErrandId, Facts, HelpRequest, Purpose, Way};

/// Discord's code: the message has a thread already.
const THREAD_EXISTS: u64 = 160_004;
/// Discord: kinds of channels that hold posts alone, forum and media.
const FORUMS: [u64; 2] = [15, 16];
/// Discord: a post has five tags at most.
const TAGS: usize = 5;
/// Minutes of silence until a thread is put away, the longest that Discord knows: a week.
const PUT_AWAY_AFTER: u32 = 10_080;
/// Discord: a thread's name has a hundred characters at most.
const NAME: usize = 100;

impl Announcer {
    /// Why a message isn't posted where it is to go: what a group's points are is for its leaders alone, and rights change after a
    /// channel was chosen. Nothing is sent before that is known.
    pub(super) async fn withheld(&self, errand: &Errand) -> Option<Fate> {
        if errand.purpose != Purpose::Reminder || errand.edits.is_some() {
            return None;
        }
        match self.client.everybody_sees(ChannelId::new(errand.channel.get())).await {
            Ok(false) => None,
            Ok(true) => Some(READ_BY_ALL),
            Err(error) => Some(match fate(&error, Stage::Posting) {
                Fate::Unknown { after, trouble } => Fate::Later { after, trouble },
                other => other,
            }),
        }
    }

    /// Makes a new message; in which channel, and Discord's answer.
    pub(super) async fn post(
        &self,
        errand: &Errand,
        facts: &Facts,
        (card, beside): (&Card, &Beside),
    ) -> Result<(Channel, Value), CallError> {
        if let Way::Thread(parent) = errand.way {
            self.open_thread(parent, errand.channel, facts).await?;
        }
        if let Facts::Request(request) = facts
            && let Some(forum) = forum(&self.client, errand.channel).await?
        {
            return self.post_in_forum(errand.channel, &forum, request, card).await;
        }
        let route = Route::ChannelMessages { channel_id: ChannelId::new(errand.channel.get()) };
        let nonce = errand.id.get().to_string();
        let body = |card: &Card| card.message(&nonce);
        let way = (route, LightMethod::Post);
        Ok((errand.channel, self.send(errand, way, (card, beside), body).await?))
    }

    /// Opens the thread of a message, where it isn't open yet. It has the message's number.
    async fn open_thread(&self, parent: Channel, message: Channel, facts: &Facts) -> Result<(), CallError> {
        let route = Route::ChannelMessageThreads {
            channel_id: ChannelId::new(parent.get()),
            message_id: MessageId::new(message.get()),
        };
        let name = match facts {
            Facts::Offer(offer) => &offer.request.topic,
            Facts::Prompt(request) => &request.topic,
            _ => "",
        };
        let body = json!({ "name": thread_name(name), "auto_archive_duration": PUT_AWAY_AFTER });
        match self.client.call(request(route, LightMethod::Post, &body)).await {
            Err(error) if error.code() != Some(THREAD_EXISTS) => Err(error),
            _ => Ok(()),
        }
    }

    async fn post_in_forum(
        &self,
        channel: Channel,
        forum: &Value,
        help: &HelpRequest,
        card: &Card,
    ) -> Result<(Channel, Value), CallError> {
        let route = Route::ChannelThreads { channel_id: ChannelId::new(channel.get()) };
        let body = json!({
            "name": thread_name(&help.topic), "auto_archive_duration": PUT_AWAY_AFTER,
            "applied_tags": self.tags(forum, help, &Value::Null), "message": card.edit(),
        });
        let answer = self.client.call(request(route, LightMethod::Post, &body)).await?;
        // The first message of a post has the post's own number.
        Ok((id(&answer).map_or(channel, Channel::new), answer))
    }

    /// The tags of a post: of `given` those that aren't ours, and those that have the name of what is asked for, or of how
    /// that stands, in any language. Tags that only moderators may give are left to them.
    fn tags(&self, forum: &Value, help: &HelpRequest, given: &Value) -> Vec<String> {
        let keys = |names: Vec<String>| names.iter().map(|name| search_key(name)).collect::<BTreeSet<_>>();
        let (fitting, ours) =
            (keys(look::request_tags(&self.words, help)), keys(look::all_request_tags(&self.words)));
        let known = forum["available_tags"].as_array().map(Vec::as_slice).unwrap_or_default();
        let named = |tag: &Value, names: &BTreeSet<String>| {
            tag["name"].as_str().is_some_and(|name| names.contains(&search_key(name)))
        };
        let is_given = |tag: &Value| given.as_array().is_some_and(|given| given.contains(&tag["id"]));
        let fits = known.iter().filter(|tag| {
            let free = tag["moderated"] != true;
            (free && named(tag, &fitting)) || (is_given(tag) && !(free && named(tag, &ours)))
        });
        fits.filter_map(|tag| tag["id"].as_str().map(str::to_owned)).take(TAGS).collect()
    }

    /// A forum's post has the tag of how its request stands now.
    pub(super) async fn tag_anew(&self, errand: &Errand, facts: &Facts) -> Result<(), CallError> {
        let (Facts::Request(help), Some((_, message))) = (facts, errand.edits) else { return Ok(()) };
        if help.topic.is_empty() {
            self.unname(Channel::new(message.get())).await?;
        }
        if message.get() != errand.channel.get() {
            return Ok(());
        }
        let route = Route::Channel { channel_id: ChannelId::new(errand.channel.get()) };
        let post = self.client.call(Request::new(route, LightMethod::Get)).await?;
        let Some(parent) = post["parent_id"].as_str().and_then(|id| id.parse().ok()) else { return Ok(()) };
        let Some(forum) = forum(&self.client, Channel::new(parent)).await? else { return Ok(()) };
        let tags = self.tags(&forum, help, &post["applied_tags"]);
        if post["applied_tags"] == json!(tags) {
            return Ok(());
        }
        let body = json!({ "applied_tags": tags });
        match self.client.call(request(route, LightMethod::Patch, &body)).await {
            // The message is right; a tag that the forum doesn't take is no reason to try again.
            Err(CallError::Refused { code, .. }) => {
                tracing::info!(errand = errand.id.get(), code, "a post keeps its former tags");
                Ok(())
            }
            answer => answer.map(|_| ()),
        }
    }

    /// The name of a request's thread was in the words of somebody who was erased. There may be no thread; one that was put
    /// away takes another name only while it is taken out.
    async fn unname(&self, thread: Channel) -> Result<(), CallError> {
        let route = Route::Channel { channel_id: ChannelId::new(thread.get()) };
        match self
            .client
            .call(request(route, LightMethod::Patch, &json!({ "name": thread_name(""), "archived": false })))
            .await
        {
            Err(CallError::Refused { status: 404, .. }) | Ok(_) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A thread that was put away takes no edits: it is taken out again.
    pub(super) async fn take_out(&self, thread: Channel) -> Result<(), CallError> {
        let route = Route::Channel { channel_id: ChannelId::new(thread.get()) };
        let body = json!({ "archived": false });
        self.client.call(request(route, LightMethod::Patch, &body)).await.map(|_| ())
    }

    /// Looks among the posts of a forum, open ones and those put away, for one that an earlier attempt made; none when the channel is no forum.
    pub(super) async fn look_in_forum(
        &self,
        errand: ErrandId,
        place: Channel,
        since: DateTime<Utc>,
    ) -> Result<Option<(Channel, Found)>, CallError> {
        let Some(forum) = forum(&self.client, place).await? else { return Ok(None) };
        let channel_id = ChannelId::new(place.get());
        if !self.client.reads_history(channel_id, self.me).await? {
            return Ok(Some((place, Found::Unreadable)));
        }
        let server = forum["guild_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0);
        let after = snowflake(since.min((self.clock)()) - super::look_for::CLOCKS_APART);
        let mut routes = vec![Route::ChannelArchivedPublicThreads { channel_id }];
        if server > 0 {
            routes.insert(0, Route::GuildThreadsActive { guild_id: GuildId::new(server) });
        }
        for route in routes {
            let listed = self.client.call(Request::new(route, LightMethod::Get)).await?;
            let posts = listed["threads"].as_array().map(Vec::as_slice).unwrap_or_default();
            let ours = posts.iter().filter(|post| {
                post["parent_id"] == place.to_string().as_str()
                    && post["owner_id"] == self.me.to_string().as_str()
            });
            for post in ours.filter_map(id).filter(|post| *post > after) {
                let first = Route::ChannelMessage {
                    channel_id: ChannelId::new(post),
                    message_id: MessageId::new(post),
                };
                match self.client.call(Request::new(first, LightMethod::Get)).await {
                    Ok(message) if is_marked(&message, errand) => {
                        return Ok(Some((Channel::new(post), Found::There(Message::new(post)))));
                    }
                    Err(error) if !matches!(error, CallError::Refused { status: 404, .. }) => {
                        return Err(error);
                    }
                    _ => {}
                }
            }
        }
        Ok(Some((place, Found::NotThere)))
    }
}

/// The channel as Discord describes it, if it is a forum.
async fn forum(client: &Client, channel: Channel) -> Result<Option<Value>, CallError> {
    let route = Route::Channel { channel_id: ChannelId::new(channel.get()) };
    let described = client.call(Request::new(route, LightMethod::Get)).await?;
    Ok(described["type"].as_u64().is_some_and(|kind| FORUMS.contains(&kind)).then_some(described))
}

fn thread_name(topic: &str) -> String {
    let name: String = topic.chars().take(NAME).collect();
    if name.trim().is_empty() { "…".to_owned() } else { name }
}

fn request<'a>(route: Route<'a>, method: LightMethod, body: &Value) -> Request<'a> {
    Request::new(route, method).body(Some(body.to_string().into_bytes()))
}
