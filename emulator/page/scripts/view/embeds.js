// Embeds: the cards of legacy messages.

import { element } from './elements.js';
import { link, richLine, richText } from '../text/render.js';
import { fullTime } from '../text/time.js';
import { localPath, picture } from './attachments.js';

const web = (url) => (/^https?:\/\//i.test(url ?? '') ? url : null);
const hex = (color) => (Number.isInteger(color) ? `#${color.toString(16).padStart(6, '0')}` : null);

export function embedCard(embed, names) {
  const accent = hex(embed.color);
  const thumbnail = embed.thumbnail?.url ? picture(embed.thumbnail.url, 'Small picture of the card', { small: true }) : null;
  const beside = thumbnail && localPath(embed.thumbnail.url);
  return element(
    'div',
    { class: 'embed', style: accent ? { '--accent-line': accent } : {} },
    element(
      'div',
      { class: 'embed-words' },
      embed.author?.name
        ? element('p', { class: 'embed-author' }, linked(embed.author.url, element('bdi', {}, embed.author.name)))
        : null,
      embed.title ? element('p', { class: 'embed-title', dir: 'auto' }, linked(embed.url, richLine(embed.title, names))) : null,
      embed.description ? element('div', { class: 'text' }, richText(embed.description, names)) : null,
      embed.fields?.length
        ? element(
            'dl',
            { class: 'embed-fields' },
            embed.fields.map((field) =>
              element(
                'div',
                { class: field.inline ? 'field-inline' : '' },
                element('dt', { dir: 'auto' }, richLine(field.name, names)),
                element('dd', { class: 'text' }, richText(field.value, names)),
              ),
            ),
          )
        : null,
      embed.image?.url ? picture(embed.image.url, 'Picture of the card') : null,
      thumbnail && !beside ? thumbnail : null,
      foot(embed, names),
    ),
    beside ? thumbnail : null,
  );
}

const linked = (url, children) => (web(url) ? link(url, children) : children);

function foot(embed, names) {
  const at = embed.timestamp ? fullTime(new Date(embed.timestamp), names.locale) : '';
  const parts = [embed.footer?.text, at].filter(Boolean);
  return parts.length ? element('p', { class: 'embed-foot', dir: 'auto' }, parts.join(' · ')) : null;
}
