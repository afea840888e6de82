// Times as a reader's language writes them: message times and `<t:…>` stamps.

const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};
const STEPS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];
const formats = new Map();

function formatted(date, locale, style) {
  const key = `${locale}|${style}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(safe(locale), STYLES[style]));
  return formats.get(key).format(date);
}

function safe(locale) {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** "in 3 days", "2 hours ago". */
export function relative(date, locale, now = Date.now()) {
  const seconds = Math.round((date.getTime() - now) / 1000);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(safe(locale), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** A `<t:seconds:style>` stamp: what is shown, and the whole date for a title. Null when it is no date. */
export function stamp(seconds, style, locale) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return null;
  const text = style === 'R' ? relative(date, locale) : formatted(date, locale, style);
  return { text, title: formatted(date, locale, 'F'), iso: date.toISOString() };
}

/** A message's time: the hour when it was today, else day and hour. */
export function messageTime(date, locale, now = new Date()) {
  const sameDay = date.toDateString() === now.toDateString();
  return formatted(date, locale, sameDay ? 't' : 's');
}

/** The hour alone. */
export function clockTime(date, locale) {
  return formatted(date, locale, 't');
}

/** The line between two days. */
export function dayName(date, locale, now = new Date()) {
  if (date.toDateString() === now.toDateString()) return 'Today';
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  return date.toDateString() === yesterday.toDateString() ? 'Yesterday' : formatted(date, locale, 'D');
}

export function fullTime(date, locale) {
  return formatted(date, locale, 'F');
}
