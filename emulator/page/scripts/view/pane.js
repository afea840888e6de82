// One person's view: switcher, servers and channels, the channel's messages, the composer.

import { element, freshId, icon, iconButton } from './elements.js';
import { avatar } from './avatar.js';
import { Session } from '../client/session.js';
import { byWord, wordFor } from '../client/route.js';
import { CHANNEL, TALK } from '../client/guilds.js';
import { Sidebar, channelIcon } from './sidebar.js';
import { Room } from './room.js';
import { PeopleList } from './people-list.js';

const DIRECT = '@me';
const SAID_AT_ONCE = 4;
const STATUS = {
  connecting: 'Connecting…',
  lost: 'The connection was lost, trying again…',
  refused: 'The emulator refused this person’s token.',
};

export class Pane {
  #room = null;
  #where = {};
  #guildId = null;
  #channelId = null;
  #stop = new AbortController();

  constructor({ account, people, readPeople, switchTo, wrote, close }) {
    Object.assign(this, { account, people, readPeople, switchTo, wrote });
    this.session = new Session(account);
    this.sidebar = new Sidebar(this.session, (guildId, channelId) => this.#choose(guildId, channelId));
    this.list = new PeopleList(this.session, () => this.#room);
    const headingId = freshId('channel');
    this.heading = element('h2', { class: 'room-name', id: headingId }, '…');
    this.topic = element('p', { class: 'room-topic' });
    this.live = element('div', { class: 'quiet', role: 'status', 'aria-live': 'polite', data: { test: 'announcer' } });
    this.notice = element('p', { class: 'connection', role: 'status', hidden: true });
    this.place = element('div', { class: 'room-place' });
    this.menu = iconButton('menu', 'Servers and channels', {
      class: 'menu-toggle',
      'aria-expanded': 'false',
      data: { test: 'menu-toggle' },
      on: { click: () => this.#drawer() },
    });
    this.peopleToggle = iconButton('people', 'People here', {
      class: 'people-toggle',
      'aria-pressed': 'false',
      data: { test: 'people-toggle' },
      on: { click: () => this.#togglePeople() },
    });
    this.root = element(
      'section',
      {
        class: 'pane',
        'aria-label': `As ${account.display_name ?? account.username}`,
        data: { test: 'pane', person: account.username, locale: account.locale ?? 'en-US' },
        on: { keydown: (event) => this.#key(event) },
      },
      this.sidebar.root,
      element('div', { class: 'scrim', on: { click: () => this.#drawer(false) } }),
      element(
        'div',
        { class: 'room' },
        element(
          'div',
          { class: 'room-head' },
          this.menu,
          element('div', { class: 'room-title' }, this.heading, this.topic),
          this.#switcher(),
          this.peopleToggle,
          close
            ? iconButton('close', 'Close this person’s view', { data: { test: 'beside-close' }, on: { click: close } })
            : null,
        ),
        this.notice,
        element('div', { class: 'room-body' }, this.place, this.list.root),
        this.live,
      ),
    );
  }

  open(where) {
    this.#where = where;
    const signal = this.#stop.signal;
    this.session.addEventListener('status', () => this.#status(), { signal });
    this.session.addEventListener('guilds', (event) => this.#guildsChanged(event.detail), { signal });
    this.session.addEventListener('unread', () => this.sidebar.draw(), { signal });
    this.session.open();
    this.#status();
  }

  /** Goes to a guild and channel, named as in the address. */
  go(where) {
    this.#where = where;
    if (this.session.user) this.#settle();
  }

  end() {
    this.#stop.abort();
    this.#room?.end();
    this.session.close();
    this.root.remove();
  }

  /** Begins a command, as if "/" was typed in the composer. */
  slash() {
    this.#room?.composer.insert('/');
  }

  focusSwitch() {
    this.select.focus();
  }

  title() {
    return this.session.user ? `${this.heading.textContent}, ${this.account.display_name ?? this.account.username}` : '';
  }

  /** Says something to a screen reader; what came shortly before isn't cut off. */
  announce(text) {
    this.live.append(element('p', {}, text));
    while (this.live.childElementCount > SAID_AT_ONCE) this.live.firstChild.remove();
  }

  #switcher() {
    const id = freshId('person');
    this.select = element('select', {
      id,
      data: { test: 'person-select' },
      'aria-label': 'You are',
      on: {
        change: () => this.switchTo(this.people().find((person) => person.username === this.select.value)),
        focus: () =>
          this.readPeople()
            .then(() => this.#options())
            .catch(() => {}),
      },
    });
    this.#options();
    return element(
      'label',
      { class: 'switcher', for: id },
      avatar(this.account.id, this.account.display_name ?? this.account.username, { small: true }),
      this.select,
      icon('chevron'),
    );
  }

  #options() {
    const known = [...this.select.options].map((option) => option.value).join();
    if (
      known ===
      this.people()
        .map((person) => person.username)
        .join()
    )
      return;
    this.select.replaceChildren(
      ...this.people().map((person) => element('option', { value: person.username }, person.display_name ?? person.username)),
    );
    this.select.value = this.account.username;
  }

  #status() {
    const text = STATUS[this.session.status] ?? '';
    this.notice.hidden = !text;
    this.notice.textContent = text;
    this.root.dataset.status = this.session.status;
  }

  #guildsChanged(reason) {
    if (reason === 'READY') this.#settle(true);
    else if (this.#channelId && !this.session.channel(this.#channelId)) this.#settle();
    else if (!this.#channelId) this.#settle();
    this.sidebar.draw();
    this.list.draw(this.session.guilds.get(this.#guildId));
  }

  /** Finds the channel that the address means, else the first one that can be read. */
  #settle(again = false) {
    const guilds = [...this.session.guilds.values()];
    const direct = this.#where.guild === DIRECT;
    const guild = direct ? null : (byWord(guilds, this.#where.guild) ?? guilds[0] ?? null);
    const channels = guild ? this.session.channelsOf(guild) : [...this.session.directs.values()];
    const channel = byWord(channels, this.#where.channel) ?? channels.find((one) => TALK.has(one.type)) ?? channels[0] ?? null;
    this.#enter(guild, channel, again);
  }

  #choose(guildId, channelId) {
    const guild = this.session.guilds.get(guildId) ?? null;
    const channels = guild ? this.session.channelsOf(guild) : [...this.session.directs.values()];
    const channel = channels.find((one) => one.id === channelId) ?? channels.find((one) => TALK.has(one.type)) ?? null;
    this.#enter(guild, channel);
    if (channelId) this.#drawer(false);
  }

  #enter(guild, channel, again = false) {
    const same = this.#room && channel?.id === this.#channelId;
    this.#guildId = guild?.id ?? null;
    this.#channelId = channel?.id ?? null;
    this.sidebar.select(guild ? guild.id : DIRECT, channel?.id ?? null);
    this.list.draw(guild);
    const mark = channel?.type === CHANNEL.direct ? null : channelIcon(channel?.type);
    this.heading.replaceChildren(
      ...[mark, element('bdi', { class: 'room-word' }, channel ? channel.name : 'No channel')].filter(Boolean),
    );
    this.topic.textContent = channel?.topic ?? '';
    if (channel) {
      const channels = guild ? this.session.channelsOf(guild) : [...this.session.directs.values()];
      this.#where = { guild: guild ? wordFor(this.session.guilds.values(), guild) : DIRECT, channel: wordFor(channels, channel) };
      this.wrote({ account: this.account, ...this.#where });
    }
    if (same) {
      if (again) this.#room.reload();
      return;
    }
    this.#room?.end();
    this.#room = channel
      ? new Room({
          session: this.session,
          guild,
          channel,
          locale: this.account.locale ?? 'en-US',
          announce: (text) => this.announce(text),
          openChannel: (id) => this.#choose(this.session.guildOfChannel(id)?.id, id),
        })
      : null;
    this.place.replaceChildren(
      this.#room?.root ?? element('p', { class: 'empty' }, 'There is no channel here that this person can see.'),
    );
  }

  #drawer(open = this.root.dataset.drawer !== 'open') {
    this.root.dataset.drawer = open ? 'open' : '';
    this.menu.setAttribute('aria-expanded', String(open));
    if (open) this.sidebar.focus();
  }

  #togglePeople() {
    const open = this.list.toggle();
    this.peopleToggle.setAttribute('aria-pressed', String(open));
  }

  #key(event) {
    if (event.key === 'Escape' && this.root.dataset.drawer === 'open') {
      this.#drawer(false);
      this.menu.focus();
    }
  }
}
