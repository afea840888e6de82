// Block markup → a list of blocks: {kind, children | text | …}, whose inline parts are parsed by inline.js.

import { parseInline } from './inline.js';

const FENCE = /```(?:([\w+#.-]{1,20})\n)?([\s\S]*?)```/g;
const DEEPEST_QUOTE = 4;

/** The blocks of a message's text. */
export function parseBlocks(text, depth = 0) {
  const blocks = [];
  let from = 0;
  for (const match of text.matchAll(FENCE)) {
    if (!match[2].trim()) continue;
    blocks.push(...parseLines(text.slice(from, match.index).replace(/\n$/, ''), depth));
    blocks.push({ kind: 'fence', language: match[1] ?? '', text: match[2].replace(/^\n/, '').replace(/\n$/, '') });
    from = match.index + match[0].length;
    if (text[from] === '\n') from += 1;
  }
  blocks.push(...parseLines(text.slice(from), depth));
  return blocks;
}

function parseLines(text, depth) {
  if (!text) return [];
  const lines = text.split('\n');
  const blocks = [];
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) blocks.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n')) });
    paragraph = [];
  };
  let at = 0;
  while (at < lines.length) {
    const taken = blockAt(lines, at, depth);
    if (taken) {
      flush();
      blocks.push(taken.block);
      at += taken.lines;
    } else {
      paragraph.push(lines[at]);
      at += 1;
    }
  }
  flush();
  return blocks;
}

function blockAt(lines, at, depth) {
  const line = lines[at];
  const heading = /^(#{1,3}) +(\S.*)$/.exec(line);
  if (heading) return { block: { kind: 'heading', level: heading[1].length, children: parseInline(heading[2]) }, lines: 1 };
  const small = /^-# +(\S.*)$/.exec(line);
  if (small) return { block: { kind: 'small', children: parseInline(small[1]) }, lines: 1 };
  if (depth < DEEPEST_QUOTE && line.startsWith('>>> ')) {
    const rest = [line.slice(4), ...lines.slice(at + 1)];
    return { block: { kind: 'quote', blocks: parseBlocks(rest.join('\n'), depth + 1) }, lines: lines.length - at };
  }
  if (depth < DEEPEST_QUOTE && /^> /.test(line)) return quoteAt(lines, at, depth);
  if (ITEM.test(line)) return listAt(lines, at);
  return null;
}

function quoteAt(lines, at, depth) {
  let end = at;
  while (end < lines.length && /^>(?: |$)/.test(lines[end])) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(/^> ?/, ''));
  return { block: { kind: 'quote', blocks: parseBlocks(inner.join('\n'), depth + 1) }, lines: end - at };
}

const ITEM = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;

function listAt(lines, at) {
  const items = [];
  let end = at;
  while (end < lines.length) {
    const match = ITEM.exec(lines[end]);
    if (match)
      items.push({ indent: match[1].length, number: /\d/.test(match[2]) ? parseInt(match[2], 10) : null, text: match[3] });
    else if (/^ {2,}\S/.test(lines[end]) && items.length) items.at(-1).text += `\n${lines[end].trim()}`;
    else break;
    end += 1;
  }
  return { block: nest(items, 0, items.length), lines: end - at };
}

/** A list of the items from..to, where a deeper indent makes a list within the item before. */
function nest(items, from, to) {
  const first = items[from];
  const list = { kind: 'list', start: first.number, items: [] };
  let at = from;
  while (at < to) {
    let next = at + 1;
    while (next < to && items[next].indent > first.indent) next += 1;
    const inner = next > at + 1 ? nest(items, at + 1, next) : null;
    list.items.push({ children: parseInline(items[at].text), list: inner });
    at = next;
  }
  return list;
}
