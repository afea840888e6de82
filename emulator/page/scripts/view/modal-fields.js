// The parts of a modal. Each has: root, value(fileId) (the answer's component), check() (true when wrong), focus?, files?.

import { element, freshId } from './elements.js';
import { richText } from '../text/render.js';
import { count } from '../client/option-check.js';
import { SelectMenu } from './select-menu.js';
import { TYPE } from './components.js';

export function modalPart(component, room) {
  switch (component.type) {
    case TYPE.text:
      return {
        root: element('div', { class: 'text' }, richText(component.content, room.names())),
        value: () => ({ type: TYPE.text, id: component.id }),
        check: () => false,
      };
    case TYPE.label: {
      const { component: inner, label, description } = component;
      const field = inner.type === TYPE.checkbox ? single(component) : labelled(inner, room, label, description);
      return {
        ...field,
        get files() {
          return field.files;
        },
        value: (fileId) => ({ type: TYPE.label, id: component.id, component: field.value(fileId) }),
      };
    }
    case TYPE.row: {
      const [inner] = component.components;
      const field = labelled(inner, room, inner.label ?? inner.placeholder ?? 'Answer', null);
      return { ...field, value: (fileId) => ({ type: TYPE.row, id: component.id, components: [field.value(fileId)] }) };
    }
    default:
      return {
        root: element('p', { class: 'system' }, `A part of type ${component.type}, which this page doesn't show`),
        value: () => ({ type: component.type, id: component.id }),
        check: () => false,
      };
  }
}

/** A field with its label, its hint and the place where a fault is said. */
function labelled(component, room, label, description) {
  const ids = { input: freshId('field'), hint: freshId('hint'), fault: freshId('fault'), label: freshId('label') };
  const required = component.required ?? true;
  const field = build(component, room, ids, label, required);
  const fault = element('p', { class: 'failure', id: ids.fault, hidden: true });
  const grouped = field.group === true;
  const say = (text) => {
    fault.textContent = text ?? '';
    fault.hidden = !text;
    field.input?.setAttribute('aria-invalid', String(Boolean(text)));
  };
  const name = [
    label,
    required
      ? element('span', { class: 'required', 'aria-hidden': 'true' }, ' *')
      : element('span', { class: 'optional' }, ' optional'),
  ];
  const root = element(
    grouped ? 'fieldset' : 'div',
    { class: 'modal-field', 'aria-describedby': grouped ? `${ids.hint} ${ids.fault}` : null },
    grouped
      ? element('legend', { class: 'modal-label' }, name)
      : element('label', { class: 'modal-label', for: ids.input, id: ids.label }, name),
    element('p', { class: 'modal-hint', id: ids.hint, dir: 'auto', hidden: !description }, description ?? ''),
    field.root,
    fault,
  );
  // What was complained about is being mended: the complaint goes until the next try.
  for (const event of ['input', 'change', 'click']) field.root.addEventListener(event, () => say(null));
  return {
    root,
    focus: field.focus,
    get files() {
      return field.files?.() ?? [];
    },
    value: (fileId) => ({ type: component.type, id: component.id, custom_id: component.custom_id, ...field.answer(fileId) }),
    check: () => {
      say(field.fault());
      return !fault.hidden;
    },
  };
}

function build(component, room, ids, label, required) {
  switch (component.type) {
    case TYPE.textInput:
      return textInput(component, ids, required);
    case TYPE.stringSelect:
    case TYPE.userSelect:
    case TYPE.roleSelect:
    case TYPE.mentionableSelect:
    case TYPE.channelSelect:
      return select(component, room, ids, label, required);
    case TYPE.upload:
      return upload(component, ids, required);
    case TYPE.radios:
      return ticks(component, ids, required, 'radio');
    case TYPE.checkboxes:
      return ticks(component, ids, required, 'checkbox');
    default:
      return {
        root: element('p', { class: 'system' }, `A field of type ${component.type}`),
        answer: () => ({}),
        fault: () => null,
      };
  }
}

