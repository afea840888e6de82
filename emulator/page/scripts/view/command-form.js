// A command being filled in: its options as fields in place, required ones first.

import { element, freshId, icon, iconButton } from './elements.js';
import { optionField } from './option-field.js';
import { commandData, OPTION, shownName } from '../client/commands.js';
import { KIND } from '../client/interactions.js';

export class CommandForm {
  #fields = new Map();

  /** `sent()` once the command is on its way, `cancel()` when the person gives it up. */
  constructor(room, command, { sent, cancel }) {
    Object.assign(this, { room, command, sent, cancel });
    this.options = [...command.options].sort((left, right) => Number(right.required ?? false) - Number(left.required ?? false));
    this.help = element('p', { class: 'command-help', id: freshId('help') }, command.description);
    this.fields = element('div', { class: 'fields' });
    this.adders = element('div', { class: 'adders' });
    this.faults = element('ul');
    this.send = element(
      'button',
      { type: 'submit', class: 'send', 'aria-label': `Send /${command.shown}`, title: 'Send', data: { test: 'send' } },
      icon('send'),
    );
    this.root = element(
      'form',
      {
        class: 'command-form',
        'aria-label': `/${command.shown}`,
        novalidate: true,
        autocomplete: 'off',
        data: { test: 'command-form', name: command.name },
        on: {
          submit: (event) => {
            event.preventDefault();
            this.#submit();
          },
          keydown: (event) => this.#key(event),
        },
      },
      element(
        'div',
        { class: 'command-head' },
        element('span', { class: 'command-name' }, `/${command.shown}`),
        this.help,
        iconButton('close', 'Give up this command', {
          class: 'command-close',
          data: { test: 'command-cancel' },
          on: { click: () => this.cancel() },
        }),
      ),
      // Each fault is seen at its field; all of them are told to a screen reader.
      element('div', { role: 'alert', class: 'quiet' }, this.faults),
      element('div', { class: 'command-line' }, this.fields, this.adders, this.send),
    );
    for (const option of this.options) if (option.required) this.#add(option);
    this.#drawAdders();
  }

  focus() {
    const empty = [...this.#fields.values()].find((field) => field.empty());
    (empty ?? { focus: () => this.send.focus() }).focus();
  }

  #add(option) {
    const field = optionField(this.room, option, {
      ask: (text) => this.#ask(option, text),
      picked: (_item, { byTab = false } = {}) => {
        if (!byTab) this.#next(option);
      },
      focused: () => {
        this.help.textContent = option.description || this.command.description;
      },
      remove: option.required ? null : () => this.#remove(option),
    });
    this.#fields.set(option.name, field);
    this.fields.append(field.root);
    return field;
  }

  #remove(option) {
    this.#fields.get(option.name).root.remove();
    this.#fields.delete(option.name);
    this.#drawAdders();
    this.adders.querySelector('button')?.focus();
  }

  #drawAdders() {
    const missing = this.options.filter((option) => !this.#fields.has(option.name));
    this.adders.replaceChildren(
      ...missing.map((option) =>
        element(
          'button',
          {
            type: 'button',
            class: 'adder',
            title: option.description,
            data: { test: 'add-option', name: option.name },
            on: {
              click: () => this.#open(option),
              // Typing on it is enough: the field opens and takes what was typed.
              keydown: (event) => {
                if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey)
                  this.#open(option);
              },
            },
          },
          icon('plus'),
          shownName(option),
        ),
      ),
    );
  }

  #open(option) {
    const field = this.#add(option);
    this.#drawAdders();
    field.focus();
  }

  /** After a choice: the next required field that is still empty. */
  #next(option) {
    const names = this.options.map((one) => one.name);
    const later = names.slice(names.indexOf(option.name) + 1);
    const next = later.map((name) => this.#fields.get(name)).find((field) => field?.empty());
    next?.focus();
  }

  async #ask(option, text) {
    const others = [...this.#fields]
      .filter(([name]) => name !== option.name)
      .flatMap(([name, field]) => {
        const read = field.read();
        return 'value' in read && !read.file ? [{ type: field.option.type, name, value: read.value }] : [];
      });
    const focused = { type: option.type, name: option.name, value: text, focused: true };
    const outcome = await this.room.session.interactions.run({
      type: KIND.autocomplete,
      application_id: this.command.applicationId,
      ...this.room.place(),
      data: commandData(this.command, [...others, focused]),
    });
    if (outcome.kind !== 'choices') throw new Error(outcome.text ?? 'No choices came');
    return outcome.choices.map((choice) => ({ label: String(choice.name), value: choice.value }));
  }

  #submit() {
    const options = [];
    const files = [];
    const faults = [];
    for (const option of this.options) {
      const field = this.#fields.get(option.name);
      if (!field) continue;
      const read = field.read();
      field.mark(read.fault);
      if (read.fault) faults.push({ field, text: `${shownName(option)}: ${read.fault}` });
      else if (read.file) {
        options.push({ type: option.type, name: option.name, value: String(files.length) });
        files.push(read.file);
      } else if ('value' in read) options.push({ type: option.type, name: option.name, value: read.value });
      else if (option.required) {
        const fault = option.type === OPTION.attachment ? 'Choose a file.' : 'This is needed.';
        field.mark(fault);
        faults.push({ field, text: `${shownName(option)}: ${fault}` });
      }
    }
    this.faults.replaceChildren(...faults.map(({ text }) => element('li', {}, text)));
    if (faults.length) {
      faults[0].field.focus();
      return;
    }
    this.#run(options, files);
  }

  #run(options, files) {
    const { room, command } = this;
    const attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
    const data = commandData(command, options, files.length ? { attachments } : {});
    room.timeline.toEnd();
    room.session.attempt(
      room.channel.id,
      `/${command.shown}`,
      { type: KIND.command, application_id: command.applicationId, ...room.place(), data },
      files,
    );
    this.sent();
  }

  #key(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.cancel();
    } else if (
      event.key === 'Backspace' &&
      event.target.matches('input[type=text]') &&
      !event.target.value &&
      this.#isFirst(event.target)
    ) {
      event.preventDefault();
      this.cancel();
    } else if (event.key === 'Enter' && !event.isComposing && event.target.matches('input[type=file]')) {
      event.preventDefault();
      this.#submit();
    }
  }

  #isFirst(input) {
    return this.fields.firstElementChild?.contains(input) && [...this.#fields.values()].every((field) => field.empty());
  }
}
