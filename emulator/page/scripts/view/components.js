// A message's components, legacy and V2.

import { element, icon } from './elements.js';
import { richText } from '../text/render.js';
import { covered, fileCard, picture } from './attachments.js';
import { SelectMenu } from './select-menu.js';

export const TYPE = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
  radios: 21,
  checkboxes: 22,
  checkbox: 23,
};
const STYLE = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link', 6: 'premium' };

/** `context`: {room, message, failed}: where an interaction comes from, and where its failure is said. */
export function componentList(components, context) {
  return element(
    'div',
    { class: 'components' },
    components.map((component) => one(component, context)),
  );
}

function one(component, context) {
  switch (component.type) {
    case TYPE.row:
      return element(
        'div',
        { class: 'row' },
        component.components.map((inner) => one(inner, context)),
      );
    case TYPE.button:
      return button(component, context);
    case TYPE.stringSelect:
    case TYPE.userSelect:
    case TYPE.roleSelect:
    case TYPE.mentionableSelect:
    case TYPE.channelSelect:
      return select(component, context);
    case TYPE.text:
      return element('div', { class: 'text' }, richText(component.content, context.room.names()));
    case TYPE.section:
      return element(
        'div',
        { class: 'section' },
        element(
          'div',
          { class: 'section-words' },
          component.components.map((inner) => one(inner, context)),
        ),
        one(component.accessory, context),
      );
    case TYPE.thumbnail:
      return picture(source(component.media, context), component.description, { hidden: component.spoiler, small: true });
    case TYPE.gallery:
      return element(
        'div',
        { class: 'gallery', data: { count: Math.min(component.items.length, 4) } },
        component.items.map((item) => picture(source(item.media, context), item.description, { hidden: item.spoiler })),
      );
    case TYPE.file:
      return file(component, context);
    case TYPE.separator:
      return element('hr', {
        class: `separator spacing-${component.spacing ?? 1}${component.divider === false ? ' separator-bare' : ''}`,
      });
    case TYPE.container:
      return container(component, context);
    default:
      return element('p', { class: 'system' }, `A component of type ${component.type}, which this page doesn't show`);
  }
}

function container(component, context) {
  const accent = Number.isInteger(component.accent_color) ? `#${component.accent_color.toString(16).padStart(6, '0')}` : null;
  const box = element(
    'div',
    { class: accent ? 'container container-accent' : 'container', style: accent ? { '--accent-line': accent } : {} },
    component.components.map((inner) => one(inner, context)),
  );
  return component.spoiler ? covered(box) : box;
}

/** Where a media item is: `attachment://name` means one of the message's own files. */
function source(media, { message }) {
  const name = /^attachment:\/\/(.+)$/.exec(media?.url ?? '')?.[1];
  return name
    ? (message.attachments?.find((file) => file.filename === name)?.url ?? '')
    : media?.proxy_url && !media.url
      ? media.proxy_url
      : (media?.url ?? '');
}

function file(component, context) {
  const url = source(component.file, context);
  const known = context.message.attachments?.find((one) => one.url === url || one.filename === component.name);
  const card = fileCard({
    url,
    filename: component.name ?? known?.filename ?? url.split('/').at(-1)?.split('?')[0],
    size: component.size ?? known?.size,
  });
  return component.spoiler ? covered(card) : card;
}

export function emojiText(emoji) {
  if (!emoji) return null;
  return emoji.id ? `:${emoji.name}:` : emoji.name;
}

function button(component, context) {
  const label = [
    component.emoji
      ? element('span', { class: 'button-emoji', 'aria-hidden': component.label ? 'true' : null }, emojiText(component.emoji))
      : null,
    component.label ? element('bdi', {}, component.label) : null,
  ];
  const classes = `button button-${STYLE[component.style] ?? 'secondary'}`;
  const name = component.label ?? emojiText(component.emoji) ?? '';
  if (component.style === 5) {
    const web = /^https?:\/\//i.test(component.url ?? '');
    return element(
      'a',
      {
        class: classes,
        href: web && !component.disabled ? component.url : null,
        title: component.url,
        target: '_blank',
        rel: 'noopener noreferrer nofollow',
        'aria-disabled': web ? null : 'true',
        data: { test: 'button', label: name },
      },
      label,
      icon('link'),
    );
  }
  const node = element(
    'button',
    {
      type: 'button',
      class: classes,
      disabled: component.disabled || component.style === 6,
      data: { test: 'button', label: name, customId: component.custom_id, key: `c:${component.custom_id}` },
      on: { click: () => act(node, component, context) },
    },
    label,
  );
  return node;
}

function select(component, context) {
  const menu = new SelectMenu(component, context.room, {
    message: context.message,
    done: (values) => act(menu.button, component, context, values),
  });
  return menu.root;
}

/** Sends the interaction; its component is busy until there is an outcome, and a failure stands in the message. */
async function act(node, component, { room, message, failed }, values) {
  if (node.getAttribute('aria-busy') === 'true') return;
  node.setAttribute('aria-busy', 'true');
  failed.hidden = true;
  const outcome = await room.component(message, component, values);
  node.removeAttribute('aria-busy');
  if (outcome.kind === 'failure') {
    failed.textContent = outcome.text;
    failed.hidden = false;
  }
}
