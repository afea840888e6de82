// One message as a list item: head, text, attachments, embeds, components, reactions, foot.

import { element, freshId, icon, iconButton } from './elements.js';
import { avatar } from './avatar.js';
import { richText } from '../text/render.js';
import { clockTime, fullTime, messageTime } from '../text/time.js';
import { nameOf } from '../client/guilds.js';
import { embedCard } from './embeds.js';
import { attachmentList } from './attachments.js';
import { componentList } from './components.js';
import { reactionBar } from './reactions.js';
import { dots } from './attempt.js';

export const FLAG = { crossposted: 1, suppressEmbeds: 4, hasThread: 32, ephemeral: 64, loading: 128, v2: 32768 };
const TYPE = { plain: 0, join: 7, reply: 19, command: 20, contextCommand: 23 };

/** Did this person write it, so that they may edit it? */
export function isMine(room, message) {
  const plain = [TYPE.plain, TYPE.reply].includes(message.type ?? 0);
  return plain && !message.failure && message.author.id === room.session.user.id && !(message.flags & FLAG.ephemeral);
}

/** The item for a message; `continued`: it stands under the head of the one before. */
export function messageItem(room, message, { continued }) {
  const flags = message.flags ?? 0;
  const ephemeral = Boolean(flags & FLAG.ephemeral);
  const named =
    (message.mentions ?? []).some((user) => user.id === room.session.user.id) ||
    message.mention_everyone ||
    (message.mention_roles ?? []).some((id) => room.guild?.members.get(room.session.user.id)?.roles.includes(id));
  const classes = ['message', continued ? 'continued' : '', ephemeral ? 'ephemeral' : '', named ? 'named' : '']
    .filter(Boolean)
    .join(' ');
  const member = message.member ?? room.guild?.members.get(message.author.id);
  const name = nameOf(message.author, room.guild?.members.get(message.author.id) ?? member);
  const headId = freshId('head');
  const whole = {
    room,
    message,
    v2: Boolean(flags & FLAG.v2),
    failed: element('p', { class: 'failure', role: 'alert', hidden: true }),
  };
  const openMenu = (event) => {
    // Links keep the browser's own menu, and so does text that was selected.
    if (event.target.closest('a, input, textarea') || !getSelection().isCollapsed) return;
    event.preventDefault();
    room.openMessage(message, event);
  };
  const article = element(
    'article',
    { 'aria-labelledby': headId, tabindex: -1, on: { contextmenu: openMenu } },
    origin(room, message),
    continued
      ? element('time', { class: 'side-time', 'aria-hidden': 'true' }, clockTime(new Date(message.timestamp), room.locale))
      : avatar(message.author.id, name, { bot: message.author.bot }),
    element(
      'div',
      { class: 'message-main' },
      head(room, message, name, headId, continued),
      body(whole),
      whole.failed,
      reactionBar(room, message),
      flags & FLAG.hasThread ? threadLink(room, message) : null,
      ephemeral ? privateFoot(room, message) : null,
    ),
    tools(room, message, ephemeral),
  );
  return element(
    'li',
    {
      class: classes,
      data: { test: 'message', messageId: message.id, ephemeral: String(ephemeral), author: message.author.username },
    },
    article,
  );
}

function head(room, message, name, id, continued) {
  const author = element(
    'button',
    {
      type: 'button',
      class: 'author',
      on: {
        click: (event) => room.openUser(message.author.id, event.currentTarget),
        contextmenu: (event) => {
          event.preventDefault();
          event.stopPropagation();
          room.openUser(message.author.id, event.currentTarget);
        },
      },
      tabindex: continued ? -1 : null,
    },
    element('bdi', {}, name),
  );
  const at = new Date(message.timestamp);
  return element(
    'p',
    { class: continued ? 'message-head quiet' : 'message-head', id },
    author,
    message.author.bot ? element('span', { class: 'bot-mark' }, 'APP') : null,
    ' ',
    element('time', { datetime: at.toISOString(), title: fullTime(at, room.locale) }, messageTime(at, room.locale)),
  );
}

