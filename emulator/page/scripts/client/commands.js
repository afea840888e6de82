// The commands that a person may use in a guild or a direct conversation, flattened: a subcommand stands by itself as "base sub".

export const COMMAND = { slash: 1, user: 2, message: 3 };
export const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
};
/** How old (ms) a list may be before it is read again when someone types "/". */
const FRESH_FOR = 1500;

export class Commands {
  #byPlace = new Map();

  constructor(rest) {
    this.rest = rest;
  }

  forget() {
    this.#byPlace.clear();
  }

  /** What is known at once, maybe nothing. `place`: `/guilds/{id}` or `/channels/{id}`. */
  known(place) {
    return this.#byPlace.get(place)?.list ?? [];
  }

  /** The list, read again when it is not fresh. */
  async of(place) {
    const held = this.#byPlace.get(place);
    if (held && Date.now() - held.at < FRESH_FOR) return held.list;
    const list = flatten(await this.rest.get(`${place}/application-command-index`));
    this.#byPlace.set(place, { list, at: Date.now() });
    return list;
  }
}

function flatten({ applications = [], application_commands: commands = [] }) {
  const names = new Map(applications.map((application) => [application.id, application.name]));
  return commands
    .flatMap((raw) => {
      const base = {
        id: raw.id,
        type: raw.type ?? COMMAND.slash,
        raw,
        applicationId: raw.application_id,
        applicationName: names.get(raw.application_id) ?? 'Application',
      };
      return leaves(raw, []).map((leaf) => ({ ...base, ...leaf }));
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function leaves(node, path) {
  const here = [...path, node];
  const inner = (node.options ?? []).filter((option) => option.type === OPTION.subcommand || option.type === OPTION.group);
  if (inner.length) return inner.flatMap((option) => leaves(option, here));
  const [name, shown] = [here.map((part) => part.name), here.map(shownName)].map((words) => words.join(' '));
  return [{ name, shown, path: here.slice(1).map((part) => part.name), description: node.description ?? '', options: node.options ?? [] }];
}

/** The name of a command or an option in the person's language; `name` is what is sent. */
export function shownName(part) {
  return part.name_localized ?? part.name;
}

/** The slash commands that fit what was typed after "/", best first. */
export function matching(list, typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = (command) => {
    const names = [command.shown, command.name];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    if (names.some((name) => name.split(' ').some((word) => word.startsWith(wanted)))) return 1;
    if (names.some((name) => name.includes(wanted))) return 2;
    return command.description.toLowerCase().includes(wanted) && wanted.length > 2 ? 3 : -1;
  };
  return list
    .filter((command) => command.type === COMMAND.slash)
    .map((command) => ({ command, rank: rank(command) }))
    .filter((entry) => entry.rank >= 0)
    .sort((left, right) => left.rank - right.rank)
    .map((entry) => entry.command);
}

/** The interaction's `data` for a command: options nested as its subcommands need. */
export function commandData(command, options, more = {}) {
  let nested = options;
  let type = OPTION.subcommand;
  for (const name of [...command.path].reverse()) {
    nested = [{ type, name, options: nested }];
    type = OPTION.group;
  }
  return { id: command.id, name: command.raw.name, type: command.type, version: command.raw.version, options: nested, ...more };
}
