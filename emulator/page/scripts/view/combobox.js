// A text field with a list: local choices, or choices that somebody has to be asked for.

import { element } from './elements.js';
import { Listbox } from './listbox.js';

export class Combobox {
  #asked = 0;
  #timer = null;
  #fresh = false;
  #chosen = null;
  #moved = false;

  /**
   * `source(text)` → items or a promise of them ({label, value, …}); `wait`: pause (ms) after a keystroke before it
   * is asked. `picked(item)` is called after a choice. `free`: any text will do, the list only helps. `marks`: the first
   * entry is marked at once, so that Enter chooses it.
   */
  constructor({
    label,
    source,
    wait = 0,
    free = false,
    marks = true,
    picked = () => {},
    placeholder,
    test,
    describedBy,
    announce = () => {},
  }) {
    Object.assign(this, { source, wait, free, marks, picked, announce });
    this.box = new Listbox({ label: `${label}: choices`, test: 'choice', pick: (item) => this.#pick(item) });
    this.input = element('input', {
      type: 'text',
      role: 'combobox',
      'aria-expanded': 'false',
      'aria-controls': this.box.id,
      'aria-autocomplete': 'list',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': label,
      'aria-describedby': describedBy,
      placeholder,
      dir: 'auto',
      data: { test },
      on: {
        input: () => {
          this.#chosen = null;
          this.#ask(this.wait);
        },
        focus: () => {
          if (!this.#chosen) this.#ask(0);
        },
        click: () => {
          if (!this.box.open) this.#ask(0);
        },
        blur: () => this.close(),
        keydown: (event) => this.#key(event),
      },
    });
    this.box.moved = () => this.#sync();
    this.root = element('span', { class: 'combobox' }, this.input, this.box.root);
  }

  get text() {
    return this.input.value;
  }

  /** The item that stands in the field: the one chosen, or the one whose label was typed in full. Null: free text. */
  get item() {
    if (this.#chosen) return this.#chosen;
    const typed = this.text.trim().toLowerCase();
    if (!typed) return null;
    const same = this.box.items.filter((item) =>
      [item.label, item.label.replace(/^[#@]/, ''), item.detail].some((text) => text?.toLowerCase() === typed),
    );
    return same.length === 1 ? same[0] : null;
  }

  /** True while an answer is awaited: then Enter must not send the form. */
  get waiting() {
    return this.box.open && !this.#fresh;
  }

  set(item) {
    this.#chosen = item;
    this.input.value = item.label;
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#fresh = true;
    this.box.hide();
    this.#sync();
  }

  #ask(wait) {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#moved = false;
    const mine = this.#asked;
    this.#fresh = false;
    if (wait) this.box.stale('Looking up…');
    this.#sync();
    this.#timer = setTimeout(async () => {
      if (!wait) this.box.say('');
      try {
        const answer = this.source(this.#chosen ? this.#chosen.label : this.text);
        if (answer instanceof Promise) {
          this.box.stale('Looking up…');
          this.#sync();
        }
        const items = await answer;
        if (mine === this.#asked) this.#show(items);
      } catch (problem) {
        if (mine === this.#asked) this.#show([], problem.message);
      }
    }, wait);
  }

  #show(items, problem = '') {
    this.#fresh = true;
    const none = this.free ? '' : 'Nothing fits';
    this.box.show(items, { active: this.marks ? 0 : -1, note: problem || (items.length ? '' : none) });
    this.#sync();
    if (this.text && document.activeElement === this.input)
      this.announce(items.length ? `${items.length} to choose from` : problem || 'Nothing fits');
  }

  #sync() {
    this.input.setAttribute('aria-expanded', String(this.box.open));
    if (this.box.activeId) this.input.setAttribute('aria-activedescendant', this.box.activeId);
    else this.input.removeAttribute('aria-activedescendant');
  }

  #pick(item) {
    this.set(item);
    this.close();
    this.picked(item);
  }

  #key(event) {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!this.box.open) this.#ask(0);
      else {
        this.#moved = true;
        this.box.move(key === 'ArrowDown' ? 1 : -1);
      }
    } else if (key === 'Escape' && this.box.open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (key === 'Enter' && this.waiting) {
      event.preventDefault();
      event.stopPropagation();
    } else if ((key === 'Enter' || (key === 'Tab' && !event.shiftKey)) && this.box.open && this.box.active && !this.#settled()) {
      // Enter chooses and stays in the form. Tab goes on to the next field, and chooses only when something was typed or marked.
      if (key === 'Enter') {
        event.preventDefault();
        event.stopPropagation();
        this.#pick(this.box.active);
      } else if (this.text || this.#moved) {
        this.set(this.box.active);
        this.picked(this.box.active, { byTab: true });
      }
    }
  }

  /** The marked item is already in the field: Enter may send. */
  #settled() {
    return this.#chosen !== null && this.#chosen.value === this.box.active.value;
  }
}
