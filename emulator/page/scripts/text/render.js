// The tree of markup → DOM. `names` answers who and what the ids in mentions are:
// {user(id), role(id), channel(id)} → {name, color?} or null; {openUser, openChannel, openCommand} act on clicks.

import { element } from '../view/elements.js';
import { parseBlocks } from './blocks.js';
import { parseInline } from './inline.js';
import { stamp } from './time.js';

/** A message's text with all its markup, as a list of nodes. */
export function richText(text, names) {
  return parseBlocks(String(text ?? '')).map((block) => renderBlock(block, names));
}

/** One line of text with inline markup only (embed titles, field names). */
export function richLine(text, names) {
  return parseInline(String(text ?? '')).flatMap((node) => renderInline(node, names));
}

function renderBlock(block, names) {
  switch (block.kind) {
    case 'fence':
      return element(
        'pre',
        { class: 'fence', tabindex: 0, 'aria-label': block.language ? `Code, ${block.language}` : 'Code', role: 'group' },
        element('code', {}, block.text),
      );
    // A message's headings are the bot's layout, not this page's outline: all stand one below the channel's.
    case 'heading':
      return element('h3', { class: `heading heading-${block.level}`, dir: 'auto' }, renderAll(block.children, names));
    case 'small':
      return element('p', { class: 'small-text', dir: 'auto' }, renderAll(block.children, names));
    case 'quote':
      return element(
        'blockquote',
        {},
        block.blocks.map((inner) => renderBlock(inner, names)),
      );
    case 'list':
      return renderList(block, names);
    default:
      return element('p', { dir: 'auto' }, renderAll(block.children, names));
  }
}

function renderList(list, names) {
  const numbered = list.start !== null;
  return element(
    numbered ? 'ol' : 'ul',
    { start: numbered && list.start !== 1 ? list.start : null },
    list.items.map((item) =>
      element('li', { dir: 'auto' }, renderAll(item.children, names), item.list ? renderList(item.list, names) : null),
    ),
  );
}

const renderAll = (nodes, names) => nodes.flatMap((node) => renderInline(node, names));
const TAGS = { strong: 'strong', emphasis: 'em', underline: 'u', strike: 's' };

function renderInline(node, names) {
  switch (node.kind) {
    case 'text':
      return withBreaks(node.text);
    case 'strong':
    case 'emphasis':
    case 'underline':
    case 'strike':
      return [element(TAGS[node.kind], {}, renderAll(node.children, names))];
    case 'code':
      return [element('code', {}, node.text)];
    case 'spoiler':
      return [spoiler(renderAll(node.children, names))];
    case 'link':
      return [link(node.url, renderAll(node.children, names), node.title)];
    case 'time':
      return [time(node, names)];
    case 'emoji':
      return [element('span', { class: 'custom-emoji' }, node.text)];
    case 'everyone':
      return [element('span', { class: 'mention' }, node.text)];
    case 'place':
      return [element('span', { class: 'mention' }, `#${node.place}`)];
    default:
      return [mention(node, names)];
  }
}

function withBreaks(text) {
  return text.split('\n').flatMap((line, index) => (index ? [element('br'), line] : [line]));
}

/** A link that opens apart; only http and https get here. */
export function link(url, children, title) {
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow', title: title ?? null }, children);
}

/** Text that hides until it is asked for. */
export function spoiler(children) {
  const cover = element('button', { type: 'button', class: 'spoiler', 'aria-expanded': 'false', 'aria-label': 'Spoiler, show' });
  const content = element('span', { class: 'spoiler-content', hidden: true }, children);
  cover.append(element('span', { 'aria-hidden': 'true' }, 'Spoiler'));
  cover.addEventListener('click', () => {
    content.hidden = false;
    cover.replaceWith(content);
  });
  return element('span', { class: 'spoiler-place' }, cover, content);
}

function time(node, names) {
  const shown = stamp(node.seconds, node.style, names.locale);
  if (!shown) return element('span', {}, `<t:${node.seconds}>`);
  const relativeTo = node.style === 'R' ? node.seconds : null;
  return element('time', { datetime: shown.iso, title: shown.title, data: { relative: relativeTo } }, shown.text);
}

function mention(node, names) {
  const button = (text, act) =>
    element('button', { type: 'button', class: 'mention', on: { click: act } }, element('bdi', {}, text));
  if (node.kind === 'command') return button(`/${node.name}`, () => names.openCommand(node.name));
  if (node.kind === 'channel') {
    const channel = names.channel(node.id);
    return channel
      ? button(`#${channel.name}`, () => names.openChannel(node.id))
      : element('span', { class: 'mention' }, '#unknown');
  }
  if (node.kind === 'user') {
    const user = names.user(node.id);
    return user
      ? button(`@${user.name}`, (event) => names.openUser(node.id, event.currentTarget))
      : element('span', { class: 'mention' }, '@unknown');
  }
  const role = names.role(node.id);
  return element(
    'span',
    { class: 'mention', style: role?.color ? { '--mention': role.color } : {} },
    element('bdi', {}, `@${role?.name ?? 'unknown role'}`),
  );
}
