// Building DOM. Text only ever gets in as text: nothing here, and nothing in this page, parses HTML.

/**
 * An element. `properties`: `class`, `data` (data-* attributes), `on` (listeners), `style` (custom
 * properties and styles, set through the CSSOM so that a strict CSP allows it); anything else is an
 * attribute, left out when null, undefined or false. Children: nodes, strings, arrays, null.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name === 'data') setData(node, value);
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'style') for (const [key, setting] of Object.entries(value)) node.style.setProperty(key, setting);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  append(node, children);
  return node;
}

function setData(node, entries) {
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null && value !== undefined && value !== false) node.dataset[key] = String(value);
  }
}

function append(node, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(node, child);
    else node.append(child);
  }
}

let counter = 0;

/** An id for ARIA references, unique in this page. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** A button with an icon and an accessible name. */
export function iconButton(name, label, properties = {}) {
  const { class: extra = '', ...rest } = properties;
  return element(
    'button',
    { type: 'button', class: `icon-button ${extra}`.trim(), 'aria-label': label, title: label, ...rest },
    icon(name),
  );
}

/**
 * Gives the focus back after something lay over it. Where it is already, it is given anew: after a dialog's end a text
 * field may have the focus and no caret, and then takes no keys.
 */
export function focusAgain(node) {
  node.blur();
  node.focus();
}

const PATHS = {
  hash: 'M9 4 7 20M17 4l-2 16M4 9h17M3 15h17',
  megaphone: 'M4 10v4h3l9 5V5L7 10H4zM19 9.5a3.5 3.5 0 0 1 0 5',
  forum: 'M4 5h16v10H10l-4 4v-4H4z',
  reply: 'M10 7 5 12l5 5M5 12h9a5 5 0 0 1 5 5v1',
  pencil: 'M4 20l1-4L16 5l3 3L8 19z',
  thread: 'M6 4v10a3 3 0 0 0 3 3h9M15 13l4 4-4 4',
  voice: 'M5 10v4h3l5 4V6L8 10zM17 9a4 4 0 0 1 0 6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-4 3-6 6.500-6s5.900 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2 .8 3.200 2.700 3.500 5.500',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  send: 'M4 12 20 4l-5 16-3.500-6.500zM11.500 13.500 20 4',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.500 14c1.700 2.700 5.300 2.700 7 0M9 9.500h.01M15 9.500h.01',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  columns: 'M4 5h16v14H4zM12 5v14',
  plus: 'M12 5v14M5 12h14',
  chevron: 'M7 10l5 5 5-5',
  down: 'M12 5v14M6 13l6 6 6-6',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  eye: 'M2.500 12C5 7.500 8 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.500 6.500-9.500 6.500s-7-2-9.500-6.500zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  slash: 'M5 4h14v16H5zM14 8l-4 8',
  check: 'M5 12.500 10 17.500 19.500 7',
  warning: 'M12 4 2.500 20h19zM12 10v4.500M12 17.500h.01',
  link: 'M14 5h5v5M19 5l-9 9M17 14v5H5V7h5',
};

/** A decorative line icon. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
