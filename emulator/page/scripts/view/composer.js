// The foot of a channel: write a message with its files, or type "/" and get a command.

import { element, freshId, icon, iconButton } from './elements.js';
import { CommandForm } from './command-form.js';
import { FileTray } from './file-tray.js';
import { ReplyBar } from './reply-bar.js';
import { Suggestions } from './suggestions.js';
import { Typing } from './typing.js';
import { COMMAND } from '../client/commands.js';

const TALLEST = 180;
/** Others are told again (ms); what they were told lasts 10 s. */
const TELL_TYPING_EVERY = 8000;

export class Composer {
  #form = null;
  #told = 0;

  constructor(room) {
    this.room = room;
    this.session = room.session;
    this.mayWrite = room.may(room.channel.isThread ? 'sendInThreads' : 'send');
    this.mayCommand = room.guild ? room.may('commands') : room.channel.recipients.some((user) => user.bot);
    this.mayAttach = this.mayWrite && room.may('attach');
    this.tray = new FileTray({ say: (fault) => this.say(fault), changed: () => this.input.focus() });
    this.reply = new ReplyBar(room);
    this.suggestions = this.mayCommand
      ? new Suggestions(room, { choose: (command) => this.#choose(command), say: (fault) => this.say(fault) })
      : null;
    const hint = freshId('hint');
    this.input = element('textarea', {
      rows: 1,
      'aria-label': `Message ${room.channel.name}`,
      'aria-describedby': hint,
      dir: 'auto',
      placeholder: this.#invitation(),
      disabled: !this.mayWrite && !this.mayCommand,
      data: { test: 'composer' },
      on: {
        input: () => {
          this.say('');
          this.#typed();
          this.#tellTyping();
        },
        keydown: (event) => this.#key(event),
        blur: () => this.suggestions?.hide(),
        focus: () => this.#typed(),
      },
    });
    this.suggestions?.attach(this.input);
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
      this.mayCommand ? this.#slash() : null,
      this.send,
    );
    this.fault = element('p', { class: 'failure composer-fault', role: 'alert', hidden: true });
    this.root = element(
      'div',
      { class: 'composer' },
      this.fault,
      this.suggestions?.box.root ?? null,
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
    const list = (await this.suggestions?.list()) ?? [];
    const command = list.find((one) => one.type === COMMAND.slash && one.name === name);
    if (command) this.#choose(command);
    else {
      this.#closeForm();
      this.input.value = `/${name}`;
      this.input.focus();
      this.#typed();
    }
  }

  /** For those who don't know that "/" begins a command. */
  #slash() {
    return iconButton('slash', 'Commands (type /)', {
      class: 'slash',
      data: { test: 'commands' },
      on: {
        click: () => {
          if (!this.input.value) this.insert('/');
          else this.say('A command stands by itself: send or delete your message first.');
        },
      },
    });
  }

  #invitation() {
    if (!this.mayWrite) return this.mayCommand ? 'Only commands here: type /' : 'You may read here, not write';
    return `Message ${this.room.guild ? '#' : ''}${this.room.channel.name}`;
  }

  /** Others see that somebody writes; commands are nobody's business. */
  #tellTyping() {
    const text = this.input.value;
    if (!text || text.startsWith('/') || Date.now() - this.#told < TELL_TYPING_EVERY) return;
    this.#told = Date.now();
    this.session.type(this.room.channel.id).catch(() => {});
  }

  #typed() {
    this.#grow();
    this.suggestions?.update();
  }

  #choose(command) {
    this.suggestions?.hide();
    this.#closeForm();
    this.#form = new CommandForm(this.room, command, {
      sent: () => this.#closeForm(true),
      cancel: () => this.#closeForm(true),
    });
    this.input.value = '';
    this.plain.replaceWith(this.#form.root);
    this.room.announce(`Command ${command.shown}. ${command.description}`);
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
    if (event.isComposing) return;
    if (this.suggestions?.key(event)) event.stopPropagation();
    else if (key === 'Enter' && !event.shiftKey) this.#submit();
    else if (key === 'Escape' && this.reply.message) this.reply.set(null);
    else if (key !== 'ArrowUp' || this.input.value || !this.room.timeline.editLast()) return;
    event.preventDefault();
  }

  async #submit() {
    const text = this.input.value.trim();
    if (!text && !this.tray.files.length) return;
    const command = text.startsWith('/') && (await this.suggestions?.meant(text));
    if (command) {
      this.#choose(command);
      return;
    }
    if (!this.mayWrite) {
      this.say('You may not write messages here.');
      return;
    }
    this.input.value = '';
    this.#told = 0;
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
