// A message of one's own as a text field in its place, until it is saved or given up.

import { element } from './elements.js';

/**
 * Puts the editor in the place of a message's content. `text`: what stands in it; `was`: what was
 * written before; `save(text)` → a promise;
 * `close()`: the message is to be shown as it is.
 */
export function editInPlace(item, { text, was, save, close }) {
  const fault = element('p', { class: 'failure', role: 'alert', hidden: true });
  const input = element('textarea', { rows: 1, dir: 'auto', 'aria-label': 'Edit the message', data: { test: 'edit' } });
  input.value = text;
  const grow = () => {
    input.style.setProperty('height', 'auto');
    input.style.setProperty('height', `${input.scrollHeight}px`);
  };
  const submit = async () => {
    const wanted = input.value.trim();
    if (wanted === was.trim() || !wanted) {
      close();
      return;
    }
    try {
      await save(wanted);
      close();
    } catch (refusal) {
      fault.textContent = refusal.message;
      fault.hidden = false;
    }
  };
  const button = (words, test, act) =>
    element('button', { type: 'button', class: 'text-button', data: { test }, on: { click: act } }, words);
  const form = element(
    'form',
    {
      class: 'edit',
      on: {
        submit: (event) => {
          event.preventDefault();
          submit();
        },
        keydown: (event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            close();
          } else if (event.key === 'Enter' && event.target === input && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            submit();
          }
        },
      },
    },
    input,
    fault,
    element(
      'p',
      { class: 'edit-foot' },
      'Escape to ',
      button('cancel', 'edit-cancel', close),
      ' · Enter to ',
      button('save', 'edit-save', submit),
    ),
  );
  input.addEventListener('input', grow);
  item.querySelector('.content').replaceWith(form);
  grow();
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
  return { value: () => input.value };
}
