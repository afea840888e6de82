// Reactions under a message, and the small picker that adds one.

import { element, iconButton } from './elements.js';
import { emojiKey } from '../client/channel-log.js';
import { openPopover } from './popover.js';

const OFFERED = ['👍', '👏', '🎉', '❤️', '😄', '🙏', '🚀', '👀', '✅', '💯'];

export function reactionBar(room, message) {
  if (!message.reactions?.length) return null;
  return element(
    'ul',
    { class: 'reactions', 'aria-label': 'Reactions' },
    message.reactions.map((reaction) => {
      const { emoji, count, me } = reaction;
      const shown = emoji.id ? `:${emoji.name}:` : emoji.name;
      return element(
        'li',
        {},
        element(
          'button',
          {
            type: 'button',
            class: 'reaction',
            'aria-pressed': String(Boolean(me)),
            'aria-label': `${shown}, ${count}`,
            data: { test: 'reaction', name: emoji.name, key: `r:${emojiKey(emoji)}` },
            on: { click: () => react(room, message, emoji, !me) },
          },
          element('span', {}, shown),
          element('span', { class: 'reaction-count' }, String(count)),
        ),
      );
    }),
  );
}

/** The button that opens the picker. */
reactionBar.adder = (room, message) =>
  iconButton('smile', 'Add a reaction', {
    'aria-haspopup': 'dialog',
    data: { test: 'react', key: 'react' },
    on: { click: (event) => pick(room, message, event.currentTarget) },
  });

export function pick(room, message, anchor) {
  const popover = element(
    'div',
    { class: 'popover emoji-picker', role: 'dialog', 'aria-label': 'Add a reaction' },
    OFFERED.map((name) =>
      element(
        'button',
        {
          type: 'button',
          class: 'emoji',
          data: { test: 'emoji', name },
          on: {
            click: () => {
              popover.hidePopover();
              react(room, message, { id: null, name }, true);
            },
          },
        },
        name,
      ),
    ),
  );
  openPopover(popover, anchor);
  popover.firstChild.focus();
}

async function react(room, message, emoji, on) {
  try {
    await room.session.react(message, emoji, on);
  } catch (refusal) {
    room.announce(refusal.message);
  }
}
