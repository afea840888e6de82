// The messages of one channel that a person's client has, oldest first. Pure data.

/** Order of snowflakes, which are decimal strings: by length, then by digits. */
export function compareIds(left, right) {
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}

export class ChannelLog {
  messages = [];
  loaded = false;
  complete = false;

  find(id) {
    return this.messages.find((message) => message.id === id) ?? null;
  }

  /** Puts a message in its place; true when it was not there before. Nearly all come at the end. */
  put(message) {
    const last = this.messages.at(-1);
    if (!last || compareIds(last.id, message.id) < 0) {
      this.messages.push(message);
      return true;
    }
    const known = this.messages.findIndex((other) => other.id === message.id);
    if (known >= 0) {
      this.messages[known] = message;
      return false;
    }
    const later = this.messages.findIndex((other) => compareIds(other.id, message.id) > 0);
    this.messages.splice(later, 0, message);
    return true;
  }

  /** Forgets the oldest messages beyond `most`; they can be loaded again. */
  trim(most) {
    if (this.messages.length <= most) return;
    this.messages.splice(0, this.messages.length - most);
    this.complete = false;
  }

  /** An update may hold some keys only; the message as it is now, or null when it is not here. */
  patch(change) {
    const known = this.messages.findIndex((other) => other.id === change.id);
    if (known < 0) return null;
    this.messages[known] = { ...this.messages[known], ...change };
    return this.messages[known];
  }

  remove(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
  }

  /** Counts one reaction more (`step` 1) or less (-1); the message, or null. */
  react(id, emoji, step, mine) {
    const message = this.find(id);
    if (!message) return null;
    const key = emojiKey(emoji);
    const reactions = (message.reactions ?? []).map((reaction) => ({ ...reaction }));
    let reaction = reactions.find((other) => emojiKey(other.emoji) === key);
    if (!reaction) {
      reaction = { emoji, count: 0, me: false };
      reactions.push(reaction);
    }
    if (mine && reaction.me === step > 0) return message;
    reaction.count += step;
    if (mine) reaction.me = step > 0;
    return this.patch({ id, reactions: reactions.filter((other) => other.count > 0) });
  }
}

/** How an emoji stands in a route and in comparisons: itself, or name:id. */
export function emojiKey(emoji) {
  return emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name;
}
