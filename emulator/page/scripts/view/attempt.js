// A command that a person sent: while it waits for an answer, and when it failed.

import { element, icon } from './elements.js';

/** `failed`: {text, dismiss()}, or nothing while an answer is awaited. */
export function attemptItem(label, failed = null) {
  return element(
    'li',
    { class: failed ? 'attempt attempt-failed' : 'attempt', data: { test: 'attempt', state: failed ? 'failed' : 'sending' } },
    element('span', { class: 'attempt-what' }, 'You used ', element('b', {}, label)),
    failed ? failure(failed) : waiting(),
  );
}

function failure({ text, dismiss }) {
  const away = element(
    'button',
    { type: 'button', class: 'text-button', data: { test: 'dismiss' }, on: { click: dismiss } },
    'Dismiss',
  );
  return element('span', { class: 'failure' }, icon('warning'), text, ' ', away);
}

function waiting() {
  return element('span', { class: 'sending' }, dots(), 'Waiting for an answer');
}

/** Three dots that move while something is awaited. */
export function dots() {
  return element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));
}
