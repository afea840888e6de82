// One person's gateway connection. It identifies afresh after each loss: the session above loads again
// what it shows, so nothing has to be replayed.

const OPCODE = { dispatch: 0, heartbeat: 1, identify: 2, reconnect: 7, invalid: 9, hello: 10 };
const CLOSED_BAD_TOKEN = 4004;
const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 8000;

export class Gateway {
  #socket = null;
  #beat = null;
  #sequence = null;
  #wait = FIRST_PAUSE;
  #retry = null;
  #wanted = false;

  /** `dispatch(name, data)` gets each event, `status(word)` one of connecting, lost, refused. */
  constructor(token, { dispatch, status }) {
    this.token = token;
    this.dispatch = dispatch;
    this.status = status;
  }

  open() {
    this.#wanted = true;
    this.#connect();
  }

  close() {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#drop();
  }

  #connect() {
    this.status('connecting');
    this.#sequence = null;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/gateway/?v=10&encoding=json`);
    this.#socket = socket;
    socket.addEventListener('message', (event) => {
      if (socket === this.#socket) this.#receive(JSON.parse(event.data));
    });
    socket.addEventListener('close', (event) => {
      if (socket === this.#socket) this.#lost(event.code);
    });
  }

  #receive({ op, d, s, t }) {
    if (s !== null && s !== undefined) this.#sequence = s;
    if (op === OPCODE.dispatch) {
      if (t === 'READY') this.#wait = FIRST_PAUSE;
      this.dispatch(t, d);
    } else if (op === OPCODE.hello) {
      clearInterval(this.#beat);
      this.#beat = setInterval(() => this.#heartbeat(), d.heartbeat_interval);
      const properties = { os: 'browser', browser: 'chat page', device: 'chat page' };
      this.#send({ op: OPCODE.identify, d: { token: this.token, properties } });
    } else if (op === OPCODE.heartbeat) {
      this.#heartbeat();
    } else if (op === OPCODE.reconnect || op === OPCODE.invalid) {
      this.#drop();
      this.#lost(0);
    }
  }

  #heartbeat() {
    this.#send({ op: OPCODE.heartbeat, d: this.#sequence });
  }

  #send(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #drop() {
    clearInterval(this.#beat);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  #lost(code) {
    clearInterval(this.#beat);
    this.#socket = null;
    if (!this.#wanted) return;
    if (code === CLOSED_BAD_TOKEN) {
      this.status('refused');
      return;
    }
    this.status('lost');
    this.#retry = setTimeout(() => this.#connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_PAUSE);
  }
}
