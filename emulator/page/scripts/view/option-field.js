// One option of a command as a field. Each has: root, option, focus(), empty(), read(), mark(fault).
// read() gives {} (nothing there), {value}, {file}, or {fault} with a sentence.

import { element, freshId, iconButton } from './elements.js';
import { Combobox } from './combobox.js';
import { OPTION, shownName } from '../client/commands.js';
import { checkText } from '../client/option-check.js';
import { findChannels, findMentionables, findPeople, findRoles } from '../client/directory.js';

/** Pause (ms) after a keystroke before the bot is asked for choices. */
const AUTOCOMPLETE_PAUSE = 150;
const PICKED = new Set([OPTION.user, OPTION.channel, OPTION.role, OPTION.mentionable]);
const HINT = {
  [OPTION.integer]: 'whole number',
  [OPTION.number]: 'number',
  [OPTION.user]: '@person',
  [OPTION.role]: '@role',
  [OPTION.mentionable]: '@person or role',
  [OPTION.channel]: '#channel',
  [OPTION.boolean]: 'True or False',
};

/** `ask(text)` → the bot's choices; `picked(item)`, `focused()` tell the form; `remove`: null for a required one. */
export function optionField(room, option, { ask, picked, focused, remove }) {
  const core = option.type === OPTION.attachment ? fileField(option) : textField(room, option, { ask, picked });
  const faultId = freshId('fault');
  const fault = element('p', { class: 'field-fault', id: faultId, data: { test: 'option-fault', name: option.name } });
  core.input.setAttribute('aria-describedby', faultId);
  core.input.setAttribute('aria-required', String(Boolean(option.required)));
  const field = element(
    'div',
    { class: 'field' },
    element(
      'label',
      { class: 'field-name', for: core.input.id, title: option.description },
      shownName(option),
      option.required ? null : element('span', { class: 'quiet' }, ' optional'),
    ),
    core.root,
    remove
      ? iconButton('close', `Leave out ${shownName(option)}`, {
          class: 'field-remove',
          tabindex: -1,
          data: { test: 'remove-option', name: option.name },
          on: { click: remove },
        })
      : null,
  );
  const root = element(
    'div',
    { class: core.wide ? 'field-place field-wide' : 'field-place', on: { focusin: focused } },
    field,
    fault,
  );
  core.input.addEventListener('input', () => mark(null));
  core.input.addEventListener('keydown', (event) => {
    if (remove && event.key === 'Backspace' && core.empty()) {
      event.preventDefault();
      event.stopPropagation();
      remove();
    }
  });
  function mark(text) {
    field.classList.toggle('field-faulty', Boolean(text));
    core.input.setAttribute('aria-invalid', String(Boolean(text)));
    fault.textContent = text ?? '';
  }
  return { root, option, focus: () => core.input.focus(), empty: core.empty, read: core.read, mark };
}

function textField(room, option, { ask, picked }) {
  const source = sourceFor(room, option, ask);
  const free = !option.choices?.length && !PICKED.has(option.type) && option.type !== OPTION.boolean;
  const label = option.description ? `${shownName(option)}, ${option.description}` : shownName(option);
  const placeholder = HINT[option.type] ?? (option.choices?.length ? 'choose' : option.autocomplete ? 'type to search' : '');
  const combobox = source
    ? new Combobox({
        label,
        source,
        wait: option.autocomplete ? AUTOCOMPLETE_PAUSE : 0,
        free,
        // A number that was typed stands: only a choice made on purpose takes its place.
        marks: option.type !== OPTION.integer && option.type !== OPTION.number,
        placeholder,
        picked: (item, how) => {
          size();
          picked(item, how);
        },
        test: `option-${option.name}`,
        announce: room.announce,
      })
    : null;
  const input =
    combobox?.input ??
    element('input', {
      type: 'text',
      'aria-label': label,
      autocomplete: 'off',
      dir: 'auto',
      placeholder,
      data: { test: `option-${option.name}` },
    });
  input.id = freshId('option');
  if (option.type === OPTION.integer || option.type === OPTION.number)
    input.setAttribute('inputmode', option.type === OPTION.integer ? 'numeric' : 'decimal');
  const size = () => input.style.setProperty('--letters', Math.max(input.value.length, input.placeholder.length, 8));
  input.addEventListener('input', size);
  size();
  return {
    input,
    wide: option.type === OPTION.string && !source,
    root: combobox?.root ?? element('span', { class: 'combobox' }, input),
    empty: () => !input.value.trim(),
    read: () => {
      if (!input.value.trim()) return {};
      const { item } = combobox ?? {};
      if (item) return { value: item.value };
      return option.choices?.length ? { fault: 'Choose one from the list.' } : checkText(option, input.value);
    },
  };
}

/** Where a field's choices come from; null when it has none. */
function sourceFor(room, option, ask) {
  if (option.autocomplete) return ask;
  if (option.choices?.length)
    return (text) =>
      fitting(
        option.choices.map((choice) => ({ label: String(choice.name), value: choice.value })),
        text,
      );
  switch (option.type) {
    case OPTION.boolean:
      return (text) =>
        fitting(
          [
            { label: 'True', value: true },
            { label: 'False', value: false },
          ],
          text,
        );
    case OPTION.user:
      return (text) => findPeople(room, text);
    case OPTION.role:
      return (text) => findRoles(room, text);
    case OPTION.mentionable:
      return (text) => findMentionables(room, text);
    case OPTION.channel:
      return (text) => findChannels(room, text, option.channel_types);
    default:
      return null;
  }
}

function fitting(items, text) {
  const wanted = text.trim().toLowerCase();
  return items.filter((item) => item.label.toLowerCase().includes(wanted));
}

function fileField(option) {
  const accept = (option.file_types ?? []).map((type) => (type.startsWith('.') ? type : `${type}/*`)).join(',');
  const input = element('input', {
    type: 'file',
    id: freshId('option'),
    accept: accept || null,
    data: { test: `option-${option.name}` },
  });
  return {
    input,
    root: element('span', { class: 'combobox file-field' }, input),
    empty: () => !input.files.length,
    read: () => (input.files.length ? { file: input.files[0] } : {}),
  };
}
