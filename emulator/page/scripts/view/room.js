// What is between the head and the foot of a channel: timeline, composer, modals, menus. It is the one thing
// that the parts of a message know: who is looking, where, and what can be done from there.

import { element } from './elements.js';
import { Timeline } from './timeline.js';
import { Composer } from './composer.js';
import { Forum } from './forum.js';
import { openModal } from './modal.js';
import { openPersonMenu, openMessageMenu } from './context-menu.js';
import { CHANNEL, nameOf } from '../client/guilds.js';
import { KIND } from '../client/interactions.js';
import { RIGHT } from '../client/permissions.js';

export class Room {
  #stop = new AbortController();

  constructor({ session, guild, channel, locale, announce, openChannel }) {
    Object.assign(this, { session, guild, channel, locale, announce, openChannel });
    this.signal = this.#stop.signal;
    this.session.show(channel.id);
    this.timeline = new Timeline(this);
    this.composer = new Composer(this);
    const forum = channel.type === CHANNEL.forum || channel.type === CHANNEL.media;
    this.root = element(
      'div',
      { class: 'conversation' },
      forum ? new Forum(this).root : [this.timeline.root, this.composer.root],
    );
    session.interactions.addEventListener('modal', (event) => openModal(this, event.detail), { signal: this.signal });
    if (!forum) this.reload();
  }

  end() {
    this.#stop.abort();
    this.timeline.end();
  }

  reload() {
    return this.timeline.load();
  }

  may(right) {
    return this.session.may(RIGHT[right], this.channel);
  }

  /** Where an interaction happens, as its body says it. */
  place() {
    return { guild_id: this.guild?.id, channel_id: this.channel.id };
  }

  /** Whose commands can be used here, as the route of their index says it. */
  commandPlace() {
    return this.guild ? `/guilds/${this.guild.id}` : `/channels/${this.channel.id}`;
  }

  // --- names, for markup and heads of messages ---

  user(id) {
    const member = this.guild?.members.get(id);
    const talker = this.guild ? null : [this.session.user, ...this.channel.recipients].find((one) => one.id === id);
    const user = member?.user ?? talker ?? this.timeline.userSeen(id);
    return user ? { name: nameOf(user, member), bot: user.bot } : null;
  }

  role(id) {
    if (id === this.guild?.id) return { name: 'everyone' };
    const role = this.guild?.roles.get(id);
    return role ? { name: role.name, color: role.color ? `#${role.color.toString(16).padStart(6, '0')}` : null } : null;
  }

  channelNamed(id) {
    return this.session.channel(id);
  }

  /** What render.js asks for. */
  names() {
    return {
      locale: this.locale,
      user: (id) => this.user(id),
      role: (id) => this.role(id),
      channel: (id) => this.channelNamed(id),
      openUser: (id, anchor) => this.openUser(id, anchor),
      openChannel: (id) => this.openChannel(id),
      openCommand: (name) => this.composer.openCommand(name),
    };
  }

  // --- acts ---

  openUser(id, anchor) {
    return openPersonMenu(this, id, anchor);
  }

  openMessage(message, anchor) {
    return openMessageMenu(this, message, anchor);
  }

  /** A click or a choice on a message's component. Resolves to the outcome. */
  component(message, component, values) {
    const data = { component_type: component.type, custom_id: component.custom_id };
    if (values) data.values = values;
    return this.session.interactions.run({
      type: KIND.component,
      application_id: message.application_id ?? message.author.id,
      ...this.place(),
      message_id: message.id,
      message_flags: message.flags ?? 0,
      data,
    });
  }
}
