// Above the text field: which message the next one answers.

import { element, icon, iconButton } from './elements.js';
import { nameOf } from '../client/guilds.js';
import { plainText } from './message.js';

export class ReplyBar {
  message = null;

  constructor(room) {
    this.room = room;
    this.words = element('span', { class: 'reply-words' });
    this.root = element(
      'p',
      { class: 'reply-bar', hidden: true, data: { test: 'reply-bar' } },
      icon('reply'),
      this.words,
      iconButton('close', 'Answer no message', { data: { test: 'reply-cancel' }, on: { click: () => this.set(null) } }),
    );
  }

  set(message) {
    this.message = message;
    this.root.hidden = !message;
    if (!message) return;
    const name = this.room.user(message.author.id)?.name ?? nameOf(message.author);
    this.words.replaceChildren('Answering ', element('bdi', {}, name), ': ', plainText(message).slice(0, 80));
    this.room.announce(`Answering ${name}`);
  }

  /** The message, which is then forgotten. */
  take() {
    const { message } = this;
    this.set(null);
    return message;
  }
}
