// Inline markup → a tree of plain values: {kind, text | children | …}. No DOM.

const DEEPEST = 12;
const MARKS = [
  ['**', 'strong'],
  ['__', 'underline'],
  ['~~', 'strike'],
  ['||', 'spoiler'],
  ['*', 'emphasis'],
  ['_', 'emphasis'],
];
const TOKENS = [
  [/<@!?(\d+)>/y, ([, id]) => ({ kind: 'user', id })],
  [/<@&(\d+)>/y, ([, id]) => ({ kind: 'role', id })],
  [/<#(\d+)>/y, ([, id]) => ({ kind: 'channel', id })],
  [/<\/([-_'\p{L}\p{N} ]{1,100}):(\d+)>/uy, ([, name, id]) => ({ kind: 'command', name, id })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    ([, seconds, style]) => ({ kind: 'time', seconds: Number(seconds), style: style ?? 'f' }),
  ],
  [/<a?:(\w{2,32}):\d+>/y, ([, name]) => ({ kind: 'emoji', text: `:${name}:` })],
  [/<id:(customize|browse|guide|linked-roles)(?::\d+)?>/y, ([, place]) => ({ kind: 'place', place })],
  [/<(https?:\/\/[^\s<>]+)>/y, ([, url]) => ({ kind: 'link', url, children: [{ kind: 'text', text: url }] })],
  [/@(?:everyone|here)\b/y, ([text]) => ({ kind: 'everyone', text })],
];
const NAMED_LINK = /\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/[^\s)>]+)>?(?:\s+"([^"\n]*)")?\)/y;
const BARE_LINK = /https?:\/\/[^\s<]+/y;
const ESCAPABLE = /[\\*_~|`<>#@:[\]()/!.+-]/;

/** The tree of a text without block markup (line breaks stay in the texts). */
export function parseInline(text, depth = 0) {
  const nodes = [];
  let plain = '';
  const flush = () => {
    if (plain) nodes.push({ kind: 'text', text: plain });
    plain = '';
  };
  let place = 0;
  while (place < text.length) {
    if (text[place] === '\\' && ESCAPABLE.test(text[place + 1] ?? '')) {
      plain += text[place + 1];
      place += 2;
      continue;
    }
    const found = depth < DEEPEST ? nodeAt(text, place, depth) : null;
    if (found) {
      flush();
      nodes.push(found.node);
      place = found.end;
    } else {
      plain += text[place];
      place += 1;
    }
  }
  flush();
  return nodes;
}

function nodeAt(text, place, depth) {
  switch (text[place]) {
    case '`':
      return codeAt(text, place);
    case '<':
    case '@':
      return tokenAt(text, place);
    case '[':
      return namedLinkAt(text, place, depth);
    case 'h':
      return bareLinkAt(text, place);
    case '*':
    case '_':
    case '~':
    case '|':
      return styledAt(text, place, depth);
    default:
      return null;
  }
}

function matchAt(expression, text, place) {
  expression.lastIndex = place;
  return expression.exec(text);
}

function codeAt(text, place) {
  const [fence] = matchAt(/`+/y, text, place);
  let end = text.indexOf(fence, place + fence.length);
  // A closing run must be of the same length.
  while (end >= 0 && text[end + fence.length] === '`') {
    const run = matchAt(/`+/y, text, end)[0].length;
    end = text.indexOf(fence, end + run);
  }
  if (end < 0) return null;
  const inner = text.slice(place + fence.length, end);
  const trimmed = fence.length > 1 ? inner.replace(/^ (.*) $/s, '$1') : inner;
  return inner ? { node: { kind: 'code', text: trimmed }, end: end + fence.length } : null;
}

function tokenAt(text, place) {
  for (const [expression, build] of TOKENS) {
    const match = matchAt(expression, text, place);
    if (match) return { node: build(match), end: place + match[0].length };
  }
  return null;
}

function namedLinkAt(text, place, depth) {
  const match = matchAt(NAMED_LINK, text, place);
  if (!match) return null;
  const children = parseInline(match[1], depth + 1).filter((node) => node.kind !== 'link');
  return { node: { kind: 'link', url: match[2], title: match[3], children }, end: place + match[0].length };
}

function bareLinkAt(text, place) {
  if (/[\p{L}\p{N}]/u.test(text[place - 1] ?? '')) return null;
  const match = matchAt(BARE_LINK, text, place);
  if (!match) return null;
  let url = match[0].replace(/[.,:;!?'"*_~|]+$/, '');
  if (url.endsWith(')') && !url.includes('(')) url = url.slice(0, -1);
  return { node: { kind: 'link', url, children: [{ kind: 'text', text: url }] }, end: place + url.length };
}

function styledAt(text, place, depth) {
  const entry = MARKS.find(([mark]) => text.startsWith(mark, place));
  if (!entry) return null;
  const [mark, kind] = entry;
  const start = place + mark.length;
  const letter = /[\p{L}\p{N}]/u;
  if (mark !== '||' && /\s/.test(text[start] ?? ' ')) return null;
  if (mark === '_' && letter.test(text[place - 1] ?? '')) return null;
  const end = closing(text, start, mark);
  if (end <= start) return null;
  return { node: { kind, children: parseInline(text.slice(start, end), depth + 1) }, end: end + mark.length };
}

function closing(text, from, mark) {
  const sign = mark[0];
  for (let place = from; place < text.length; place += 1) {
    if (text[place] === '\\') place += 1;
    else if (text[place] === '`') place = codeAt(text, place)?.end - 1 || place;
    else if (text[place] === sign) {
      let run = 1;
      while (text[place + run] === sign) run += 1;
      const fits = mark.length === 1 ? run % 2 === 1 : run >= 2;
      const open = mark.length === 1 && /\s/.test(text[place - 1] ?? '');
      const within = mark === '_' && /[\p{L}\p{N}]/u.test(text[place + run] ?? '');
      if (fits && !open && !within) return place + run - mark.length;
      place += run - 1;
    }
  }
  return -1;
}
