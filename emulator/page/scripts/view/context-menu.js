// Menus on a message and on a person: the applications' commands for them, and what the page itself can do.

import { element } from './elements.js';
import { avatar } from './avatar.js';
import { openPopover } from './popover.js';
import { COMMAND, commandData } from '../client/commands.js';
import { KIND } from '../client/interactions.js';
import { pick } from './reactions.js';
import { FLAG, isMine, plainText } from './message.js';
import { ask } from './ask.js';
import { CHANNEL } from '../client/guilds.js';

export async function openMessageMenu(room, message, anchor) {
  const commands = await commandsOf(room, COMMAND.message);
  const point = anchor instanceof Element ? anchor : { clientX: anchor.clientX, clientY: anchor.clientY };
  openMenu(
    room,
    point,
    'Message',
    null,
    [
      ...(message.flags & FLAG.ephemeral ? [] : acts(room, message, point)),
      { label: 'Copy text', act: () => copy(room, plainText(message)) },
      { label: 'Copy message ID', act: () => copy(room, message.id) },
    ],
    message.flags & FLAG.ephemeral ? [] : commands,
    (command) => run(room, command, message.id),
  );
}

/** What a person may do with a message that others see, too. */
function acts(room, message, point) {
  const mine = isMine(room, message);
  const threads = [CHANNEL.text, CHANNEL.announcement].includes(room.channel.type) && room.may('startThreads');
  return [
    room.may('addReactions') && { label: 'Add a reaction', act: () => pick(room, message, point) },
    room.composer.mayWrite && { label: 'Answer', act: () => room.composer.answer(message) },
    mine && { label: 'Edit', act: () => room.timeline.edit(message) },
    threads && !(message.flags & FLAG.hasThread) && { label: 'Start a thread', act: () => startThread(room, message) },
    (mine || (room.guild && room.may('manageMessages'))) && { label: 'Delete', act: () => remove(room, message) },
  ].filter(Boolean);
}

async function startThread(room, message) {
  const name = await ask({ title: 'A thread from this message', field: 'Name of the thread', agree: 'Start' });
  if (!name) return;
  try {
    room.openChannel(await room.session.startThread(message, name));
  } catch (refusal) {
    room.composer.say(refusal.message);
  }
}

async function remove(room, message) {
  const text = plainText(message).slice(0, 120);
  if (!(await ask({ title: 'Delete this message?', text, agree: 'Delete', danger: true }))) return;
  try {
    await room.session.delete(message);
  } catch (refusal) {
    room.composer.say(refusal.message);
  }
}

async function write(room, userId) {
  try {
    room.openChannel(await room.session.openDirect(userId));
  } catch (refusal) {
    room.composer.say(refusal.message);
  }
}

export async function openPersonMenu(room, userId, anchor) {
  const commands = await commandsOf(room, COMMAND.user);
  const user = room.user(userId);
  const member = room.guild?.members.get(userId);
  const roles = (member?.roles ?? []).map((id) => room.role(id)?.name).filter(Boolean);
  const head = element(
    'div',
    { class: 'menu-head' },
    avatar(userId, user?.name ?? '?', { bot: user?.bot }),
    element(
      'div',
      {},
      element('bdi', { class: 'menu-name' }, user?.name ?? 'Unknown'),
      element('p', { class: 'menu-more' }, [member?.user.username, ...roles].filter(Boolean).join(' · ')),
    ),
  );
  openMenu(
    room,
    anchor,
    user?.name ?? 'Person',
    head,
    [
      ...(room.guild && userId !== room.session.user.id ? [{ label: 'Write to them', act: () => write(room, userId) }] : []),
      ...(room.composer.mayWrite ? [{ label: 'Mention', act: () => room.composer.insert(`<@${userId}> `) }] : []),
      { label: 'Copy user ID', act: () => copy(room, userId) },
    ],
    commands,
    (command) => run(room, command, userId),
  );
}

async function commandsOf(room, type) {
  try {
    return (await room.session.commands.of(room.commandPlace())).filter((command) => command.type === type);
  } catch (refusal) {
    room.announce(refusal.message);
    return [];
  }
}

function run(room, command, targetId) {
  return room.session.attempt(room.channel.id, command.name, {
    type: KIND.command,
    application_id: command.applicationId,
    ...room.place(),
    data: commandData(command, [], { target_id: targetId }),
  });
}

async function copy(room, text) {
  try {
    await navigator.clipboard.writeText(text);
    room.announce('Copied');
  } catch {
    room.announce('The browser did not allow copying');
  }
}

function openMenu(room, anchor, label, head, acts, commands, runCommand) {
  const entry = (text, data, act, hint) =>
    element(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: 'menu-entry',
        tabindex: -1,
        data,
        on: {
          click: () => {
            menu.hidePopover();
            act();
          },
        },
      },
      element('span', {}, text),
      hint ? element('span', { class: 'option-hint' }, hint) : null,
    );
  const list = element(
    'div',
    { role: 'menu', 'aria-label': label, class: 'menu-list', on: { keydown: (event) => keys(event, list) } },
    commands.map((command) =>
      entry(command.shown, { test: 'menu-command', name: command.name }, () => runCommand(command), command.applicationName),
    ),
    commands.length ? element('div', { role: 'separator', class: 'menu-line' }) : null,
    acts.map(({ label: text, act }) => entry(text, { test: 'menu-act', name: text }, act)),
  );
  const menu = element('div', { class: 'popover menu', data: { test: 'menu' } }, head, list);
  openPopover(menu, anchor);
  list.querySelector('button')?.focus();
}

function keys(event, list) {
  const entries = [...list.querySelectorAll('button')];
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  entries[(to + entries.length) % entries.length].focus();
}
