// A listbox that another element (an input) steers: suggestions, choices, pickers.

import { element, freshId } from './elements.js';

export class Listbox {
  #items = [];
  #active = -1;

  /** `pick(item)`: one was chosen. `test`: the data-test of its entries. */
  constructor({ label, test, pick, classes = '', multiple = false }) {
    this.pick = pick;
    this.test = test;
    this.id = freshId('list');
    this.list = element('ul', {
      role: 'listbox',
      id: this.id,
      'aria-label': label,
      'aria-multiselectable': multiple ? 'true' : null,
      class: 'options',
      hidden: true,
    });
    this.note = element('p', { class: 'options-note', hidden: true });
    this.root = element(
      'div',
      { class: `options-panel ${classes}`.trim(), hidden: true, on: { mousedown: (event) => event.preventDefault() } },
      this.note,
      this.list,
    );
  }

  get open() {
    return !this.root.hidden;
  }

  get active() {
    return this.#items[this.#active] ?? null;
  }

  get activeId() {
    return this.#active >= 0 && this.open ? `${this.id}-${this.#active}` : null;
  }

  get items() {
    return this.#items;
  }

  /** Shows items ({label, detail?, hint?, name?, selected?}); `note` stands above them; `active`: the one marked first. */
  show(items, { note = '', active = 0 } = {}) {
    this.#items = items;
    this.#active = items.length ? Math.min(active, items.length - 1) : -1;
    this.list.replaceChildren(...items.map((item, index) => this.#entry(item, index)));
    this.list.hidden = !items.length;
    this.list.removeAttribute('aria-busy');
    this.say(note);
    this.root.hidden = !items.length && !note;
    this.#mark();
  }

  /** What is shown is of yesterday: it stays to be seen, but can't be chosen. */
  stale(note) {
    this.#active = -1;
    this.list.setAttribute('aria-busy', 'true');
    for (const entry of this.list.children) {
      entry.removeAttribute('data-test');
      entry.setAttribute('aria-selected', 'false');
    }
    this.say(this.list.childElementCount ? '' : note);
    this.root.hidden = false;
  }

  say(note) {
    this.note.textContent = note;
    this.note.hidden = !note;
  }

  /** Closes the list. Its items are still known, but nothing of it is left to be found in the page. */
  hide() {
    this.root.hidden = true;
    this.list.replaceChildren();
    this.list.hidden = true;
    this.#active = -1;
  }

  /** Moves the mark, around the ends. */
  move(step) {
    if (!this.#items.length) return;
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#active = (from + step + this.#items.length) % this.#items.length;
    this.#mark();
  }

  #entry(item, index) {
    return element(
      'li',
      {
        role: 'option',
        id: `${this.id}-${index}`,
        class: `option${item.selected ? ' option-chosen' : ''}`,
        'aria-selected': 'false',
        data: { test: this.test, name: item.name ?? item.label, value: item.value },
        on: {
          click: () => {
            if (this.list.getAttribute('aria-busy') !== 'true') this.pick(item);
          },
          mousemove: () => {
            if (this.#active !== index && this.list.getAttribute('aria-busy') !== 'true') {
              this.#active = index;
              this.#mark(false);
            }
          },
        },
      },
      item.icon ?? null,
      element(
        'span',
        { class: 'option-words' },
        element('bdi', { class: 'option-label' }, item.label),
        item.detail ? element('span', { class: 'option-detail', dir: 'auto' }, item.detail) : null,
      ),
      item.hint ? element('span', { class: 'option-hint' }, item.hint) : null,
    );
  }

  #mark(scroll = true) {
    [...this.list.children].forEach((entry, index) => {
      const active = index === this.#active;
      entry.classList.toggle('option-active', active);
      entry.setAttribute(
        'aria-selected',
        String(this.list.hasAttribute('aria-multiselectable') ? Boolean(this.#items[index].selected) : active),
      );
      if (active && scroll) entry.scrollIntoView({ block: 'nearest' });
    });
    this.moved?.(this.activeId);
  }
}
