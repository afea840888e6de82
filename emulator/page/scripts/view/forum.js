// A forum: its posts, newest first, and the form for a new one.

import { element, freshId, icon } from './elements.js';
import { FileTray } from './file-tray.js';
import { compareIds } from '../client/channel-log.js';

export class Forum {
  constructor(room) {
    this.room = room;
    this.list = element('ul', { class: 'posts', 'aria-label': `Posts in ${room.channel.name}` });
    this.none = element('p', { class: 'empty' }, 'No posts in this forum yet.');
    this.open = element(
      'button',
      { type: 'button', class: 'button button-primary', data: { test: 'new-post' }, on: { click: () => this.#begin() } },
      icon('plus'),
      'New post',
    );
    this.place = element('div', { class: 'forum-head' }, room.may('send') ? this.open : null);
    this.root = element('div', { class: 'forum' }, this.place, this.none, this.list);
    room.session.addEventListener('guilds', () => this.#draw(), { signal: room.signal });
    this.#draw();
  }

  focus() {
    this.open.focus();
  }

  #draw() {
    const { session, guild, channel } = this.room;
    const posts = session
      .channelsOf(guild)
      .filter((thread) => thread.parentId === channel.id)
      .sort((left, right) => compareIds(right.id, left.id));
    this.none.hidden = posts.length > 0;
    this.list.replaceChildren(...posts.map((post) => this.#post(post)));
  }

  #post(post) {
    const tags = this.room.channel.tags.filter((tag) => post.appliedTags.includes(tag.id));
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: 'post',
          data: { test: 'post', name: post.name },
          on: { click: () => this.room.openChannel(post.id) },
        },
        element('bdi', {}, post.name),
        tags.map((tag) => element('span', { class: 'tag' }, tag.name)),
      ),
    );
  }

  #begin() {
    const { channel } = this.room;
    const fault = element('p', { class: 'failure', role: 'alert', hidden: true });
    const say = (text) => {
      fault.textContent = text;
      fault.hidden = !text;
    };
    const tray = new FileTray({ say });
    const ids = { title: freshId('title'), text: freshId('text') };
    const title = element('input', { id: ids.title, type: 'text', maxlength: 100, dir: 'auto', data: { test: 'post-title' } });
    const text = element('textarea', { id: ids.text, rows: 3, dir: 'auto', data: { test: 'post-text' } });
    const ticks = channel.tags.map((tag) =>
      element('input', { type: 'checkbox', value: tag.id, data: { test: 'post-tag', name: tag.name } }),
    );
    const submit = async (event) => {
      event.preventDefault();
      const wrong = this.#wrong(title, text, tray, ticks);
      say(wrong ?? '');
      if (wrong) return;
      const applied = ticks.filter((tick) => tick.checked).map((tick) => tick.value);
      try {
        const post = { name: title.value.trim(), applied_tags: applied };
        this.room.openChannel(await this.room.session.startPost(channel.id, post, text.value.trim(), tray.files));
      } catch (refusal) {
        say(refusal.message);
      }
    };
    const field = (name, id, input) =>
      element('div', { class: 'modal-field modal-text' }, element('label', { class: 'modal-label', for: id }, name), input);
    const form = element(
      'form',
      { class: 'post-form', 'aria-label': 'New post', novalidate: true, data: { test: 'post-form' }, on: { submit } },
      field('Title', ids.title, title),
      field('Message', ids.text, text),
      ticks.length
        ? element(
            'fieldset',
            { class: 'post-tags' },
            element('legend', { class: 'modal-label' }, channel.needsTag ? 'Tags (at least one)' : 'Tags'),
            ticks.map((tick, index) => element('label', { class: 'tick-line' }, tick, channel.tags[index].name)),
          )
        : null,
      tray.root,
      fault,
      element(
        'div',
        { class: 'post-foot' },
        this.room.may('attach') ? [tray.button, tray.input] : null,
        element(
          'button',
          {
            type: 'button',
            class: 'button button-secondary',
            data: { test: 'post-cancel' },
            on: {
              click: () => {
                this.place.replaceChildren(this.open);
                this.open.focus();
              },
            },
          },
          'Cancel',
        ),
        element('button', { type: 'submit', class: 'button button-primary', data: { test: 'post-send' } }, 'Post'),
      ),
    );
    tray.listen(form);
    this.place.replaceChildren(form);
    title.focus();
  }

  /** Says what is missing and goes there; undefined when nothing is. */
  #wrong(title, text, tray, ticks) {
    if (!title.value.trim()) {
      title.focus();
      return 'A post needs a title.';
    }
    if (!text.value.trim() && !tray.files.length) {
      text.focus();
      return 'A post needs a message.';
    }
    if (this.room.channel.needsTag && !ticks.some((tick) => tick.checked)) {
      ticks[0]?.focus();
      return 'A post here needs a tag.';
    }
    return undefined;
  }
}
