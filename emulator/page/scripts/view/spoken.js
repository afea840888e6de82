// What a screen reader hears of a message that came in: who, and the text without markup.

import { parseBlocks } from '../text/blocks.js';
import { nameOf } from '../client/guilds.js';

const LONGEST = 400;

/** One sentence or some; `edited` when the message was there before. */
export function spokenText(message, room, edited) {
  if (message.failure) return `${message.failure.label}: ${message.failure.text}`;
  const member = room.guild?.members.get(message.author.id);
  const parts = [
    message.content,
    ...(message.embeds ?? []).flatMap((embed) => [embed.title, embed.description]),
    ...componentTexts(message.components ?? []),
  ];
  const text = parts
    .filter(Boolean)
    .map((part) =>
      parseBlocks(part)
        .map((block) => blockText(block, room))
        .join(' '),
    )
    .join(' ')
    .trim();
  const who = nameOf(message.author, member);
  const privately = message.flags & 64 ? ', only to you' : '';
  if (message.flags & 128) return `${who} is thinking`;
  return `${who}${edited ? ' changed a message' : ''}${privately}: ${text.slice(0, LONGEST) || 'a message without text'}`;
}

function componentTexts(components) {
  return components.flatMap((component) => [component.content, ...componentTexts(component.components ?? [])]);
}

function blockText(block, room) {
  if (block.blocks) return block.blocks.map((inner) => blockText(inner, room)).join(' ');
  if (block.items) return block.items.map((item) => inlineText(item.children, room)).join(', ');
  return block.text ?? inlineText(block.children, room);
}

function inlineText(nodes, room) {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'user':
          return `@${room.user(node.id)?.name ?? 'unknown'}`;
        case 'role':
          return `@${room.role(node.id)?.name ?? 'unknown role'}`;
        case 'channel':
          return `#${room.channelNamed(node.id)?.name ?? 'unknown'}`;
        case 'command':
          return `/${node.name}`;
        case 'spoiler':
          return 'spoiler';
        case 'time':
          return new Date(node.seconds * 1000).toLocaleString(room.locale);
        default:
          return node.text ?? inlineText(node.children ?? [], room);
      }
    })
    .join('');
}
