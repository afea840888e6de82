// Interactions that a person started and that are not over yet, by nonce. What comes back arrives on the
// gateway: success, failure, a modal, or choices of an autocomplete.

import { multipart } from './rest.js';

const AUTOCOMPLETE_PATIENCE = 10_000;
const MOST_ASKED = 200;
export const KIND = { command: 2, component: 3, autocomplete: 4, modal: 5 };
/** What a person reads when a bot did not answer in time. */
export const NO_ANSWER = 'The application did not respond';

let lastNonce = 0n;

/** A nonce as clients make it: a snowflake of now, never twice the same. */
export function freshNonce() {
  const now = (BigInt(Date.now()) - 1420070400000n) << 22n;
  lastNonce = now > lastNonce ? now : lastNonce + 1n;
  return String(lastNonce);
}

export class Interactions extends EventTarget {
  #waiting = new Map();
  /** Nonces of what may still open a modal: it may come before or after the success. */
  #asked = new Set();

  constructor(rest, sessionId) {
    super();
    this.rest = rest;
    this.sessionId = sessionId;
  }

  /**
   * Sends an interaction and waits for its outcome: `{kind: 'success'}`, `{kind: 'modal', modal}`,
   * `{kind: 'choices', choices}`, or `{kind: 'failure', text}`; never throws. `files` go as multipart.
   */
  run(body, files = []) {
    const nonce = freshNonce();
    const whole = { ...body, session_id: this.sessionId(), nonce };
    return new Promise((resolve) => {
      this.#waiting.set(nonce, resolve);
      if (body.type === KIND.command || body.type === KIND.component) this.#remember(nonce);
      if (body.type === KIND.autocomplete) {
        setTimeout(() => this.#settle(nonce, { kind: 'failure', text: NO_ANSWER }), AUTOCOMPLETE_PATIENCE);
      }
      this.rest
        .post('/interactions', files.length ? multipart(whole, files) : whole)
        .catch((refusal) => this.#settle(nonce, { kind: 'failure', text: refusal.message }));
    });
  }

  /** Takes a gateway event; true when it was about an interaction. */
  receive(name, data) {
    switch (name) {
      case 'INTERACTION_CREATE':
        return true;
      case 'INTERACTION_SUCCESS':
        this.#settle(data.nonce, { kind: 'success' });
        return true;
      case 'INTERACTION_FAILURE':
        this.#settle(data.nonce, { kind: 'failure', text: NO_ANSWER });
        return true;
      case 'INTERACTION_MODAL_CREATE':
        this.#settle(data.nonce, { kind: 'modal', modal: data });
        // The same person may have another window open: only the one that asked shows the modal.
        if (this.#asked.delete(String(data.nonce))) this.dispatchEvent(new CustomEvent('modal', { detail: data }));
        return true;
      case 'APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE':
        this.#settle(data.nonce, { kind: 'choices', choices: data.choices ?? [] });
        return true;
      default:
        return false;
    }
  }

  /** The connection is gone, and with it the news of what was waited for. */
  giveUp() {
    for (const nonce of [...this.#waiting.keys()])
      this.#settle(nonce, { kind: 'failure', text: 'The connection was lost before an answer came' });
  }

  #remember(nonce) {
    this.#asked.add(nonce);
    if (this.#asked.size > MOST_ASKED) this.#asked.delete(this.#asked.values().next().value);
  }

  #settle(nonce, outcome) {
    const resolve = this.#waiting.get(String(nonce));
    this.#waiting.delete(String(nonce));
    if (outcome.kind === 'failure') this.#asked.delete(String(nonce));
    resolve?.(outcome);
  }
}
