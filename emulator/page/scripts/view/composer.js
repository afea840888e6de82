// The foot of a channel: write a message with its files, or type "/" and get a command.

import { element, icon, freshId } from './elements.js';
import { Listbox } from './listbox.js';
import { CommandForm } from './command-form.js';
import { FileTray } from './file-tray.js';
import { ReplyBar } from './reply-bar.js';
import { Typing } from './typing.js';
import { COMMAND, matching } from '../client/commands.js';
import { count } from '../client/option-check.js';

const TALLEST = 180;

export class Composer {
  #form = null;

  constructor(room) {
    this.room = room;
    this.session = room.session;
    this.mayWrite = room.may(room.channel.isThread ? 'sendInThreads' : 'send');
    this.mayCommand = room.guild ? room.may('commands') : room.channel.recipients.some((user) => user.bot);
    this.mayAttach = this.mayWrite && room.may('attach');
    this.tray = new FileTray({ say: (fault) => this.say(fault), changed: () => this.input.focus() });
    this.reply = new ReplyBar(room);
    this.box = new Listbox({
      label: 'Commands',
      test: 'suggestion',
      pick: (item) => this.#choose(item.command),
      classes: 'suggestions',
    });
    // The list scrolls; the text area steers it, and it closes when the text area is left.
    this.box.list.setAttribute('tabindex', '0');
    const hint = freshId('hint');
    this.input = element('textarea', {
      rows: 1,
      'aria-label': `Message ${room.channel.name}`,
      'aria-describedby': hint,
      'aria-controls': this.box.id,
      'aria-autocomplete': 'list',
      dir: 'auto',
      placeholder: this.#invitation(),
      disabled: !this.mayWrite && !this.mayCommand,
      data: { test: 'composer' },
      on: {
        input: () => {
          this.say('');
          this.#typed();
        },
        keydown: (event) => this.#key(event),
        blur: () => this.#hide(),
        focus: () => this.#typed(),
      },
    });
    this.box.moved = (id) =>
      id ? this.input.setAttribute('aria-activedescendant', id) : this.input.removeAttribute('aria-activedescendant');
    this.send = element(
      'button',
      { type: 'submit', class: 'send', 'aria-label': 'Send', title: 'Send', data: { test: 'send' } },
      icon('send'),
    );
    this.plain = element(
      'form',
      {
        class: 'write',
        on: {
          submit: (event) => {
            event.preventDefault();
            this.#submit();
          },
        },
      },
      this.mayAttach ? [this.tray.button, this.tray.input] : null,
      this.input,
      this.send,
    );
    this.fault = element('p', { class: 'failure composer-fault', role: 'alert', hidden: true });
    this.root = element(
      'div',
      { class: 'composer' },
      this.fault,
      this.box.root,
      this.reply.root,
      this.tray.root,
      this.plain,
      new Typing(room).root,
      element(
        'p',
        { class: 'quiet', id: hint },
        'Type a slash for commands. Enter sends, Shift and Enter makes a new line, arrow up edits your last message.',
      ),
    );
    if (this.mayAttach) this.tray.listen(this.root);
    if (this.mayCommand) this.session.commands.of(room.commandPlace()).catch(() => {});
  }

  focus() {
    (this.#form ?? this.input).focus();
  }

  /** The next message answers this one. */
  answer(message) {
    this.#closeForm();
    this.reply.set(message);
    this.input.focus();
  }

  /** Writes into the message as if typed. */
  insert(text) {
    if (this.#form || this.input.disabled) return;
    this.input.setRangeText(text, this.input.selectionStart, this.input.selectionEnd, 'end');
    this.input.focus();
    this.#typed();
  }

  /** Opens the command of a name ("base sub"), or offers what begins with it. */
  async openCommand(name) {
    const list = await this.#commands();
    const command = list.find((one) => one.type === COMMAND.slash && one.name === name);
    if (command) this.#choose(command);
    else {
      this.#closeForm();
      this.input.value = `/${name}`;
      this.input.focus();
      this.#typed();
    }
  }

  #invitation() {
    if (!this.mayWrite) return this.mayCommand ? 'Only commands here: type /' : 'You may read here, not write';
    return `Message ${this.room.guild ? '#' : ''}${this.room.channel.name}${this.mayCommand ? ', or / for commands' : ''}`;
  }

  async #commands() {
    if (!this.mayCommand) return [];
    try {
      return await this.session.commands.of(this.room.commandPlace());
    } catch (refusal) {
      this.say(refusal.message);
      return [];
    }
  }

