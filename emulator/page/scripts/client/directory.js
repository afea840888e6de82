// Finding people, roles and channels by what was typed. Every entry: {value, label, detail, kind}.

import { CHANNEL, nameOf } from './guilds.js';

const MOST = 25;
/** From this many members on, READY may not have held them all: the emulator is asked too. */
const ALL_KNOWN_BELOW = 1000;

const score = (texts, wanted) => {
  if (!wanted) return 1;
  const lower = texts.filter(Boolean).map((text) => text.toLowerCase());
  if (lower.some((text) => text.startsWith(wanted))) return 2;
  return lower.some((text) => text.includes(wanted)) ? 1 : 0;
};

function best(entries) {
  return entries
    .filter((entry) => entry.score > 0)
    .sort((left, right) => right.score - left.score || left.label.localeCompare(right.label))
    .slice(0, MOST);
}

const memberEntry = (member, wanted) => ({
  value: member.user.id,
  label: nameOf(member.user, member),
  detail: member.user.username,
  kind: 'user',
  score: score([member.user.username, member.user.global_name, member.nick], wanted),
});

/** People of the room's guild, or of its direct conversation, best first. */
export async function findPeople({ session, guild, channel }, typed) {
  const wanted = typed.trim().replace(/^@/, '').toLowerCase();
  if (!guild) return best([session.user, ...channel.recipients].map((user) => memberEntry({ user }, wanted)));
  if (wanted && guild.members.size >= ALL_KNOWN_BELOW) {
    const found = await session.rest.get(`/guilds/${guild.id}/members/search?query=${encodeURIComponent(wanted)}&limit=${MOST}`);
    for (const member of found) guild.members.set(member.user.id, member);
  }
  return best([...guild.members.values()].map((member) => memberEntry(member, wanted)));
}

export function findRoles({ guild }, typed) {
  const wanted = typed.trim().replace(/^@/, '').toLowerCase();
  return best(
    [...(guild?.roles.values() ?? [])].map((role) => ({
      value: role.id,
      label: role.name,
      detail: 'role',
      kind: 'role',
      score: score([role.name], wanted),
    })),
  );
}

/** `types`: the channel types that fit; empty or missing means all. */
export function findChannels({ session, guild }, typed, types) {
  const wanted = typed.trim().replace(/^#/, '').toLowerCase();
  const fits = (channel) => !types?.length || types.includes(channel.type);
  return best(
    (guild ? session.channelsOf(guild, { categories: true }) : []).filter(fits).map((channel) => ({
      value: channel.id,
      label: channel.type === CHANNEL.category ? channel.name : `#${channel.name}`,
      detail: '',
      kind: 'channel',
      score: score([channel.name], wanted),
    })),
  );
}

export async function findMentionables(room, typed) {
  const people = await findPeople(room, typed);
  return [...people, ...findRoles(room, typed)].slice(0, MOST);
}
