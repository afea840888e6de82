// The view in the address: `#person=leader&guild=…&channel=…&beside=member`. Guilds and channels stand
// there by name or by id, so that a link can be written by hand.

const KEYS = ['person', 'guild', 'channel', 'beside', 'beside-guild', 'beside-channel'];

/** What the address says: a plain object with the keys that are there. */
export function readRoute() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(KEYS.filter((key) => parameters.get(key)).map((key) => [key, parameters.get(key)]));
}

/** Puts a view in the address without a new history entry. Keys that are empty are left out. */
export function writeRoute(route) {
  const parameters = new URLSearchParams();
  for (const key of KEYS) if (route[key]) parameters.set(key, route[key]);
  const hash = `#${parameters}`;
  if (hash !== location.hash) history.replaceState(null, '', hash);
}

/** The one of `things` (each with id and name) that a route's word means; null when there is none. */
export function byWord(things, word) {
  if (!word) return null;
  const list = [...things];
  return (
    list.find((thing) => thing.id === word) ??
    list.find((thing) => thing.name === word) ??
    list.find((thing) => thing.name?.toLowerCase() === word.toLowerCase()) ??
    null
  );
}

/** The word for a thing in a route: its name, or its id when another has the same name. */
export function wordFor(things, thing) {
  const namesakes = [...things].filter((other) => other.name === thing.name);
  return namesakes.length === 1 ? thing.name : thing.id;
}
