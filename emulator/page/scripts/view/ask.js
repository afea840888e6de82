// A short question as a dialog: yes or no, or one line of text.

import { element, focusAgain, freshId } from './elements.js';

/**
 * Resolves to null when it is given up, else to the text (`field`: its label) or to true.
 * `danger`: what is agreed to can't be undone.
 */
export function ask({ title, text = '', agree, field = null, danger = false }) {
  const titleId = freshId('title');
  const back = document.activeElement;
  const input = field
    ? element('input', { type: 'text', required: true, maxlength: 100, autocomplete: 'off', dir: 'auto', data: { test: 'ask-input' } })
    : null;
  return new Promise((resolve) => {
    let answer = null;
    const agreed = element(
      'button',
      { type: 'submit', class: `button button-${danger ? 'danger' : 'primary'}`, data: { test: 'ask-agree' } },
      agree,
    );
    const dialog = element(
      'dialog',
      {
        class: 'modal ask',
        'aria-labelledby': titleId,
        data: { test: 'ask' },
        on: {
          close: () => {
            dialog.remove();
            if (back?.isConnected) focusAgain(back);
            resolve(answer);
          },
        },
      },
      element(
        'form',
        {
          method: 'dialog',
          on: {
            submit: (event) => {
              event.preventDefault();
              const words = input?.value.trim();
              if (input && !words) return;
              answer = input ? words : true;
              dialog.close();
            },
          },
        },
        element('h2', { id: titleId }, title),
        text ? element('p', { class: 'ask-text', dir: 'auto' }, text) : null,
        input ? element('label', { class: 'modal-field modal-text' }, element('span', { class: 'modal-label' }, field), input) : null,
        element(
          'div',
          { class: 'modal-foot' },
          element(
            'button',
            { type: 'button', class: 'button button-secondary', data: { test: 'ask-cancel' }, on: { click: () => dialog.close() } },
            'Cancel',
          ),
          agreed,
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    (input ?? agreed).focus();
  });
}
