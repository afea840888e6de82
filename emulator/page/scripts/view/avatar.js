// A face for a person or an app: initials on a colour of their own. Nothing is loaded.

import { element } from './elements.js';

const HUES = [168, 205, 262, 318, 12, 35, 92, 232];

export function avatar(id, name, { bot = false, small = false } = {}) {
  const hue = HUES[[...`${id}${name}`].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 65_521, 7) % HUES.length];
  const classes = ['avatar', bot ? 'avatar-bot' : '', small ? 'avatar-small' : ''].filter(Boolean).join(' ');
  return element('span', { class: classes, 'aria-hidden': 'true', style: { '--hue': hue } }, initials(name));
}

function initials(name) {
  const words = String(name ?? '?')
    .trim()
    .split(/[\s_.-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? '?'];
  return letters
    .map((word) => [...word][0])
    .join('')
    .toUpperCase();
}
