// The messages of a channel, kept true by events. It stays at the end while the reader is there.

import { element, icon } from './elements.js';
import { messageItem, isMine } from './message.js';
import { editInPlace } from './message-edit.js';
import { attemptItem } from './attempt.js';
import { dayName } from '../text/time.js';
import { spokenText } from './spoken.js';

const NEAR_END = 80;
/** One author's messages within this time (ms) stand under one head. */
const TOGETHER = 7 * 60_000;
/** More than this many messages are not kept on the screen while the reader is at the end. */
const MOST_SHOWN = 250;

export class Timeline {
  #items = new Map();
  #ended = false;
  #editing = null;
  #top = 0;

  constructor(room) {
    this.room = room;
    this.session = room.session;
    this.log = this.session.log(room.channel.id);
    this.earlier = element(
      'button',
      { type: 'button', class: 'earlier', hidden: true, data: { test: 'earlier' }, on: { click: () => this.#loadEarlier() } },
      'Show earlier messages',
    );
    this.begin = element('p', { class: 'beginning', hidden: true }, 'This is where the channel begins.');
    this.list = element('ol', { class: 'messages' });
    this.attempts = element('ol', { class: 'messages attempts', 'aria-label': 'Commands under way' });
    this.scroller = element(
      'section',
      {
        class: 'scroller',
        tabindex: 0,
        'aria-label': `Messages in ${room.channel.name}, as ${room.session.account.username}`,
        'aria-busy': 'true',
        on: { scroll: () => this.#scrolled() },
      },
      this.earlier,
      this.begin,
      this.list,
      this.attempts,
    );
    this.jump = element(
      'button',
      { type: 'button', class: 'jump', hidden: true, on: { click: () => this.toEnd() } },
      icon('down'),
      'New messages',
    );
    this.root = element('div', { class: 'timeline' }, this.scroller, this.jump);
    const { signal } = room;
    this.session.addEventListener('message', (event) => this.#changed(event.detail), { signal });
    this.session.addEventListener('attempt', (event) => this.#attempted(event.detail), { signal });
    this.watch = new ResizeObserver(() => {
      if (this.#isFollowed()) this.toEnd();
    });
    this.watch.observe(this.scroller);
    this.watch.observe(this.list);
    this.stuck = true;
  }

  end() {
    this.#ended = true;
    this.watch.disconnect();
  }

  async load() {
    try {
      await this.session.load(this.room.channel.id);
      if (!this.#ended) this.#drawAll();
    } catch (refusal) {
      this.list.replaceChildren(element('li', { class: 'notice' }, `The messages can't be read: ${refusal.message}`));
    }
    this.scroller.setAttribute('aria-busy', 'false');
    this.toEnd();
  }

  toEnd() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#top = this.scroller.scrollTop;
    this.jump.hidden = true;
  }

  /** A user known only from messages of this channel. */
  userSeen(id) {
    for (const message of this.log.messages) {
      if (message.author.id === id) return message.author;
      const named = (message.mentions ?? []).find((user) => user.id === id);
      if (named) return named;
    }
    return null;
  }

  /** Makes a text field of a message. */
  edit(message, text = message.content) {
    this.#stopEditing();
    const item = this.#items.get(message.id);
    const editor = editInPlace(item, {
      text,
      was: message.content,
      save: (words) => this.session.edit(message, words),
      close: () => {
        this.#stopEditing();
        this.room.composer.focus();
      },
    });
    this.#editing = { id: message.id, editor };
    item.scrollIntoView({ block: 'nearest' });
  }

  /** Edits this person's last message here; false when there is none. */
  editLast() {
    const last = this.log.messages.findLast((message) => isMine(this.room, message));
    if (last) this.edit(last);
    return Boolean(last);
  }

  #stopEditing() {
    const id = this.#editing?.id;
    this.#editing = null;
    const message = id && this.log.find(id);
    if (message) this.#replace(message);
  }

  async #loadEarlier() {
    const height = this.scroller.scrollHeight;
    this.earlier.disabled = true;
    this.stuck = false;
    try {
      await this.session.load(this.room.channel.id, true);
      this.#drawAll();
      this.scroller.scrollTop += this.scroller.scrollHeight - height;
    } catch (refusal) {
      this.room.announce(refusal.message);
    }
    this.earlier.disabled = false;
  }

  #drawAll() {
    this.#items.clear();
    const { messages } = this.log;
    this.list.replaceChildren(...messages.flatMap((message, index) => this.#nodesFor(message, messages[index - 1])));
    this.earlier.hidden = this.log.complete;
    this.begin.hidden = !this.log.complete;
    this.#drawAttempts();
  }

  /** The message's item, after a line with the day when that is a new one. */
  #nodesFor(message, before) {
    const at = new Date(message.timestamp);
    const newDay = !before || new Date(before.timestamp).toDateString() !== at.toDateString();
    const item = message.failure
      ? attemptItem(message.failure.label, { text: message.failure.text, dismiss: () => this.session.dismiss(message) })
      : messageItem(this.room, message, { continued: !newDay && this.#continues(message, before) });
    this.#items.set(message.id, item);
    if (!newDay) return [item];
    return [element('li', { class: 'day' }, element('span', {}, dayName(at, this.room.locale))), item];
  }

  #continues(message, before) {
    if (!before || before.failure || before.author.id !== message.author.id || (before.type ?? 0) !== (message.type ?? 0))
      return false;
    if (message.interaction_metadata?.name || message.message_reference || (message.flags ^ before.flags) & 64) return false;
    return new Date(message.timestamp) - new Date(before.timestamp) < TOGETHER;
  }

  #changed({ channelId, kind, message, id }) {
    if (channelId !== this.room.channel.id) return;
    if (kind === 'removed') {
      const item = this.#items.get(id);
      const hadFocus = item?.contains(document.activeElement);
      item?.remove();
      this.#items.delete(id);
      if (hadFocus) this.room.composer.focus();
      return;
    }
    if (kind === 'changed') this.#replace(message);
    else this.#add(message);
    if (message.failure || message.author.id !== this.session.user.id)
      this.room.announce(spokenText(message, this.room, kind === 'changed'));
  }

  #add(message) {
    const place = this.log.messages.findIndex((other) => other.id === message.id);
    if (place !== this.log.messages.length - 1) {
      this.#drawAll();
      return;
    }
    this.list.append(...this.#nodesFor(message, this.log.messages[place - 1]));
    if (this.#isFollowed()) {
      // The growing list brings the view to its end, once a frame.
      this.#trim();
    } else this.jump.hidden = false;
  }

  #replace(message) {
    const old = this.#items.get(message.id);
    if (!old) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const item = messageItem(this.room, message, { continued: old.classList.contains('continued') });
    old.replaceWith(item);
    this.#items.set(message.id, item);
    if (focused)
      (item.querySelector(`[data-key="${CSS.escape(focused)}"]:not(:disabled)`) ?? item.querySelector('article')).focus();
    if (this.#editing?.id === message.id) this.edit(message, this.#takeEdited());
    if (this.#isFollowed()) this.toEnd();
  }

  /** What stands in the editor, which was just drawn over. */
  #takeEdited() {
    const text = this.#editing.editor.value();
    this.#editing = null;
    return text;
  }

  #trim() {
    if (this.log.messages.length < MOST_SHOWN + 50) return;
    this.log.trim(MOST_SHOWN);
    this.#drawAll();
  }

  #attempted(attempt) {
    if (attempt.channelId !== this.room.channel.id) return;
    this.#drawAttempts();
    if (this.#isFollowed()) this.toEnd();
  }

  #drawAttempts() {
    const mine = this.session.attempts.filter((attempt) => attempt.channelId === this.room.channel.id);
    this.attempts.hidden = !mine.length;
    this.attempts.replaceChildren(...mine.map((attempt) => attemptItem(attempt.label)));
  }

  /** Is the end followed? The reader may have moved up in this very frame, of which no event came yet. */
  #isFollowed() {
    this.#scrolled();
    return this.stuck;
  }

  /** The event comes a frame after the move, when the list may have grown: only a move up is the reader's wish to leave. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.stuck = true;
    else if (scrollTop < this.#top) this.stuck = false;
    this.#top = scrollTop;
    if (this.stuck) this.jump.hidden = true;
  }
}
