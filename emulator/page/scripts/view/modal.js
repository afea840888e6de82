// A modal that a bot opened, as a dialog of the browser.

import { element, focusAgain, freshId, iconButton } from './elements.js';
import { KIND } from '../client/interactions.js';
import { modalPart } from './modal-fields.js';

/** Shows the modal of an INTERACTION_MODAL_CREATE. */
export function openModal(room, modal) {
  const titleId = freshId('title');
  const parts = (modal.components ?? []).map((component) => modalPart(component, room));
  const fault = element('p', { class: 'failure', role: 'alert', hidden: true });
  const submit = element('button', { type: 'submit', class: 'button button-primary', data: { test: 'modal-submit' } }, 'Submit');
  const cancel = element(
    'button',
    { type: 'button', class: 'button button-secondary', data: { test: 'modal-cancel' }, on: { click: () => dialog.close() } },
    'Cancel',
  );
  const form = element(
    'form',
    {
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          send();
        },
      },
    },
    element(
      'div',
      { class: 'modal-head' },
      element(
        'div',
        {},
        element('h2', { id: titleId, dir: 'auto' }, modal.title),
        element(
          'p',
          { class: 'modal-from' },
          `This form goes to ${modal.application?.name ?? 'the application'}. Never type a password.`,
        ),
      ),
      iconButton('close', 'Close', { on: { click: () => dialog.close() } }),
    ),
    element(
      'div',
      { class: 'modal-parts' },
      parts.map((part) => part.root),
    ),
    fault,
    element('div', { class: 'modal-foot' }, cancel, submit),
  );
  const back = document.activeElement;
  const dialog = element(
    'dialog',
    {
      class: 'modal',
      'aria-labelledby': titleId,
      data: { test: 'modal', customId: modal.custom_id },
      on: {
        close: () => {
          dialog.remove();
          if (back?.isConnected && back !== document.body) focusAgain(back);
          else room.composer.focus();
        },
      },
    },
    form,
  );
  const say = (text) => {
    fault.textContent = text;
    fault.hidden = !text;
  };

  async function send() {
    const wrong = parts.filter((part) => part.check());
    say(wrong.length ? 'Some answers need another look.' : '');
    if (wrong.length) {
      wrong[0].focus();
      return;
    }
    submit.setAttribute('aria-busy', 'true');
    submit.disabled = true;
    const files = parts.flatMap((part) => part.files ?? []);
    const outcome = await room.session.interactions.run(answer(room, modal, parts, files), files);
    submit.removeAttribute('aria-busy');
    submit.disabled = false;
    if (outcome.kind === 'failure') say(outcome.text);
    else dialog.close();
  }

  document.body.append(dialog);
  dialog.showModal();
  (parts.find((part) => part.focus)?.focus ?? (() => submit.focus()))();
}

function answer(room, modal, parts, files) {
  const attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
  let next = 0;
  const components = parts.map((part) => part.value(() => String(next++)));
  return {
    type: KIND.modal,
    application_id: modal.application?.id ?? modal.application_id,
    guild_id: modal.guild_id ?? room.guild?.id,
    channel_id: modal.channel_id ?? room.channel.id,
    data: { id: modal.id, custom_id: modal.custom_id, components, ...(files.length ? { attachments } : {}) },
  };
}
