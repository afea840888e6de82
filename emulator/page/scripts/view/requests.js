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
    this.onlyFaults = element('input', {
      type: 'checkbox',
      data: { test: 'requests-only-faults' },
      on: { change: () => this.#draw() },
    });
    this.filter = element('input', {
      type: 'search',
      placeholder: 'Filter by path',
      'aria-label': 'Filter by path',
      data: { test: 'requests-filter' },
      on: { input: () => this.#draw() },
    });
    this.list = element('ol', { class: 'requests' });
    this.summary = element('p', { class: 'requests-summary', role: 'status' }, 'Nothing yet');
    this.live = element('p', { class: 'quiet', role: 'status' });
    this.root = element(
      'aside',
      {
        class: 'requests-panel',
        'aria-label': 'What bots sent',
        hidden: true,
        data: { test: 'requests' },
        on: {
          keydown: (event) => {
            if (event.key === 'Escape') this.toggle(false);
          },
        },
      },
      element(
        'div',
        { class: 'requests-head' },
        element('h2', {}, 'Requests of bots'),
        iconButton('close', 'Close the requests', { on: { click: () => this.toggle(false) } }),
      ),
      element(
        'div',
        { class: 'requests-tools' },
        this.filter,
        element('label', {}, this.onlyFaults, ' only violations'),
        element(
          'button',
          {
            type: 'button',
            class: 'text-button',
            on: {
              click: () => {
                this.#known = [];
                this.#draw();
              },
            },
          },
          'Clear',
        ),
      ),
      this.summary,
      this.list,
      this.live,
    );
  }

  toggleButton() {
    this.button = element(
      'button',
      {
        type: 'button',
        class: 'bar-button',
        'aria-expanded': 'false',
        data: { test: 'requests-toggle' },
        on: { click: () => this.toggle() },
      },
      icon('pulse'),
      element('span', {}, 'Requests'),
    );
    return this.button;
  }

  announce(text) {
    this.live.textContent = text;
  }

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
        this.list.prepend(
          ...news
            .slice(-MOST)
            .filter((request) => this.#fits(request))
            .reverse()
            .map((request) => this.#item(request)),
        );
        while (this.list.childElementCount > MOST) this.list.lastChild.remove();
        this.#count();
      }
    } catch (refusal) {
      this.summary.textContent = `They can't be read: ${refusal.message}`;
    }
    if (!this.root.hidden) this.#timer = setTimeout(() => this.#read(), EVERY);
  }

  #fits(request) {
    const word = this.filter.value.trim().toLowerCase();
    return (
      (!this.onlyFaults.checked || request.violations?.length) &&
      (!word || `${request.method} ${request.path}`.toLowerCase().includes(word))
    );
  }

  #draw() {
    this.list.replaceChildren(
      ...this.#known
        .filter((request) => this.#fits(request))
        .reverse()
        .map((request) => this.#item(request)),
    );
    this.#count();
  }

  #count() {
    const faulty = this.#known.filter((request) => request.violations?.length).length;
    this.summary.textContent = `${this.list.childElementCount} shown · ${faulty ? `${faulty} with violations` : 'no violations'}`;
  }

  #item(request) {
    const faults = request.violations ?? [];
    const good = request.status >= 200 && request.status < 300;
    const details = element(
      'details',
      { data: { index: request.index } },
      element(
        'summary',
        {},
        element('span', { class: 'method' }, request.method),
        element('span', { class: 'path', title: request.path }, pathNodes(request.path)),
        element('span', { class: `code ${good ? 'code-good' : 'code-bad'}` }, String(request.status)),
        faults.length
          ? element(
              'span',
              { class: 'code code-fault' },
              `${faults.length} ✗`,
              element('span', { class: 'quiet' }, ' violations'),
            )
          : null,
      ),
      faults.length
        ? element(
            'ul',
            { class: 'violations' },
            faults.map((fault) => element('li', {}, String(fault))),
          )
        : null,
    );
    // The body is written out only once it is looked at.
    const write = () => {
      if (details.open && !details.querySelector('pre'))
        details.append(element('pre', { tabindex: 0, role: 'group', 'aria-label': 'Body' }, pretty(request.body)));
    };
    details.addEventListener('toggle', write);
    return element('li', { class: faults.length ? 'request request-faulty' : 'request', data: { test: 'request' } }, details);
  }
}

/** A path without what all begin with, with long tokens cut; lines break after its slashes. */
function pathNodes(path) {
  const short = path.replace(/^\/api\/v\d+/, '').replace(/[^/?]{25,}/g, (token) => `${token.slice(0, 10)}…`);
  return short.split(/(?<=\/)/).flatMap((part) => [part, element('wbr')]);
}

function pretty(body) {
  if (body === null || body === undefined || body === '') return '(no body)';
  let value = body;
  if (typeof body === 'string')
    try {
      value = JSON.parse(body);
    } catch {
      return body.slice(0, LONGEST_BODY);
    }
  return JSON.stringify(value, null, 2).slice(0, LONGEST_BODY);
}