function textInput(component, ids, required) {
  const most = component.max_length ?? 4000;
  const least = component.min_length ?? 0;
  const long = component.style === 2;
  const left = element('span', { class: 'counter', 'aria-hidden': 'true' });
  const input = element(long ? 'textarea' : 'input', {
    id: ids.input,
    type: long ? null : 'text',
    rows: long ? 4 : null,
    placeholder: component.placeholder,
    maxlength: most,
    'aria-required': String(required),
    dir: 'auto',
    autocomplete: 'off',
    'aria-describedby': `${ids.hint} ${ids.fault}`,
    data: { test: 'modal-input', customId: component.custom_id },
    on: { input: () => tell() },
  });
  input.value = component.value ?? '';
  const tell = () => {
    left.textContent = component.max_length ? `${input.value.length} / ${most}` : '';
  };
  tell();
  return {
    input,
    root: element('div', { class: 'modal-text' }, input, left),
    focus: () => input.focus(),
    answer: () => ({ value: input.value }),
    fault: () => {
      if (!input.value) return required ? 'This is needed.' : null;
      if (input.value.length < least) return `At least ${count(least, 'character')} (now ${input.value.length}).`;
      return null;
    },
  };
}

function select(component, room, ids, label, required) {
  const menu = new SelectMenu({ ...component, min_values: component.min_values ?? (required ? 1 : 0) }, room, { label });
  menu.button.id = ids.input;
  return {
    input: menu.button,
    root: menu.root,
    focus: () => menu.button.focus(),
    answer: () => ({ values: menu.values }),
    fault: () => {
      if (!menu.values.length) return required ? 'Choose at least one.' : null;
      return menu.values.length < menu.least ? `Choose at least ${menu.least}.` : null;
    },
  };
}

function upload(component, ids, required) {
  const most = component.max_values ?? 1;
  const input = element('input', {
    type: 'file',
    id: ids.input,
    multiple: most > 1,
    'aria-describedby': ids.fault,
    data: { test: 'modal-input', customId: component.custom_id },
  });
  return {
    input,
    root: input,
    focus: () => input.focus(),
    files: () => [...input.files],
    answer: (fileId) => ({ values: [...input.files].map(() => fileId()) }),
    fault: () => {
      if (required && !input.files.length) return 'Choose a file.';
      if (input.files.length < (component.min_values ?? 0)) return `Choose at least ${count(component.min_values, 'file')}.`;
      return input.files.length > most ? `Choose at most ${count(most, 'file')}.` : null;
    },
  };
}

function ticks(component, ids, required, type) {
  const name = freshId('group');
  const inputs = component.options.map((option) =>
    element('input', {
      type,
      name,
      value: option.value,
      checked: option.default,
      data: { test: 'modal-tick', name: option.label },
    }),
  );
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  const least = component.min_values ?? (required ? 1 : 0);
  const most = component.max_values ?? component.options.length;
  return {
    group: true,
    root: element(
      'div',
      { class: 'ticks' },
      component.options.map((option, index) =>
        element(
          'label',
          { class: 'tick-line' },
          inputs[index],
          element('span', {}, option.label, option.description ? element('small', {}, option.description) : null),
        ),
      ),
    ),
    focus: () => inputs[0].focus(),
    answer: () => (type === 'radio' ? { value: chosen()[0] ?? null } : { values: chosen() }),
    fault: () => {
      const number = chosen().length;
      if (type === 'radio') return required && !number ? 'Choose one.' : null;
      if (number < least && (required || number)) return `Choose at least ${least}.`;
      return number > most ? `Choose at most ${most}.` : null;
    },
  };
}

/** A box by itself can stay empty; who must agree is given a group of one. */
function single({ component, label, description }) {
  const input = element('input', {
    type: 'checkbox',
    checked: component.default,
    data: { test: 'modal-tick', name: component.custom_id },
  });
  return {
    root: element(
      'label',
      { class: 'tick-line' },
      input,
      element('span', { dir: 'auto' }, label, description ? element('small', {}, description) : null),
    ),
    focus: () => input.focus(),
    value: () => ({ type: component.type, id: component.id, custom_id: component.custom_id, value: input.checked }),
    check: () => false,
  };
}
