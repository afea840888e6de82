// The panel that shows what bots sent, what they were answered, and which rules they broke.

import { element, icon, iconButton } from './elements.js';
import { control } from '../client/rest.js';

const EVERY = 1000;
const MOST = 300;
const LONGEST_BODY = 20_000;

export class RequestsPanel {
  #after = 0;
  #timer = null;
  #known = [];

  constructor() {
    this.onlyFaults = element('input', { type: 'checkbox', data: { test: 'requests-only-faults' }, on: { change: () => this.#draw() } });
    this.filter = element('input', { type: 'search', placeholder: 'Filter by path', 'aria-label': 'Filter by path', data: { test: 'requests-filter' }, on: { input: () => this.#draw() } });
    this.list = element('ol', { class: 'requests' });
    this.summary = element('p', { class: 'requests-summary', role: 'status' }, 'Nothing yet');
    this.live = element('p', { class: 'quiet', role: 'status' });
    this.root = element('aside', { class: 'requests-panel', 'aria-label': 'What bots sent', hidden: true, data: { test: 'requests' }, on: { keydown: (event) => { if (event.key === 'Escape') this.toggle(false); } } },
      element('div', { class: 'requests-head' }, element('h2', {}, 'Requests of bots'), iconButton('close', 'Close the requests', { on: { click: () => this.toggle(false) } })),
      element('div', { class: 'requests-tools' }, this.filter, element('label', {}, this.onlyFaults, ' only violations'),
        element('button', { type: 'button', class: 'text-button', on: { click: () => { this.#known = []; this.#draw(); } } }, 'Clear')),
      this.summary, this.list, this.live);
  }

  toggleButton() {
    this.button = element('button', { type: 'button', class: 'bar-button', 'aria-expanded': 'false', data: { test: 'requests-toggle' }, on: { click: () => this.toggle() } }, icon('pulse'), element('span', {}, 'Requests'));
    return this.button;
  }

  announce(text) { this.live.textContent = text; }

  toggle(open = this.root.hidden) {
    this.root.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
    clearTimeout(this.#timer);
    if (open) this.#read();
    else this.button.focus();
  }

  async #read() {
    try {
      const news = await control(`/requests?after=${this.#after}`);
      if (news.length) {
        this.#after = news.at(-1).index;
        this.#known = [...this.#known, ...news].slice(-MOST);
        this.#draw();
      }
    } catch (refusal) {
      this.summary.textContent = `They can't be read: ${refusal.message}`;
    }
    if (!this.root.hidden) this.#timer = setTimeout(() => this.#read(), EVERY);
  }

  #draw() {
    const word = this.filter.value.trim().toLowerCase();
    const fits = (request) => (!this.onlyFaults.checked || request.violations?.length) && (!word || `${request.method} ${request.path}`.toLowerCase().includes(word));
    const shown = this.#known.filter(fits).reverse();
    const faulty = this.#known.filter((request) => request.violations?.length).length;
    this.summary.textContent = `${shown.length} shown · ${faulty ? `${faulty} with violations` : 'no violations'}`;
    const open = new Set([...this.list.querySelectorAll('details[open]')].map((details) => details.dataset.index));
    this.list.replaceChildren(...shown.map((request) => this.#item(request, open.has(String(request.index)))));
  }

  #item(request, open) {
    const faults = request.violations ?? [];
    const good = request.status >= 200 && request.status < 300;
    const details = element('details', { open, data: { index: request.index } },
      element('summary', {},
        element('span', { class: 'method' }, request.method), element('span', { class: 'path' }, request.path),
        element('span', { class: `code ${good ? 'code-good' : 'code-bad'}` }, String(request.status)),
        faults.length ? element('span', { class: 'code code-fault' }, `${faults.length} ✗`, element('span', { class: 'quiet' }, ' violations')) : null),
      faults.length ? element('ul', { class: 'violations' }, faults.map((fault) => element('li', {}, String(fault)))) : null);
    // The body is written out only once it is looked at.
    const write = () => { if (details.open && !details.querySelector('pre')) details.append(element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Body' }, pretty(request.body))); };
    details.addEventListener('toggle', write);
    if (open) write();
    return element('li', { class: faults.length ? 'request request-faulty' : 'request', data: { test: 'request' } }, details);
  }
}

function pretty(body) {
  if (body === null || body === undefined || body === '') return '(no body)';
  let value = body;
  if (typeof body === 'string') try { value = JSON.parse(body); } catch { return body.slice(0, LONGEST_BODY); }
  return JSON.stringify(value, null, 2).slice(0, LONGEST_BODY);
}
