// <fundstelle-search api="https://…">: the search of Fundstelle in any page.
//
// One file, no build, no dependencies. Sends requests to the api and nowhere else. Works under a
// strict Content-Security-Policy: the style is a constructed sheet, nothing is inline, and text
// from outside only ever becomes text nodes.
(() => {
  "use strict";

  const MAX_QUESTION = 2000;
  const MAX_LIMIT = 20;
  const PATIENCE = 20000;
  const SUGGEST_AFTER = 150;
  const SHORTEST_TYPED = 2;
  const LONGEST_TYPED = 80;
  const WORDS = {
    label: "Gute Praxis suchen",
    button: "Suchen",
    hint: "Frage oder Stichwörter in eigenen Worten",
    empty: "Bitte geben Sie eine Frage oder Stichwörter ein.",
    busy: "Die Suche läuft …",
    nothing: "Dazu wurde nichts gefunden. Versuchen Sie es mit anderen Worten.",
    failed: "Die Suche ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal.",
    results: "Treffer",
    themes: "Themen",
    section: "Abschnitt",
    more: "Alle Treffer ansehen",
  };
  // Fills up a stand-in for a name, so that places in the text hold.
  const FILL = /\u2060/g;

  const STYLE = `
    :host {
      display: block; color: var(--fundstelle-text, inherit); font: inherit;
      --used-accent: var(--fundstelle-accent, #1a4480); --used-on-accent: var(--fundstelle-on-accent, #fff);
    }
    @supports (color: light-dark(red, red)) {
      :host {
        --used-accent: var(--fundstelle-accent, light-dark(#1a4480, #a8c4ff));
        --used-on-accent: var(--fundstelle-on-accent, light-dark(#fff, #000));
      }
    }
    :host([hidden]) { display: none; }
    *, *::before, *::after { box-sizing: border-box; }
    form { display: flex; flex-wrap: wrap; gap: var(--fundstelle-gap, .5rem); align-items: end; }
    .field { flex: 1 1 16rem; min-width: 0; }
    label { display: block; font-weight: 600; margin-block-end: .25rem; }
    .hint { display: block; font-weight: 400; color: var(--fundstelle-quiet, inherit); }
    input, button {
      font: inherit; min-height: 2.75rem; padding: .5rem .75rem;
      border: 1px solid var(--fundstelle-border, currentColor);
      border-radius: var(--fundstelle-radius, .25rem);
    }
    input { width: 100%; color: inherit; background: transparent; }
    button {
      cursor: pointer; color: var(--used-on-accent);
      background: var(--used-accent);
      border-color: var(--used-accent);
    }
    :is(input, button, a):focus-visible {
      outline: 3px solid var(--used-accent); outline-offset: 2px;
    }
    .status { min-height: 1.5em; margin-block: var(--fundstelle-gap, .5rem); }
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.25rem; }
    li { border-block-start: 1px solid var(--fundstelle-border, currentColor); padding-top: .75rem; }
    h2, h3, h4, h5, h6 { font-size: 1.1em; margin: 0 0 .25rem; }
    a { color: var(--used-accent); }
    p { margin: .25rem 0; overflow-wrap: anywhere; }
    .meta, .why { color: var(--fundstelle-quiet, inherit); font-size: .9em; }
    .text { margin-block: .5rem; }
    .heading { font-weight: 600; }
    .more:not(:empty) { margin-block-start: 1.25rem; }
    mark { color: inherit; background: var(--fundstelle-mark, #ffe08a55); font-weight: 600; }
    @media (forced-colors: active) { mark { text-decoration: underline; } }
  `;

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  let instances = 0;

  function element(name, { part, text, ...attributes } = {}, children = []) {
    const made = document.createElement(name);
    if (part) {
      made.setAttribute("part", part);
      made.className = part;
    }
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Offsets count code points of the report's text; a string of JavaScript counts otherwise.
  class Passage {
    constructor(found) {
      this.heading = plain(String(found.heading ?? ""));
      this.points = Array.from(String(found.text ?? ""));
      this.base = Number(found.start) || 0;
      this.marks = this.#spans(found.highlights).sort((a, b) => a.start - b.start);
      this.lines = this.#spans(found.lines);
      if (!this.lines.length) this.lines = this.#asTheyStand();
    }

    text(start, end) {
      return plain(this.points.slice(start, end).join(""));
    }

    paragraphs() {
      return this.lines.map((line) => {
        const part = this.text(line.start, line.end) === this.heading ? "heading" : "line";
        return element("p", { part }, this.#marked(line));
      });
    }

    #marked(line) {
      const nodes = [];
      let at = line.start;
      for (const { start, end } of this.marks) {
        if (!(start >= at && end > start && end <= line.end)) continue;
        nodes.push(this.text(at, start));
        nodes.push(element("mark", { part: "mark", text: this.text(start, end) }));
        at = end;
      }
      nodes.push(this.text(at, line.end));
      return nodes;
    }

    #spans(found) {
      const spans = (Array.isArray(found) ? found : []).map(({ start, end }) => ({
        start: start - this.base,
        end: end - this.base,
      }));
      return spans.filter(({ start, end }) => start >= 0 && end > start && end <= this.points.length);
    }

    // A service that does not tell the lines.
    #asTheyStand() {
      let at = 0;
      const lines = this.points.join("").split("\n").map((line) => {
        const start = at;
        at += Array.from(line).length + 1;
        return { start, end: at - 1 };
      });
      return lines.filter(({ start, end }) => this.text(start, end).trim());
    }
  }

  function plain(text) {
    return text.replace(FILL, "").replace(/\s+/g, " ");
  }

  function count(shown, page) {
    const total = Number(page.total) || shown;
    if (total <= shown && !page.more_than) return `${shown} Treffer.`;
    const all = total.toLocaleString("de-DE");
    return `${shown} von ${page.more_than ? "mehr als " : ""}${all} Treffern.`;
  }

  function when(event) {
    const [start, end] = [event?.start, event?.end].map(german);
    if (start && end && start !== end) return `${start} bis ${end}`;
    return start || end || "";
  }

  function german(iso) {
    const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(iso ?? "");
    return found ? [found[3], found[2], found[1]].filter(Boolean).join(".") : "";
  }

  class FundstelleSearch extends HTMLElement {
    static observedAttributes = ["label", "query"];

    #number = ++instances;
    #running = null;
    #parts = null;
    #suggesting = null;
    #waiting = 0;

    connectedCallback() {
      if (!this.#parts) this.#build();
      const query = this.getAttribute("query");
      if (query) this.search(query);
    }

    disconnectedCallback() {
      this.#running?.abort();
      this.#suggesting?.abort();
      clearTimeout(this.#waiting);
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#parts || before === now) return;
      if (name === "label") this.#parts.label.firstChild.textContent = now || WORDS.label;
      if (name === "query" && now) this.search(now);
    }

    /** Asks the question; resolves when the answer is shown. */
    async search(question) {
      const { input, status, results, more } = this.#parts;
      const wanted = String(question).trim().slice(0, MAX_QUESTION);
      input.value = wanted;
      this.#running?.abort();
      if (!wanted) {
        results.replaceChildren();
        more.replaceChildren();
        status.textContent = WORDS.empty;
        input.setAttribute("aria-invalid", "true");
        input.focus();
        return;
      }
      input.removeAttribute("aria-invalid");
      const running = (this.#running = new AbortController());
      const timer = setTimeout(() => running.abort("late"), PATIENCE);
      status.textContent = WORDS.busy;
      results.setAttribute("aria-busy", "true");
      try {
        const page = await this.#ask(wanted, running.signal);
        if (running === this.#running) this.#show(page);
      } catch (error) {
        if (running !== this.#running || (running.signal.aborted && running.signal.reason !== "late")) {
          return;
        }
        results.replaceChildren();
        more.replaceChildren();
        status.textContent = error.german || WORDS.failed;
      } finally {
        clearTimeout(timer);
        if (running === this.#running) results.removeAttribute("aria-busy");
      }
    }

    get #api() {
      return new URL(this.getAttribute("api") || "/", document.baseURI);
    }

    #address(path) {
      const base = this.#api;
      return new URL(base.pathname.replace(/\/+$/, "") + path, base.origin);
    }

    get #limit() {
      const wanted = Number.parseInt(this.getAttribute("limit") ?? "", 10);
      return wanted >= 1 ? Math.min(wanted, MAX_LIMIT) : 5;
    }

    #ask(question, signal) {
      return this.#get("/v1/search", { q: question, limit: this.#limit, lines: "true" }, signal);
    }

    async #get(path, wanted, signal) {
      const address = this.#address(path);
      address.search = new URLSearchParams(wanted);
      const answer = await fetch(address, {
        signal,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        headers: { Accept: "application/json" },
      });
      const body = await answer.json();
      if (!answer.ok) {
        const error = new Error(`HTTP ${answer.status}`);
        error.german = typeof body.detail === "string" ? body.detail : "";
        throw error;
      }
      return body;
    }

    // A plain list of the browser: where nothing can be suggested, the field is as without it.
    #suggest() {
      const { input, choices } = this.#parts;
      clearTimeout(this.#waiting);
      this.#suggesting?.abort();
      const typed = input.value.trim();
      if (typed.length < SHORTEST_TYPED || typed.length > LONGEST_TYPED) return;
      const asked = (this.#suggesting = new AbortController());
      this.#waiting = setTimeout(async () => {
        try {
          const page = await this.#get("/v1/suggest", { q: typed, limit: 8 }, asked.signal);
          const found = Array.isArray(page.suggestions) ? page.suggestions : [];
          choices.replaceChildren(
            ...found.map((each) => element("option", { value: String(each.text ?? "") })),
          );
        } catch {
          if (!asked.signal.aborted) choices.replaceChildren();
        }
      }, SUGGEST_AFTER);
    }

    #build() {
      const id = `fundstelle-${this.#number}`;
      const hint = element("span", { part: "hint", text: WORDS.hint, id: `${id}-hint` });
      const label = element("label", { part: "label", for: id });
      label.append(document.createTextNode(this.getAttribute("label") || WORDS.label), hint);
      const input = element("input", {
        part: "input",
        id,
        type: "search",
        name: "q",
        maxlength: MAX_QUESTION,
        autocomplete: "off",
        enterkeyhint: "search",
        list: `${id}-choices`,
      });
      const choices = element("datalist", { id: `${id}-choices` });
      const button = element("button", { part: "button", type: "submit", text: WORDS.button });
      const field = element("div", { part: "field" }, [label, input, choices]);
      const form = element("form", { part: "form", role: "search", novalidate: "" }, [field, button]);
      const status = element("p", { part: "status", role: "status", "aria-live": "polite" });
      const results = element("ol", { part: "results", "aria-label": WORDS.results, role: "list" });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.search(input.value);
      });
      input.addEventListener("input", () => this.#suggest());
      const root = this.attachShadow({ mode: "open", delegatesFocus: true });
      root.adoptedStyleSheets = [sheet];
      const more = element("p", { part: "more" });
      root.append(form, status, results, more);
      this.#parts = { label, input, choices, status, results, more };
    }

    #show(page) {
      const { status, results } = this.#parts;
      const hits = Array.isArray(page.hits) ? page.hits : [];
      results.replaceChildren(...hits.map((hit) => this.#hit(hit)));
      this.#parts.more.replaceChildren(...this.#rest(hits.length, page));
      const notices = (page.notices ?? []).map((notice) => notice.text).filter(Boolean);
      const many = count(hits.length, page);
      status.textContent = [hits.length ? many : WORDS.nothing, ...notices].join(" ");
      this.dispatchEvent(
        new CustomEvent("fundstelle-results", { bubbles: true, detail: { count: hits.length } }),
      );
    }

    #rest(shown, page) {
      if (!shown || (!page.more_than && !(Number(page.total) > shown))) return [];
      const address = this.#address("/");
      address.search = new URLSearchParams({ q: String(page.query ?? "") });
      return [element("a", { href: address.href, text: WORDS.more })];
    }

    #hit(hit) {
      const level = Number.parseInt(this.getAttribute("heading-level") ?? "", 10);
      const link = this.#link(hit.link);
      const title = link
        ? element("a", { href: link.href, text: hit.title })
        : element("span", { text: hit.title });
      const heading = element(`h${level >= 2 && level <= 6 ? level : 3}`, { part: "title" }, [title]);
      const meta = [when(hit.event), hit.event?.place].filter(Boolean).join(" · ");
      const themes = Array.isArray(hit.themes) ? hit.themes.join(", ") : "";
      const parts = [heading];
      if (meta) parts.push(element("p", { part: "meta", text: meta }));
      parts.push(...this.#passage(hit));
      if (hit.why?.sentence) parts.push(element("p", { part: "why", text: hit.why.sentence }));
      if (themes) parts.push(element("p", { part: "meta", text: `${WORDS.themes}: ${themes}` }));
      return element("li", { part: "hit" }, parts);
    }

    #passage(hit) {
      const passage = new Passage(hit);
      const lines = passage.paragraphs();
      const text = element("div", { part: "text" }, lines);
      if (!passage.heading || passage.heading === hit.title) return [text];
      if (lines[0]?.textContent.startsWith(passage.heading)) return [text];
      return [element("p", { part: "meta", text: `${WORDS.section} „${passage.heading}“` }), text];
    }

    // Only addresses of the api: an answer cannot lead elsewhere.
    #link(path) {
      if (typeof path !== "string" || !path.startsWith("/") || path.startsWith("//")) return null;
      const link = this.#address(path.split("#")[0]);
      const place = path.split("#")[1];
      if (place) link.hash = place;
      return link.origin === this.#api.origin && /^https?:$/.test(link.protocol) ? link : null;
    }
  }

  if (!customElements.get("fundstelle-search")) {
    customElements.define("fundstelle-search", FundstelleSearch);
  }
})();
