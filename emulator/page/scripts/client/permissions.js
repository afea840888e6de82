// What a member may do in a channel, by roles and overwrites (docs: topics/permissions).

export const RIGHT = {
  administrator: 1n << 3n,
  addReactions: 1n << 6n,
  view: 1n << 10n,
  send: 1n << 11n,
  manageMessages: 1n << 13n,
  attach: 1n << 15n,
  commands: 1n << 31n,
  startThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
};
const ALL = (1n << 64n) - 1n;
const bits = (text) => BigInt(text ?? 0);

/** The rights (bit set) of a user in a guild's channel; a thread has its parent's. */
export function rightsIn(guild, channel, userId) {
  if (!guild || guild.ownerId === userId) return ALL;
  const everyone = guild.roles.get(guild.id);
  // Without the @everyone role there is nothing to reckon with: let the emulator decide.
  if (!everyone) return ALL;
  const roleIds = guild.members.get(userId)?.roles ?? [];
  let rights = bits(everyone.permissions);
  for (const id of roleIds) rights |= bits(guild.roles.get(id)?.permissions);
  if (rights & RIGHT.administrator) return ALL;
  const place = channel?.isThread ? (guild.channels.get(channel.parentId) ?? channel) : channel;
  return overwritten(rights, place?.overwrites ?? [], guild.id, roleIds, userId);
}

function overwritten(base, overwrites, guildId, roleIds, userId) {
  const of = (id) => overwrites.find((overwrite) => overwrite.id === id);
  const apply = (rights, list) => {
    const deny = list.reduce((sum, overwrite) => sum | bits(overwrite?.deny), 0n);
    const allow = list.reduce((sum, overwrite) => sum | bits(overwrite?.allow), 0n);
    return (rights & ~deny) | allow;
  };
  const afterEveryone = apply(base, [of(guildId)]);
  const afterRoles = apply(afterEveryone, roleIds.map(of));
  return apply(afterRoles, [of(userId)]);
}
