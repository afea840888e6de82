// Who is typing in this channel. Discord: a sign lasts 10 seconds, and ends with a message.

import { element } from './elements.js';
import { dots } from './attempt.js';

const LASTS = 10_000;

export class Typing {
  #until = new Map();

  constructor(room) {
    this.room = room;
    this.root = element('p', { class: 'typing', 'aria-live': 'polite', data: { test: 'typing' } });
    const { signal } = room;
    room.session.addEventListener('typing', ({ detail }) => this.#begun(detail), { signal });
    room.session.addEventListener('message', ({ detail }) => this.#ended(detail.message?.author?.id), { signal });
    signal.addEventListener('abort', () => this.#until.forEach((timer) => clearTimeout(timer)));
  }

  #begun({ channelId, userId }) {
    if (channelId !== this.room.channel.id || userId === this.room.session.user.id) return;
    clearTimeout(this.#until.get(userId));
    this.#until.set(
      userId,
      setTimeout(() => this.#ended(userId), LASTS),
    );
    this.#draw();
  }

  #ended(userId) {
    if (!this.#until.has(userId)) return;
    clearTimeout(this.#until.get(userId));
    this.#until.delete(userId);
    this.#draw();
  }

  #draw() {
    const names = [...this.#until.keys()].map((id) => this.room.user(id)?.name ?? 'Somebody');
    const words = names.length > 2 ? 'Several are typing…' : `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} typing…`;
    this.root.replaceChildren(...(names.length ? [dots(), words] : []));
  }
}