/** The line above: which command it answers, or which message it replies to. */
function origin(room, message) {
  const meta = message.interaction_metadata;
  if (meta?.user && (message.type === TYPE.command || message.type === TYPE.contextCommand || meta.name)) {
    const user = room.user(meta.user.id)?.name ?? nameOf(meta.user);
    const name = meta.name ?? message.interaction?.name;
    return element(
      'p',
      { class: 'origin' },
      icon('slash'),
      element('bdi', {}, user),
      ' used ',
      element('b', {}, name ? (message.type === TYPE.contextCommand ? name : `/${name}`) : 'a command'),
    );
  }
  const replied = message.referenced_message;
  if (message.type === TYPE.reply && replied) {
    return element(
      'p',
      { class: 'origin' },
      icon('reply'),
      element('bdi', {}, nameOf(replied.author)),
      ': ',
      element('span', { class: 'origin-text' }, (replied.content || 'a message').slice(0, 120)),
    );
  }
  return null;
}

function body({ room, message, v2, failed }) {
  const flags = message.flags ?? 0;
  if (flags & FLAG.loading) {
    return element('p', { class: 'thinking' }, dots(), `${nameOf(message.author)} is thinking…`);
  }
  const content = element('div', { class: 'content' });
  if (message.type === TYPE.join) content.append(element('p', { class: 'system' }, 'joined the server'));
  if (!v2 && message.content) {
    const text = element(
      'div',
      { class: `text${bigEmoji(message.content) ? ' text-big' : ''}` },
      richText(message.content, room.names()),
    );
    if (message.edited_timestamp) text.lastChild.append(editedMark(message, room));
    content.append(text);
  }
  if (!v2 && message.attachments?.length) content.append(attachmentList(message.attachments));
  if (!v2 && !(flags & FLAG.suppressEmbeds))
    for (const embed of message.embeds ?? []) content.append(embedCard(embed, room.names()));
  if (message.components?.length) content.append(componentList(message.components, { room, message, failed }));
  if (message.poll) content.append(element('p', { class: 'system' }, `Poll: ${message.poll.question?.text ?? ''}`));
  if (message.edited_timestamp && (v2 || !message.content))
    content.append(element('p', { class: 'edited-line' }, editedMark(message, room)));
  return content;
}

function editedMark(message, room) {
  return element('span', { class: 'edited', title: fullTime(new Date(message.edited_timestamp), room.locale) }, ' (edited)');
}

function bigEmoji(text) {
  return text.length < 60 && /^(?:\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F\u200D]*\s*){1,9}$/u.test(text);
}

/** The way to the thread that begins here; it has the message's own id. */
function threadLink(room, message) {
  const thread = room.channelNamed(message.id);
  if (!thread) return null;
  return element(
    'button',
    { type: 'button', class: 'thread-link', data: { test: 'thread' }, on: { click: () => room.openChannel(thread.id) } },
    icon('thread'),
    element('bdi', {}, thread.name),
  );
}

function privateFoot(room, message) {
  return element(
    'p',
    { class: 'private-foot' },
    icon('eye'),
    'Only you can see this · ',
    element(
      'button',
      {
        type: 'button',
        class: 'text-button',
        data: { test: 'dismiss', key: 'dismiss' },
        on: { click: () => room.session.dismiss(message) },
      },
      'Dismiss',
    ),
  );
}

function tools(room, message, ephemeral) {
  const more = iconButton('more', 'More for this message', {
    'aria-haspopup': 'menu',
    data: { test: 'message-menu', key: 'more' },
    on: { click: (event) => room.openMessage(message, event.currentTarget) },
  });
  const answer = iconButton('reply', 'Answer this message', {
    data: { test: 'reply', key: 'reply' },
    on: { click: () => room.composer.answer(message) },
  });
  return element(
    'div',
    { class: 'message-tools' },
    ephemeral || !room.may('addReactions') ? null : reactionBar.adder(room, message),
    ephemeral || !room.composer.mayWrite ? null : answer,
    more,
  );
}

/** A message's text without markup, for the clipboard. */
export function plainText(message) {
  const texts = (components) => components.flatMap((component) => [component.content, ...texts(component.components ?? [])]);
  return [
    message.content,
    ...texts(message.components ?? []),
    ...(message.embeds ?? []).flatMap((embed) => [embed.title, embed.description]),
  ]
    .filter(Boolean)
    .join('\n');
}
