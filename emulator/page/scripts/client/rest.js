// HTTP calls: a person's own (`Rest`) and the control side's reads.

/** The emulator refused a call; `message` is fit to be shown. */
export class Refusal extends Error {
  constructor(status, body) {
    super(explain(status, body));
    this.name = 'Refusal';
    this.status = status;
    this.code = body?.code ?? 0;
  }
}

function explain(status, body) {
  const message = body?.message ? String(body.message) : `The emulator answered ${status}`;
  const reasons = body?.errors ? leaves(body.errors, []) : [];
  return reasons.length ? `${message}: ${reasons.join('; ')}` : message;
}

function leaves(errors, path) {
  if (!errors || typeof errors !== 'object') return [];
  return Object.entries(errors).flatMap(([key, value]) =>
    key === '_errors' ? value.map((fault) => `${path.join('.') || 'body'}: ${fault.message}`) : leaves(value, [...path, key]),
  );
}

const MOST_RETRIES = 3;
const pause = (millis) =>
  new Promise((resolve) => {
    setTimeout(resolve, millis);
  });

/** A body and its files, as `payload_json` and `files[n]`. */
export function multipart(body, files) {
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body));
  files.forEach((file, index) => form.set(`files[${index}]`, file, file.name));
  return form;
}

async function read(answer) {
  const text = await answer.text();
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.slice(0, 200) };
  }
}

/** One person's calls under /api/v10. Waits and tries again on 429. */
export class Rest {
  constructor(token) {
    this.token = token;
  }

  get(path) {
    return this.call('GET', path);
  }

  post(path, body) {
    return this.call('POST', path, body);
  }

  patch(path, body) {
    return this.call('PATCH', path, body);
  }

  /** POST with files, which go beside the body as multipart; its `attachments` name them. */
  send(path, body, files = []) {
    if (!files.length) return this.post(path, body);
    const attachments = files.map((file, index) => ({ id: String(index), filename: file.name }));
    return this.post(path, multipart({ ...body, attachments }, files));
  }

  put(path) {
    return this.call('PUT', path);
  }

  delete(path) {
    return this.call('DELETE', path);
  }

  /** The answer's JSON, or null. `body`: a value that becomes JSON, or FormData. Throws a Refusal. */
  async call(method, path, body) {
    const headers = { Authorization: this.token };
    const form = body instanceof FormData;
    if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
    for (let attempt = 0; ; attempt += 1) {
      const answer = await fetch(`/api/v10${path}`, {
        method,
        headers,
        body: form || body === undefined ? body : JSON.stringify(body),
      });
      const value = await read(answer);
      if (answer.ok) return value;
      if (answer.status !== 429 || attempt >= MOST_RETRIES) throw new Refusal(answer.status, value);
      await pause(1000 * (Number(value?.retry_after) || Number(answer.headers.get('Retry-After')) || 1));
    }
  }
}

/** A read of the control side, such as `/state`. */
export async function control(path) {
  const answer = await fetch(`/_emulator${path}`);
  const value = await read(answer);
  if (!answer.ok) throw new Refusal(answer.status, value);
  return value;
}
