// The people of a server; each opens a menu with the commands that act on people.

import { element } from './elements.js';
import { avatar } from './avatar.js';
import { nameOf } from '../client/guilds.js';

const MOST = 200;

export class PeopleList {
  #guild = null;

  constructor(session, room) {
    this.session = session;
    this.room = room;
    this.list = element('ul', { class: 'people' });
    this.root = element(
      'aside',
      { class: 'people-panel', 'aria-label': `People around ${session.account.username}`, hidden: true },
      element('p', { class: 'people-title' }, 'People'),
      this.list,
    );
  }

  /** Shows or hides the list; true when it is now shown. */
  toggle() {
    this.root.hidden = !this.root.hidden;
    this.draw(this.#guild);
    return !this.root.hidden;
  }

  draw(guild) {
    this.#guild = guild ?? null;
    if (this.root.hidden || !guild) {
      this.list.replaceChildren();
      return;
    }
    const members = [...guild.members.values()]
      .map((member) => ({ member, name: nameOf(member.user, member) }))
      .sort(
        (left, right) =>
          Number(left.member.user.bot ?? false) - Number(right.member.user.bot ?? false) || left.name.localeCompare(right.name),
      );
    const rest = Math.max(members.length, guild.memberCount) - MOST;
    this.list.replaceChildren(
      ...members.slice(0, MOST).map(({ member, name }) => this.#person(guild, member, name)),
      ...(rest > 0 ? [element('li', { class: 'people-more' }, `and ${rest.toLocaleString('en')} more`)] : []),
    );
  }

  #person(guild, member, name) {
    const roles = member.roles
      .map((id) => guild.roles.get(id)?.name)
      .filter(Boolean)
      .join(', ');
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: 'person',
          'aria-haspopup': 'menu',
          data: { test: 'person', name: member.user.username },
          on: {
            click: (event) => this.room()?.openUser(member.user.id, event.currentTarget),
            contextmenu: (event) => {
              event.preventDefault();
              this.room()?.openUser(member.user.id, event.currentTarget);
            },
          },
        },
        avatar(member.user.id, name, { bot: member.user.bot, small: true }),
        element(
          'span',
          { class: 'person-names' },
          element('bdi', { class: 'person-name' }, name, member.user.bot ? element('span', { class: 'bot-mark' }, 'APP') : null),
          roles ? element('span', { class: 'person-roles' }, roles) : null,
        ),
      ),
    );
  }
}
