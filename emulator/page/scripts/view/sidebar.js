// Servers and, for the chosen one, its channels.

import { element, icon } from './elements.js';
import { CHANNEL, TALK } from '../client/guilds.js';

const ICONS = {
  [CHANNEL.announcement]: 'megaphone',
  [CHANNEL.forum]: 'forum',
  [CHANNEL.media]: 'forum',
  [CHANNEL.voice]: 'voice',
  [CHANNEL.stage]: 'voice',
  [CHANNEL.thread]: 'thread',
  [CHANNEL.newsThread]: 'thread',
  [CHANNEL.privateThread]: 'thread',
  [CHANNEL.direct]: 'person',
};
const KIND = { [CHANNEL.announcement]: 'announcements', [CHANNEL.forum]: 'forum', [CHANNEL.media]: 'forum' };

export function channelIcon(type) {
  return icon(ICONS[type] ?? 'hash');
}

export class Sidebar {
  #guildId = null;
  #channelId = null;

  /** `choose(guildId, channelId?)` is called with what was clicked; guildId "@me" for direct messages. */
  constructor(session, choose) {
    this.session = session;
    this.choose = choose;
    this.list = element('ul', { class: 'guilds' });
    this.root = element(
      'nav',
      { class: 'sidebar', 'aria-label': `Servers and channels of ${session.account.username}` },
      this.list,
    );
  }

  select(guildId, channelId) {
    this.#guildId = guildId;
    this.#channelId = channelId;
    this.draw();
  }

  focus() {
    (this.list.querySelector('[aria-current=page]') ?? this.list.querySelector('button'))?.focus();
  }

  draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    const guilds = [...this.session.guilds.values()].map((guild) =>
      this.#guild(guild.id, guild.name, this.session.channelsOf(guild)),
    );
    const directs = [...this.session.directs.values()];
    if (directs.length) guilds.push(this.#guild('@me', 'Direct messages', directs));
    this.list.replaceChildren(...guilds);
    if (focused) this.list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  }

  #guild(id, name, channels) {
    const open = id === this.#guildId;
    const news = channels.map((channel) => this.session.unread.get(channel.id)).filter((named) => named !== undefined);
    return element(
      'li',
      { class: 'guild-item' },
      element(
        'button',
        {
          type: 'button',
          class: 'guild',
          'aria-expanded': String(open),
          data: { test: 'guild', name, id },
          on: { click: () => this.choose(id) },
        },
        element('bdi', { class: 'guild-name' }, name),
        open || !news.length ? null : this.#mark(news.includes(true)),
      ),
      open
        ? element(
            'ul',
            { class: 'channels' },
            channels.map((channel) => this.#channel(id, channel)),
          )
        : null,
    );
  }

  #channel(guildId, channel) {
    const current = channel.id === this.#channelId;
    const named = this.session.unread.get(channel.id);
    const readable = TALK.has(channel.type) || channel.type === CHANNEL.forum || channel.type === CHANNEL.media;
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: `channel${channel.isThread ? ' channel-thread' : ''}${named === undefined ? '' : ' channel-unread'}`,
          'aria-current': current ? 'page' : null,
          disabled: !readable,
          data: { test: 'channel', name: channel.name, id: channel.id },
          on: { click: () => this.choose(guildId, channel.id) },
        },
        channelIcon(channel.type),
        element('bdi', { class: 'channel-name' }, channel.name),
        KIND[channel.type] ? element('span', { class: 'quiet' }, KIND[channel.type]) : null,
        named === undefined ? null : this.#mark(named),
      ),
    );
  }

  #mark(named) {
    return element(
      'span',
      { class: `unread${named ? ' unread-named' : ''}` },
      element('span', { class: 'quiet' }, named ? 'you are named' : 'new messages'),
    );
  }
}
