// The page: one or two people side by side, and the panel with what bots sent.

import { element, iconButton } from './view/elements.js';
import { control } from './client/rest.js';
import { byWord, readRoute, wordFor, writeRoute } from './client/route.js';
import { Pane } from './view/pane.js';
import { RequestsPanel } from './view/requests.js';
import { keepRelativeTimes } from './view/clock.js';

const app = document.getElementById('app');
const panes = element('div', { class: 'panes' });
const requests = new RequestsPanel();
const shown = new Map();
let people = [];
let links = [];

async function readPeople() {
  const state = await control('/state');
  links = state.links;
  people = state.users.filter((user) => !user.bot).map((user) => ({ ...user, name: user.username }));
  return people;
}

function frame() {
  const beside = iconButton('columns', 'Two people side by side', {
    class: 'beside-toggle',
    'aria-pressed': 'false',
    data: { test: 'beside-toggle' },
    on: { click: toggleBeside },
  });
  const toggle = requests.toggleButton();
  app.replaceChildren(
    element(
      'header',
      { class: 'bar' },
      element(
        'h1',
        { class: 'brand' },
        element('img', { src: '/page/icon.svg', alt: '', width: 22, height: 22 }),
        'Chat ',
        element('span', { class: 'brand-more' }, 'local emulator'),
      ),
      element(
        'div',
        { class: 'bar-tools' },
        links.map(({ title, url }) => element('a', { class: 'bar-button', href: url, data: { test: 'link', name: title } }, title)),
        beside,
        toggle,
      ),
    ),
    element('div', { class: 'stage' }, element('main', { class: 'stage-main' }, panes), requests.root),
  );
  return beside;
}

function toggleBeside() {
  const route = readRoute();
  if (route.beside) closePane('beside');
  else {
    const other = people.find((person) => person.id !== shown.get('person').account.id) ?? people[0];
    writeRoute({ ...route, beside: other.username });
    follow();
  }
}

function closePane(key) {
  const route = readRoute();
  for (const part of ['beside', 'beside-guild', 'beside-channel']) delete route[part];
  if (key === 'person' && shown.has('beside')) route.person = shown.get('beside').account.username;
  writeRoute(route);
  follow();
}

/** A pane went elsewhere: the address follows. */
function wrote(key, { account, guild, channel }) {
  const route = readRoute();
  const prefix = key === 'beside' ? 'beside-' : '';
  route[key] = wordFor(people, account);
  route[`${prefix}guild`] = guild;
  route[`${prefix}channel`] = channel;
  writeRoute(route);
  title();
}

function title() {
  const names = [...shown.values()].map((pane) => pane.title()).filter(Boolean);
  document.title = `${names.join(' | ') || 'Chat'} · emulator`;
}

/** Shows what the address says. */
function follow() {
  const route = readRoute();
  const first = byWord(people, route.person) ?? people[0];
  if (route.person && !byWord(people, route.person)) requests.announce(`Nobody here is called ${route.person}`);
  place('person', first, { guild: route.guild, channel: route.channel });
  const second = route.beside ? byWord(people, route.beside) : null;
  if (second)
    place('beside', second, { guild: route['beside-guild'] ?? route.guild, channel: route['beside-channel'] ?? route.channel });
  else remove('beside');
  const pressed = String(Boolean(second));
  document.querySelector('.beside-toggle').setAttribute('aria-pressed', pressed);
  panes.dataset.count = String(shown.size);
  title();
}

function place(key, account, where) {
  const held = shown.get(key);
  if (held?.account.id === account.id) {
    held.go(where);
    return;
  }
  remove(key);
  const pane = new Pane({
    account,
    people: () => people,
    readPeople,
    switchTo: (person) => {
      const route = readRoute();
      writeRoute({ ...route, [key]: wordFor(people, person) });
      follow();
      shown.get(key).focusSwitch();
    },
    wrote: (view) => wrote(key, view),
    close: key === 'beside' ? () => closePane(key) : null,
  });
  shown.set(key, pane);
  if (key === 'person') panes.prepend(pane.root);
  else panes.append(pane.root);
  pane.open(where);
}

function remove(key) {
  shown.get(key)?.end();
  shown.delete(key);
}

/** "/" begins a command from wherever one is, unless something is being written or asked. */
function slashKey(event) {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.('input, textarea, select, dialog, [popover]')) return;
  event.preventDefault();
  const here = [...shown.values()].find((pane) => pane.root.contains(event.target));
  (here ?? shown.get('person'))?.slash();
}

async function start() {
  try {
    await readPeople();
  } catch (refusal) {
    app.replaceChildren(element('p', { class: 'starting', role: 'alert' }, `The emulator can't be reached: ${refusal.message}`));
    return;
  }
  if (!people.length) {
    app.replaceChildren(
      element('p', { class: 'starting', role: 'alert' }, 'This world has no people yet: add some with PUT /_emulator/world.'),
    );
    return;
  }
  frame();
  follow();
  keepRelativeTimes(app);
  window.addEventListener('hashchange', follow);
  document.addEventListener('keydown', slashKey);
}

start();
