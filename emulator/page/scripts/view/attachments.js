// Attachments and media. Only what this emulator itself serves is loaded; anything elsewhere is a link.

import { element, icon } from './elements.js';
import { link } from '../text/render.js';

const SERVED = /^\/attachments\//;

/** The path of a file that this emulator serves, or null for a file elsewhere. */
export function localPath(address) {
  try {
    const url = new URL(address, location.href);
    const local = url.origin === location.origin || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    return local && SERVED.test(url.pathname) ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}

const isImage = (file) =>
  file.content_type?.startsWith('image/') || /\.(png|jpe?g|gif|webp|avif)$/i.test(file.filename ?? file.url ?? '');

export function attachmentList(attachments) {
  return element(
    'div',
    { class: 'attachments' },
    attachments.map((file) => attachment(file)),
  );
}

function attachment(file) {
  const hidden = file.filename?.startsWith('SPOILER_');
  return isImage(file)
    ? picture(file.url, file.description ?? file.filename, { hidden, width: file.width, height: file.height })
    : fileCard(file);
}

/** A picture that this emulator serves; else a link that says where it is. */
export function picture(url, description, { hidden = false, width, height, small = false } = {}) {
  const path = localPath(url);
  if (!path) return elsewhere(url, description);
  const image = element('img', {
    class: small ? 'thumbnail' : 'picture',
    src: path,
    alt: description ?? '',
    loading: 'lazy',
    width,
    height,
  });
  const opener = element(
    'a',
    {
      class: 'picture-link',
      href: path,
      target: '_blank',
      rel: 'noopener',
      'aria-label': description ? `Picture: ${description}` : 'Picture',
    },
    image,
  );
  return hidden ? covered(opener) : opener;
}

/** Hides something until it is asked for. */
export function covered(content) {
  const place = element('div', { class: 'covered' });
  const uncover = element(
    'button',
    {
      type: 'button',
      class: 'cover',
      on: {
        click: () => {
          place.replaceChildren(content);
        },
      },
    },
    'Spoiler: show',
  );
  place.append(uncover);
  return place;
}

function elsewhere(url, description) {
  let host = 'elsewhere';
  let safe = false;
  try {
    const parsed = new URL(url);
    host = parsed.host;
    safe = /^https?:$/.test(parsed.protocol);
  } catch {
    /* not an address at all: it stays plain text */
  }
  const text = [
    icon('link'),
    element('span', {}, description || 'Picture', element('small', {}, ` on ${host}, not loaded here`)),
  ];
  return element('p', { class: 'elsewhere' }, safe ? link(url, text) : text);
}

export function fileCard(file) {
  const path = localPath(file.url);
  const name = element('bdi', { class: 'file-name' }, file.filename ?? file.name ?? 'file');
  return element(
    'div',
    { class: 'file-card' },
    icon('file'),
    element(
      'span',
      { class: 'file-words' },
      path ? element('a', { href: path, download: file.filename ?? '' }, name) : name,
      element('small', {}, fileSize(file.size ?? 0)),
    ),
  );
}

/** "12 bytes", "3.4 KB". */
export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
