// The API of reviews, as any other program would call it.

/** A refusal: `status`, and the German `message` to show. */
export class Refusal extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

/** The answer as JSON; a Refusal where there is none. */
export async function ask(address, { method = "GET", body, headers = {} } = {}) {
  const isForm = body instanceof FormData;
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers: { Accept: "application/json", ...(body && !isForm ? { "Content-Type": "application/json" } : {}), ...headers },
      body: body && !isForm ? JSON.stringify(body) : body,
      credentials: "same-origin",
    });
  } catch {
    throw new Refusal(0, "Keine Verbindung", "Der Server antwortet nicht. Nichts ist verloren: bitte gleich noch einmal.");
  }
  const said = answer.status === 204 ? null : await answer.json().catch(() => ({}));
  if (!answer.ok) throw refusal(answer.status, said);
  return { said, etag: answer.headers.get("ETag") };
}

function refusal(status, problem) {
  const fields = (problem.errors || []).map((each) => each.detail).join(" ");
  return new Refusal(status, problem.title || "Das ging nicht", [problem.detail, fields].filter(Boolean).join(" "));
}

/** The review of one report; remembers the state that was read last. */
export class ReviewApi {
  constructor(report) {
    this.address = `/v1/reports/${encodeURIComponent(report)}`;
    this.etag = null;
  }

  read() {
    return this.#keep(ask(`${this.address}/review`));
  }

  change(decisions, undo = []) {
    return this.#keep(this.#send("PATCH", "", { decisions, undo }));
  }

  publish() {
    return this.#keep(this.#send("POST", "/publish"));
  }

  withdraw() {
    return this.#keep(this.#send("POST", "/withdraw"));
  }

  async remove() {
    await ask(this.address, { method: "DELETE" });
  }

  export(format) {
    return `${this.address}/review/export?format=${format}`;
  }

  #send(method, path, body) {
    return ask(`${this.address}/review${path}`, { method, body, headers: { "If-Match": this.etag } });
  }

  async #keep(asked) {
    const { said, etag } = await asked;
    this.etag = etag;
    return said;
  }
}

let known;

/** The themes of the vocabulary. */
export async function themes() {
  known ??= ask("/v1/themes").then(({ said }) => said.themes);
  known.catch(() => { known = undefined; });
  return known;
}

/** Places that these words may mean. */
export async function places(words) {
  if (!words.trim()) return [];
  const { said } = await ask(`/v1/gazetteer?q=${encodeURIComponent(words.trim().slice(0, 100))}&limit=12`);
  return said.places;
}
