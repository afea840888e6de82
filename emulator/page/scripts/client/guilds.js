// Guilds as a person's client knows them: maps that gateway events change.

export const CHANNEL = {
  text: 0,
  direct: 1,
  voice: 2,
  group: 3,
  category: 4,
  announcement: 5,
  newsThread: 10,
  thread: 11,
  privateThread: 12,
  stage: 13,
  forum: 15,
  media: 16,
};
const THREADS = new Set([CHANNEL.newsThread, CHANNEL.thread, CHANNEL.privateThread]);
/** Channel types in which messages are read and written. */
export const TALK = new Set([CHANNEL.text, CHANNEL.announcement, CHANNEL.direct, CHANNEL.group, ...THREADS]);

export function channelOf(raw) {
  return {
    id: raw.id,
    name: raw.name ?? '',
    type: raw.type,
    topic: raw.topic ?? '',
    position: raw.position ?? 0,
    parentId: raw.parent_id ?? null,
    isThread: THREADS.has(raw.type),
    archived: raw.thread_metadata?.archived ?? false,
    /** Of a forum: its tags, and whether a post needs one; of a post: the tags that it has. */
    tags: raw.available_tags ?? [],
    needsTag: Boolean((raw.flags ?? 0) & (1 << 4)),
    appliedTags: raw.applied_tags ?? [],
    overwrites: raw.permission_overwrites ?? [],
    recipients: raw.recipients ?? [],
  };
}

const mapOf = (list, key = (item) => item.id) => new Map((list ?? []).map((item) => [key(item), item]));

/** A guild from a GUILD_CREATE or READY object. */
export function guildOf(raw) {
  const channels = [...(raw.channels ?? []), ...(raw.threads ?? [])].map(channelOf);
  return {
    id: raw.id,
    name: raw.name ?? raw.properties?.name ?? 'Server',
    ownerId: raw.owner_id ?? raw.properties?.owner_id ?? null,
    /** All of them; `members` may hold fewer. */
    memberCount: raw.member_count ?? 0,
    channels: mapOf(channels),
    roles: mapOf(raw.roles),
    members: mapOf(raw.members, (member) => member.user.id),
  };
}

/** What a gateway event does to the guilds; true when it was one of these events. */
export function applyToGuilds(guilds, name, data) {
  const guild = guilds.get(data?.guild_id ?? data?.id);
  switch (name) {
    case 'GUILD_CREATE':
      guilds.set(data.id, guildOf(data));
      return true;
    case 'GUILD_DELETE':
      if (!data.unavailable) guilds.delete(data.id);
      return true;
    case 'GUILD_UPDATE':
      if (guild) Object.assign(guild, { name: data.name ?? guild.name, ownerId: data.owner_id ?? guild.ownerId });
      return true;
    case 'CHANNEL_CREATE':
    case 'CHANNEL_UPDATE':
    case 'THREAD_CREATE':
    case 'THREAD_UPDATE':
      if (!data.guild_id) return false;
      guild?.channels.set(data.id, channelOf({ ...data }));
      return true;
    case 'CHANNEL_DELETE':
    case 'THREAD_DELETE':
      if (!data.guild_id) return false;
      guild?.channels.delete(data.id);
      return true;
    case 'GUILD_ROLE_CREATE':
    case 'GUILD_ROLE_UPDATE':
      guild?.roles.set(data.role.id, data.role);
      return true;
    case 'GUILD_ROLE_DELETE':
      guild?.roles.delete(data.role_id);
      return true;
    case 'GUILD_MEMBER_ADD':
      guild?.members.set(data.user.id, data);
      return true;
    case 'GUILD_MEMBER_UPDATE':
      guild?.members.set(data.user.id, { ...guild.members.get(data.user.id), ...data });
      return true;
    case 'GUILD_MEMBER_REMOVE':
      guild?.members.delete(data.user.id);
      return true;
    case 'GUILD_MEMBERS_CHUNK':
      for (const member of data.members ?? []) guild?.members.set(member.user.id, member);
      return true;
    default:
      return false;
  }
}

/** The name by which a user goes in a guild. */
export function nameOf(user, member) {
  return member?.nick || user?.global_name || user?.display_name || user?.username || 'someone';
}
