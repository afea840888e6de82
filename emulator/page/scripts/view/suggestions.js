// The commands that are suggested while "/…" stands in the composer.

import { Listbox } from './listbox.js';
import { matching } from '../client/commands.js';
import { count } from '../client/option-check.js';

const MOST = 50;

export class Suggestions {
  /** `choose(command)`: one was meant; `say(fault)`: they can't be read. */
  constructor(room, { choose, say }) {
    Object.assign(this, { room, choose, say });
    this.box = new Listbox({
      label: 'Commands',
      test: 'suggestion',
      pick: (item) => choose(item.command),
      classes: 'suggestions',
    });
    // The list scrolls; the text area steers it, and it closes when the text area is left.
    this.box.list.setAttribute('tabindex', '0');
    this.commands = room.session.commands;
    this.commands.of(room.commandPlace()).catch(() => {});
  }

  /** Steers the list from this text area. */
  attach(input) {
    this.input = input;
    input.setAttribute('aria-controls', this.box.id);
    input.setAttribute('aria-autocomplete', 'list');
    this.box.moved = (id) =>
      id ? input.setAttribute('aria-activedescendant', id) : input.removeAttribute('aria-activedescendant');
  }

  /** All commands that can be used here. */
  async list() {
    try {
      return await this.commands.of(this.room.commandPlace());
    } catch (refusal) {
      this.say(refusal.message);
      return [];
    }
  }

  /** The command that a text means by its beginning, or null. */
  async meant(text) {
    const [first] = matching(await this.list(), text.slice(1));
    const wanted = text.slice(1).trim().toLowerCase();
    return first && [first.shown, first.name].some((name) => name.startsWith(wanted)) ? first : null;
  }

  /** Shows what fits the text; first what is known, then what is so. */
  async update() {
    const text = this.input.value;
    if (!text.startsWith('/') || text.includes('\n')) {
      this.box.hide();
      return;
    }
    const typed = text.slice(1);
    this.#offer(matching(this.commands.known(this.room.commandPlace()), typed), typed);
    const list = await this.list();
    if (this.input.value === text && document.activeElement === this.input) this.#offer(matching(list, typed), typed);
  }

  hide() {
    this.box.hide();
    this.box.moved(null);
  }

  /** Takes a key of the text area; true when it was for the list. */
  key({ key, shiftKey }) {
    const { box } = this;
    if (!box.open) return false;
    if (box.active && (key === 'Enter' || key === 'Tab') && !shiftKey) this.choose(box.active.command);
    else if (box.items.length && (key === 'ArrowDown' || key === 'ArrowUp')) box.move(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Escape') this.hide();
    else return false;
    return true;
  }

  #offer(commands, typed) {
    // A name typed in full and a blank: that command is meant.
    const wanted = typed.trim().toLowerCase();
    const exact = typed.endsWith(' ') && commands.find((command) => [command.shown, command.name].includes(wanted));
    if (exact && !commands.some((command) => command !== exact && command.shown.startsWith(`${exact.shown} `))) {
      this.choose(exact);
      return;
    }
    const items = commands.slice(0, MOST).map((command) => ({
      label: `/${command.shown}`,
      name: command.name,
      detail: command.description,
      hint: command.applicationName,
      command,
    }));
    const old = this.box.items.map((item) => item.name).join();
    const kept =
      this.box.open && old === items.map((item) => item.name).join() ? Math.max(0, this.box.items.indexOf(this.box.active)) : 0;
    this.box.show(items, { note: items.length ? '' : 'No command is called so', active: kept });
    if (items.length) this.room.announce(count(items.length, 'command'));
  }
}
