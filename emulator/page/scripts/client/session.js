// A person's client: connection, guilds, messages, commands. No DOM here; views listen to its events:
// `status`, `guilds`, `message` (detail {channelId, kind, message, id}), `unread`, `attempt`, `typing` ({channelId, userId}).

import { Rest } from './rest.js';
import { Gateway } from './gateway.js';
import { freshNonce, Interactions } from './interactions.js';
import { Commands } from './commands.js';
import { ChannelLog, emojiKey } from './channel-log.js';
import { applyToGuilds, channelOf, guildOf, CHANNEL, TALK } from './guilds.js';
import { rightsIn, RIGHT } from './permissions.js';

const PAGE = 50;
/** Of a channel that is not on the screen no more messages than this are kept. */
const MOST_UNSEEN = 200;
const EPHEMERAL = 64;

export class Session extends EventTarget {
  status = 'connecting';
  user = null;
  guilds = new Map();
  directs = new Map();
  /** Channels with messages not seen yet: id → whether one of them names this person. */
  unread = new Map();
  /** Commands under way, as this client shows them: {id, channelId, label}. */
  attempts = [];
  #logs = new Map();
  #sessionId = '';
  #shown = null;

  /** `account`: a user of the control side's state. */
  constructor(account) {
    super();
    this.account = account;
    this.rest = new Rest(account.token);
    this.interactions = new Interactions(this.rest, () => this.#sessionId);
    this.commands = new Commands(this.rest);
    this.gateway = new Gateway(account.token, {
      dispatch: (name, data) => this.#receive(name, data),
      status: (word) => this.#setStatus(word),
    });
    this.dismissed = new Set(JSON.parse(sessionStorage.getItem(this.#dismissedKey()) ?? '[]'));
  }

  open() {
    this.gateway.open();
  }

  close() {
    this.gateway.close();
  }

  log(channelId) {
    if (!this.#logs.has(channelId)) this.#logs.set(channelId, new ChannelLog());
    return this.#logs.get(channelId);
  }

  channel(channelId) {
    for (const guild of this.guilds.values()) if (guild.channels.has(channelId)) return guild.channels.get(channelId);
    return this.directs.get(channelId) ?? null;
  }

  guildOfChannel(channelId) {
    return [...this.guilds.values()].find((guild) => guild.channels.has(channelId)) ?? null;
  }

  /** Whether this person has a right (a bit of RIGHT) in a channel; in direct messages always. */
  may(right, channel) {
    const guild = this.guildOfChannel(channel.id);
    return !guild || (rightsIn(guild, channel, this.user?.id) & right) === right;
  }

  /** The channels of a guild that this person sees, in order; a thread follows its parent. */
  channelsOf(guild, { categories = false } = {}) {
    const seen = [...guild.channels.values()].filter((channel) => !channel.archived && this.may(RIGHT.view, channel));
    const inOrder = (list) =>
      list.sort(
        (left, right) => left.position - right.position || left.id.length - right.id.length || (left.id < right.id ? -1 : 1),
      );
    const roots = inOrder(seen.filter((channel) => !channel.isThread && (categories || channel.type !== CHANNEL.category)));
    return roots.flatMap((channel) => [
      channel,
      ...inOrder(seen.filter((thread) => thread.isThread && thread.parentId === channel.id)),
    ]);
  }

  /** Tells which channel is on the screen, so that it counts as read. */
  show(channelId) {
    this.#shown = channelId;
    if (this.unread.delete(channelId)) this.#tell('unread');
  }

  /** Loads the newest messages, or (`earlier`) a page before the oldest one known. */
  async load(channelId, earlier = false) {
    const log = this.log(channelId);
    const oldest = earlier && log.messages[0] ? `&before=${log.messages[0].id}` : '';
    const before = new Set(log.messages.map((message) => message.id));
    const page = await this.rest.get(`/channels/${channelId}/messages?limit=${PAGE}${oldest}`);
    // What came while the page was on its way stays; of what was known before, only what others can't see.
    if (!earlier) log.messages = log.messages.filter((message) => !before.has(message.id) || message.flags & EPHEMERAL);
    for (const message of page) if (!this.dismissed.has(message.id)) log.put(message);
    log.loaded = true;
    log.complete = page.length < PAGE;
    return log;
  }

  /** Writes a message; `files`: File objects; `replyTo`: the message that it answers. */
  say(channelId, content, { files = [], replyTo = null } = {}) {
    const body = { content };
    if (replyTo) body.message_reference = { message_id: replyTo.id, fail_if_not_exists: false };
    return this.rest.send(`/channels/${channelId}/messages`, body, files);
  }

  /** Tells the others that this person is typing. */
  type(channelId) {
    return this.rest.post(`/channels/${channelId}/typing`);
  }

  edit(message, content) {
    return this.rest.patch(`/channels/${message.channel_id}/messages/${message.id}`, { content });
  }

  delete(message) {
    return this.rest.delete(`/channels/${message.channel_id}/messages/${message.id}`);
  }

  /** A thread that begins with a message; its id. */
  async startThread(message, name) {
    return this.#addThread(await this.rest.post(`/channels/${message.channel_id}/messages/${message.id}/threads`, { name }));
  }

  /** A forum's new post: `{name, applied_tags}` and its first message; its id. */
  async startPost(forumId, post, content, files = []) {
    return this.#addThread(await this.rest.send(`/channels/${forumId}/threads`, { ...post, message: { content } }, files));
  }

  /** It is known at once, whether its event comes before or after. */
  #addThread(raw) {
    applyToGuilds(this.guilds, 'THREAD_CREATE', raw);
    this.#tell('guilds', 'THREAD_CREATE');
    return raw.id;
  }

  /** The direct conversation with a user, opened when there is none; its id. */
  async openDirect(userId) {
    const channel = await this.rest.post('/users/@me/channels', { recipient_id: userId });
    this.#addDirect(channel);
    return channel.id;
  }

  react(message, emoji, on) {
    const path = `/channels/${message.channel_id}/messages/${message.id}/reactions/${encodeURIComponent(emojiKey(emoji))}/@me`;
    return on ? this.rest.put(path) : this.rest.delete(path);
  }

  /** Takes an ephemeral message off this person's screen, for good. */
  dismiss(message) {
    this.dismissed.add(message.id);
    sessionStorage.setItem(this.#dismissedKey(), JSON.stringify([...this.dismissed].slice(-500)));
    this.#removeMessage(message.channel_id, message.id);
  }

  /** Runs a command and shows, until it is over, that it is under way. Resolves to the outcome. */
  async attempt(channelId, label, body, files) {
    const attempt = { id: freshNonce(), channelId, label };
    this.attempts.push(attempt);
    this.#tell('attempt', attempt);
    const outcome = await this.interactions.run(body, files);
    this.attempts = this.attempts.filter((other) => other !== attempt);
    this.#tell('attempt', attempt);
    if (outcome.kind === 'failure') this.#noteFailure(attempt, outcome.text);
    return outcome;
  }

  /** A failure stands among the messages, as one that only this client has. */
  #noteFailure({ channelId, label }, text) {
    const message = {
      id: freshNonce(),
      channel_id: channelId,
      author: this.user,
      timestamp: new Date().toISOString(),
      flags: EPHEMERAL,
      failure: { label, text },
    };
    this.log(channelId).put(message);
    this.#tell('message', { channelId, kind: 'created', message });
  }

  #dismissedKey() {
    return `dismissed:${this.account.id}`;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #setStatus(word) {
    if (word === 'lost') this.interactions.giveUp();
    this.status = word;
    this.#tell('status', word);
  }

  #receive(name, data) {
    if (name === 'READY') this.#ready(data);
    else if (this.interactions.receive(name, data)) return;
    else if (name.startsWith('MESSAGE_')) this.#receiveMessage(name, data);
    else if (name === 'TYPING_START') this.#tell('typing', { channelId: data.channel_id, userId: data.user_id });
    else if (applyToGuilds(this.guilds, name, data)) this.#tell('guilds', name);
    else if (name === 'CHANNEL_CREATE' && data.type === CHANNEL.direct) this.#addDirect(data);
  }

  #ready(data) {
    this.user = data.user;
    this.#sessionId = data.session_id;
    this.guilds = new Map((data.guilds ?? []).filter((guild) => !guild.unavailable).map((guild) => [guild.id, guildOf(guild)]));
    for (const raw of data.private_channels ?? []) this.#addDirect(raw);
    for (const log of this.#logs.values()) log.loaded = false;
    this.commands.forget();
    this.#setStatus('ready');
    this.#tell('guilds', 'READY');
  }

  #addDirect(raw) {
    const channel = channelOf(raw);
    channel.name = (raw.recipients ?? []).map((user) => user.global_name || user.username).join(', ') || 'Direct messages';
    this.directs.set(channel.id, channel);
    this.#tell('guilds', 'DIRECT');
  }

  /** A message in a conversation that was opened without this client being told. */
  async #findDirect(channelId) {
    try {
      this.#addDirect(await this.rest.get(`/channels/${channelId}`));
    } catch {
      // The message stays in its log; READY names the conversation next time.
    }
  }

