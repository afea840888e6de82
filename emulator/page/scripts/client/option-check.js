// The checks that Discord makes in the client: a text becomes an option's value, or a sentence says why not.

import { OPTION } from './commands.js';

const LONGEST_TEXT = 6000;
const LARGEST_INTEGER = Number.MAX_SAFE_INTEGER;

/** `{value}`, or `{fault}` with a sentence. `text` is not empty. */
export function checkText(option, text) {
  switch (option.type) {
    case OPTION.integer:
      return checkNumber(option, text, true);
    case OPTION.number:
      return checkNumber(option, text, false);
    case OPTION.boolean:
      return checkBoolean(text);
    case OPTION.string:
      return checkString(option, text);
    default:
      return { fault: 'Choose one from the list.' };
  }
}

function checkString(option, text) {
  const length = [...text].length;
  const least = option.min_length ?? 0;
  const most = option.max_length ?? LONGEST_TEXT;
  if (length < least) return { fault: `At least ${count(least, 'character')} (now ${length}).` };
  if (length > most) return { fault: `At most ${count(most, 'character')} (now ${length}).` };
  return { value: text };
}

function checkNumber(option, text, whole) {
  const value = Number(text.trim().replace(/^\+/, ''));
  if (!Number.isFinite(value) || !/\d/.test(text)) return { fault: whole ? 'Type a whole number.' : 'Type a number.' };
  if (whole && !Number.isInteger(value)) return { fault: 'Type a whole number.' };
  if (Math.abs(value) > LARGEST_INTEGER) return { fault: 'That number is too large.' };
  if (option.min_value !== undefined && value < option.min_value) return { fault: `At least ${option.min_value}.` };
  if (option.max_value !== undefined && value > option.max_value) return { fault: `At most ${option.max_value}.` };
  return { value };
}

function checkBoolean(text) {
  const word = text.trim().toLowerCase();
  if (['true', 'yes'].includes(word)) return { value: true };
  if (['false', 'no'].includes(word)) return { value: false };
  return { fault: 'Choose True or False.' };
}

/** "1 character", "5 characters". */
export function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
