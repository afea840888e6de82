// A select of a message or a modal: a button that opens a list with a filter. All five kinds, one or several values.

import { element, icon } from './elements.js';
import { Listbox } from './listbox.js';
import { openPopover } from './popover.js';
import { findChannels, findMentionables, findPeople, findRoles } from '../client/directory.js';
import { count } from '../client/option-check.js';

const KIND = { string: 3, user: 5, role: 6, mentionable: 7, channel: 8 };
const PROMPT = { 3: 'Choose', 5: 'Choose a person', 6: 'Choose a role', 7: 'Choose a person or role', 8: 'Choose a channel' };

export class SelectMenu {
  /** `done(values)` is called once a choice is complete; without it, a choice that isn't stays to be completed. */
  constructor(component, room, { done = null, label = null } = {}) {
    Object.assign(this, { component, room, done });
    this.least = component.min_values ?? 1;
    this.most = component.max_values ?? 1;
    this.prompt = component.placeholder || PROMPT[component.type];
    this.chosen = this.#defaults();
    this.words = element('span', { class: 'select-words' });
    this.button = element(
      'button',
      {
        type: 'button',
        class: 'select',
        'aria-haspopup': 'listbox',
        'aria-expanded': 'false',
        disabled: component.disabled,
        'aria-label': label ?? this.prompt,
        data: { test: 'select', placeholder: this.prompt, customId: component.custom_id, key: `c:${component.custom_id}` },
        on: { click: () => this.#open() },
      },
      this.words,
      icon('chevron'),
    );
    this.root = element('div', { class: 'select-place' }, this.button);
    this.#say();
  }

  get values() {
    return this.chosen.map((item) => item.value);
  }

  get many() {
    return this.most > 1;
  }

  #defaults() {
    const { component, room } = this;
    if (component.type === KIND.string) return component.options.filter((option) => option.default).map(optionItem);
    return (component.default_values ?? []).map(({ id, type }) => {
      const named = type === 'user' ? room.user(id) : type === 'role' ? room.role(id) : room.channelNamed(id);
      return { value: id, label: `${type === 'channel' ? '#' : ''}${named?.name ?? id}` };
    });
  }

  #find(typed) {
    const { component, room } = this;
    switch (component.type) {
      case KIND.user:
        return findPeople(room, typed);
      case KIND.role:
        return findRoles(room, typed);
      case KIND.mentionable:
        return findMentionables(room, typed);
      case KIND.channel:
        return findChannels(room, typed, component.channel_types);
      default:
        return component.options
          .filter((option) => option.label.toLowerCase().includes(typed.trim().toLowerCase()))
          .map(optionItem);
    }
  }

  #open() {
    const before = this.chosen;
    const finish = this.many
      ? element(
          'button',
          {
            type: 'button',
            class: 'button button-primary',
            data: { test: 'select-done' },
            on: { click: () => this.#finish(popover, hint) },
          },
          'Done',
        )
      : null;
    const hint = element('p', { class: 'select-hint' });
    this.box = new Listbox({
      label: this.prompt,
      test: 'choice',
      multiple: this.many,
      pick: (item) => this.#toggle(item, popover, hint),
    });
    const input = element('input', {
      type: 'text',
      class: 'select-filter',
      role: 'combobox',
      'aria-label': `${this.prompt}, filter`,
      'aria-controls': this.box.id,
      'aria-expanded': 'true',
      'aria-autocomplete': 'list',
      placeholder: 'Filter',
      autocomplete: 'off',
      data: { test: 'select-filter' },
      on: { input: () => this.#draw(input.value), keydown: (event) => this.#key(event) },
    });
    this.box.moved = (id) =>
      id ? input.setAttribute('aria-activedescendant', id) : input.removeAttribute('aria-activedescendant');
    const popover = element(
      'div',
      { class: 'popover select-popover' },
      input,
      this.box.root,
      this.many ? element('div', { class: 'select-foot' }, hint, finish) : null,
    );
    this.button.setAttribute('aria-expanded', 'true');
    this.#hint(hint);
    popover.style.setProperty('min-width', `${this.button.offsetWidth}px`);
    this.#draw('').then(() => {
      openPopover(popover, this.button, () => {
        this.button.setAttribute('aria-expanded', 'false');
        if (this.many) this.#closed(before);
      });
      input.focus();
    });
  }

  async #draw(typed) {
    const items = await this.#find(typed);
    const chosen = new Set(this.values);
    const at = Math.max(
      0,
      items.findIndex((item) => item.value === this.box.active?.value),
    );
    this.box.show(
      items.map((item) => ({
        ...item,
        selected: chosen.has(item.value),
        icon: this.many ? element('span', { class: 'tick' }, chosen.has(item.value) ? icon('check') : null) : item.icon,
      })),
      { note: items.length ? '' : 'Nothing fits', active: at },
    );
  }

  #toggle(item, popover, hint) {
    const had = this.chosen.some((other) => other.value === item.value);
    if (!this.many) {
      this.chosen = had && this.least === 0 ? [] : [item];
      this.#say();
      popover.hidePopover();
      this.done?.(this.values);
      return;
    }
    if (had) this.chosen = this.chosen.filter((other) => other.value !== item.value);
    else if (this.chosen.length < this.most) this.chosen = [...this.chosen, item];
    this.#say();
    this.#hint(hint);
    this.#draw(popover.querySelector('input').value);
  }

  /** Too few: the list stays open and says so. */
  #finish(popover, hint) {
    if (this.chosen.length >= this.least) {
      popover.hidePopover();
      return;
    }
    hint.textContent = `Choose at least ${this.least}.`;
    hint.classList.add('failure');
  }

  #closed(before) {
    const changed = this.values.join() !== before.map((item) => item.value).join();
    if (!changed || !this.done) return;
    if (this.chosen.length >= this.least) this.done(this.values);
    else {
      // Nothing is sent of half a choice, so nothing of it is shown either.
      this.chosen = before;
      this.#say();
    }
  }

  #hint(hint) {
    hint.classList.remove('failure');
    const range = this.least === this.most ? count(this.most, 'choice') : `${this.least} to ${count(this.most, 'choice')}`;
    hint.textContent = `${this.chosen.length} of ${range}`;
  }

  #say() {
    const words = this.chosen.length ? this.chosen.map((item) => item.label).join(', ') : this.prompt;
    this.words.textContent = words;
    this.button.classList.toggle('select-empty', !this.chosen.length);
    this.button.setAttribute('aria-label', this.chosen.length ? `${this.prompt}: ${words}` : this.prompt);
  }

  #key(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.box.move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.box.active) this.box.pick(this.box.active);
    }
  }
}

function optionItem(option) {
  const emoji = option.emoji ? (option.emoji.id ? `:${option.emoji.name}:` : option.emoji.name) : null;
  return {
    value: option.value,
    label: option.label,
    detail: option.description,
    icon: emoji ? element('span', { class: 'button-emoji' }, emoji) : null,
  };
}