  #receiveMessage(name, data) {
    if (name === 'MESSAGE_CREATE' && !data.guild_id && !this.channel(data.channel_id)) this.#findDirect(data.channel_id);
    const log = this.log(data.channel_id);
    switch (name) {
      case 'MESSAGE_CREATE':
        this.#addMessage(log, data);
        break;
      case 'MESSAGE_UPDATE':
        this.#changed(log.patch(data));
        break;
      case 'MESSAGE_DELETE':
        this.#removeMessage(data.channel_id, data.id);
        break;
      case 'MESSAGE_DELETE_BULK':
        for (const id of data.ids) this.#removeMessage(data.channel_id, id);
        break;
      case 'MESSAGE_REACTION_ADD':
        this.#changed(log.react(data.message_id, data.emoji, 1, data.user_id === this.user.id));
        break;
      case 'MESSAGE_REACTION_REMOVE':
        this.#changed(log.react(data.message_id, data.emoji, -1, data.user_id === this.user.id));
        break;
      case 'MESSAGE_REACTION_REMOVE_ALL':
        this.#changed(log.patch({ id: data.message_id, reactions: [] }));
        break;
      default:
    }
  }

  #addMessage(log, message) {
    const kind = log.put(message) ? 'created' : 'changed';
    if (message.channel_id !== this.#shown && log.messages.length > MOST_UNSEEN) log.trim(PAGE);
    const channel = this.channel(message.channel_id);
    if (
      kind === 'created' &&
      message.channel_id !== this.#shown &&
      message.author.id !== this.user.id &&
      (!channel || TALK.has(channel.type))
    ) {
      const named = this.unread.get(message.channel_id) || (message.mentions ?? []).some((user) => user.id === this.user.id);
      this.unread.set(message.channel_id, named);
      this.#tell('unread');
    }
    this.#tell('message', { channelId: message.channel_id, kind, message });
  }

  #changed(message) {
    if (message) this.#tell('message', { channelId: message.channel_id, kind: 'changed', message });
  }

  #removeMessage(channelId, id) {
    this.log(channelId).remove(id);
    this.#tell('message', { channelId, kind: 'removed', id });
  }
}