  async #typed() {
    this.#grow();
    const text = this.input.value;
    if (!text.startsWith('/') || text.includes('\n') || !this.mayCommand) {
      this.box.hide();
      return;
    }
    const typed = text.slice(1);
    this.#offer(matching(this.session.commands.known(this.room.commandPlace()), typed), typed);
    const list = await this.#commands();
    if (this.input.value === text && document.activeElement === this.input) this.#offer(matching(list, typed), typed);
  }

  #offer(commands, typed) {
    // A name typed in full and a blank: that command is meant.
    const exact = typed.endsWith(' ') && commands.find((command) => command.name === typed.trim().toLowerCase());
    if (exact && !commands.some((command) => command !== exact && command.name.startsWith(`${exact.name} `))) {
      this.#choose(exact);
      return;
    }
    const items = commands.slice(0, 50).map((command) => ({
      label: `/${command.name}`,
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

  #hide() {
    this.box.hide();
    this.box.moved(null);
  }

  #choose(command) {
    this.#hide();
    this.#closeForm();
    this.#form = new CommandForm(this.room, command, {
      sent: () => this.#closeForm(true),
      cancel: () => this.#closeForm(true),
    });
    this.input.value = '';
    this.plain.replaceWith(this.#form.root);
    this.room.announce(`Command ${command.name}. ${command.description}`);
    this.#form.focus();
  }

  #closeForm(focus = false) {
    this.#form?.root.replaceWith(this.plain);
    this.#form = null;
    this.#grow();
    if (focus) this.input.focus();
  }

  #key(event) {
    const { key } = event;
    if (key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (this.box.open && this.box.active) this.#choose(this.box.active.command);
      else this.#submit();
    } else if (this.box.open && this.box.items.length && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      this.box.move(key === 'ArrowDown' ? 1 : -1);
    } else if (this.box.open && this.box.active && key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      this.#choose(this.box.active.command);
    } else if (key === 'Escape' && this.box.open) {
      event.preventDefault();
      event.stopPropagation();
      this.#hide();
    } else if (key === 'Escape' && this.reply.message) {
      event.preventDefault();
      this.reply.set(null);
    } else if (key === 'ArrowUp' && !this.input.value && this.room.timeline.editLast()) {
      event.preventDefault();
    }
  }

  async #submit() {
    const text = this.input.value.trim();
    if (!text && !this.tray.files.length) return;
    if (text.startsWith('/') && this.mayCommand) {
      const [first] = matching(await this.#commands(), text.slice(1));
      if (first && first.name.startsWith(text.slice(1).trim().toLowerCase())) {
        this.#choose(first);
        return;
      }
    }
    if (!this.mayWrite) {
      this.say('You may not write messages here.');
      return;
    }
    this.input.value = '';
    this.#grow();
    const [files, replyTo] = [this.tray.take(), this.reply.take()];
    try {
      this.room.timeline.toEnd();
      await this.session.say(this.room.channel.id, this.#withMentions(text), { files, replyTo });
    } catch (refusal) {
      this.input.value = this.input.value || text;
      this.#grow();
      if (files.length) this.tray.add(files);
      this.reply.set(replyTo);
      this.say(refusal.message);
    }
  }

  /** "@username" of somebody here becomes a mention, as clients do it. */
  #withMentions(text) {
    return text.replace(/(^|\s)@([\w.-]+)/g, (whole, before, name) => {
      const member = [...(this.room.guild?.members.values() ?? [])].find(
        (one) => one.user.username.toLowerCase() === name.toLowerCase(),
      );
      return member ? `${before}<@${member.user.id}>` : whole;
    });
  }

  /** Says what went wrong; '' when nothing did any more. */
  say(fault) {
    this.fault.textContent = fault;
    this.fault.hidden = !fault;
  }

  #grow() {
    this.input.style.setProperty('height', 'auto');
    this.input.style.setProperty('height', `${Math.min(this.input.scrollHeight, TALLEST)}px`);
  }
}
