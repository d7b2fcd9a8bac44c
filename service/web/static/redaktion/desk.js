// The desk: one proposal after the other, kept by the API as soon as it is decided.

import { openAdd } from "./add.js";
import { Refusal, ReviewApi } from "./api.js";
import { alert, button, el, select } from "./dom.js";
import { correction } from "./forms.js";
import { openHelp } from "./help.js";
import { listen } from "./keys.js";
import { draw, isKept, nameOf } from "./list.js";
import { Text } from "./offsets.js";
import { PageText } from "./page_text.js";
import { REVIEW_STATES, STATES, SUBJECTS, moment, valueOf } from "./words.js";

const THRESHOLDS = ["0.8", "0.9", "0.95", "0.99"];
const find = (id) => document.getElementById(id);

class Desk {
  constructor(root) {
    this.root = root;
    this.api = new ReviewApi(root.dataset.report);
    this.list = find("liste");
    this.status = find("meldung");
    this.threshold = "0.9";
    this.made = []; // numbers of what was decided here, one list for each step
    this.waiting = Promise.resolve();
    this.state = { items: [], current: "", at: 0, span: null, form: null, text: null };
  }

  async open() {
    await this.guarded(async () => {
      const review = await this.api.read();
      this.state.text = new Text(review.text);
      this.page = new PageText(find("text"), this.state.text, (name) => this.go(name));
      this.keepSelection();
      this.take(review);
      const first = this.state.items.find((item) => item.state === "proposed") || this.state.items[0];
      this.go(first ? nameOf(first) : "", { focus: false });
      this.listenForKeys();
    });
  }

  // State

  take(review) {
    this.review = review;
    this.state.items = review.items;
    if (!this.item()) this.state.current = review.items.length ? nameOf(review.items[0]) : "";
  }

  item() {
    return this.state.items.find((item) => nameOf(item) === this.state.current);
  }

  /** Makes an item the current one. */
  go(name, { focus = true } = {}) {
    Object.assign(this.state, { current: name, at: 0, span: null, form: null });
    this.draw({ focus });
  }

  step(by) {
    const at = this.state.items.findIndex((item) => nameOf(item) === this.state.current);
    const next = this.state.items[at + by];
    if (next) this.go(nameOf(next));
    else this.say(by > 0 ? "Das war der letzte Vorschlag." : "Das ist der erste Vorschlag.");
  }

  /** On to the next one that nobody has decided, else where it was. */
  onward() {
    const at = this.state.items.findIndex((item) => nameOf(item) === this.state.current);
    const order = [...this.state.items.slice(at + 1), ...this.state.items.slice(0, at)];
    const next = order.find((item) => item.state === "proposed");
    this.go(next ? nameOf(next) : this.state.current);
    return Boolean(next);
  }

  // Drawing

  draw({ focus = false } = {}) {
    draw(this.list, this.state, {
      go: (name) => this.go(name),
      accept: () => this.decide("accepted"),
      reject: () => this.decide("rejected"),
      edit: () => this.edit(),
      undo: (number) => this.undo([number]),
      nextPlace: () => this.nextPlace(),
    });
    this.drawHead();
    this.drawText();
    const opened = find("aktuell");
    if (focus) opened?.focus({ preventScroll: true });
    opened?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  drawText() {
    const current = this.item();
    const spans = [];
    for (const item of this.state.items) {
      // What shows a theme is most of the text: only that of the current one is marked.
      if (item !== current && (item.state === "rejected" || item.subject === "theme")) continue;
      const style = `fs-mark-${item.subject}`;
      const own = item === current && this.state.span ? this.spans() : item.evidence;
      own.forEach((span, at) => {
        spans.push({ ...span, item: nameOf(item), style, current: item === current && at === this.state.at });
      });
    }
    this.page.mark(spans);
    this.page.reveal();
  }

  drawHead() {
    const { review } = this;
    const total = this.state.items.length;
    const facts = [
      el("span", { class: `fs-desk-state fs-desk-state--${review.state}` }, REVIEW_STATES[review.state]),
      review.ahead ? "Änderungen noch nicht veröffentlicht" : null,
      `${review.decided} von ${total} geprüft`,
      review.by ? `zuletzt: ${review.by}, ${moment(review.updated)} Uhr` : null,
    ];
    find("stand").replaceChildren(...facts.filter(Boolean).map((fact) => el("li", {}, fact)));
    const title = this.state.items.find((item) => item.subject === "title")?.value.text;
    // As the server writes it: no line begins with a dash.
    if (title) find("titel").textContent = title.replaceAll(" – ", "\u00a0– ");
    const held = document.activeElement?.closest?.("#leiste")?.contains(document.activeElement) ? document.activeElement.dataset.act : "";
    find("leiste").replaceChildren(...this.bar());
    if (held) find("leiste").querySelector(`[data-act="${held}"]`)?.focus();
  }

  bar() {
    const { state, ahead } = this.review;
    const isPublic = state === "published";
    const sure = this.sure().length;
    const threshold = select(THRESHOLDS.map((share) => [share, `ab ${Math.round(100 * share)} %`]), this.threshold);
    threshold.setAttribute("aria-label", "Ab welcher Wahrscheinlichkeit ein Vorschlag als sicher gilt");
    threshold.dataset.act = "schwelle";
    threshold.addEventListener("change", () => { this.threshold = threshold.value; this.drawHead(); });
    const formats = [["json", "JSON"], ["jsonld", "JSON-LD"], ["csv", "CSV"], ["gold", "Annotation"]];
    return [
      el(
        "div", { class: "fs-desk-bar__group" },
        button(`Alle sicheren annehmen (${sure})`, () => this.acceptSure(), { "data-act": "sichere", disabled: !sure }),
        threshold,
        button("Ergänzen", () => this.add(), { key: "n", "data-act": "neu" }),
        button("Rückgängig", () => this.undo(), { key: "u", "data-act": "zurueck" }),
        button("Tasten", openHelp, { key: "?", "data-act": "hilfe" }),
      ),
      el(
        "div", { class: "fs-desk-bar__group" },
        !isPublic || ahead
          ? button(isPublic ? "Änderungen veröffentlichen" : "Veröffentlichen", () => this.publish(), { kind: "primary", "data-act": "publik" })
          : null,
        isPublic ? el("a", { class: "kern-btn kern-btn--tertiary fs-desk-btn", href: this.root.dataset.public }, el("span", { class: "kern-label" }, "Bericht ansehen")) : null,
        isPublic
          ? button("Zurückziehen", () => this.withdraw(), { "data-act": "zurueckziehen" })
          : button("Entwurf löschen", () => this.remove(), { "data-act": "loeschen" }),
        el(
          "details", { class: "fs-desk-export" }, el("summary", {}, "Herunterladen"),
          el("ul", {}, formats.map(([format, label]) => el("li", {}, el("a", { href: this.api.export(format), download: "" }, label)))),
        ),
      ),
    ];
  }

  say(words) {
    this.status.replaceChildren(el("p", {}, words));
  }

  // Deciding. One request after the other: each says which state it is for.

  queued(work) {
    this.waiting = this.waiting.then(() => this.guarded(work));
    return this.waiting;
  }

  async guarded(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused(error);
    }
  }

  refused(error) {
    const again = button("Neu laden", () => this.reload(), { kind: "primary" });
    const back = encodeURIComponent(location.pathname);
    const help = {
      401: el("p", {}, el("a", { href: `/anmelden?zurueck=${back}` }, "Neu anmelden"), " – was entschieden ist, ist gespeichert."),
      403: el("p", {}, el("a", { href: `/anmelden?zurueck=${back}` }, "Neu anmelden"), " – was entschieden ist, ist gespeichert."),
      404: again,
      412: again,
    };
    const box = alert("danger", error.title, el("p", {}, error.message), help[error.status] || null);
    box.classList.add("fs-desk-refused");
    this.status.replaceChildren(box);
    box.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Reads everything anew and stays where it was; what is being written in a form stays too. */
  reload() {
    return this.queued(async () => {
      const { form, span } = this.state;
      this.take(await this.api.read());
      Object.assign(this.state, { form, span });
      this.draw({ focus: !form });
      this.say("Der jetzige Stand ist geladen.");
    });
  }

  async send(decisions, undo = []) {
    const review = await this.api.change(decisions, undo);
    if (review.made.length) this.made.push(review.made);
    this.take(review);
    return review;
  }

  decide(verdict) {
    return this.queued(async () => {
      const item = this.item();
      if (!item || this.state.form) return;
      if (verdict === "rejected" && ["title", "doc_kind"].includes(item.subject)) {
        this.say("Das lässt sich nur berichtigen (e).");
        return;
      }
      const isDone = item.state === verdict || (verdict === "accepted" && isKept(item));
      if (!isDone) await this.send([{ subject: item.subject, key: item.key, verdict }]);
      this.told(item, isDone ? item.state : verdict);
    });
  }

  told(item, state) {
    const more = this.onward();
    const said = `${SUBJECTS[item.subject]} „${valueOf(item.subject, item.value)}“ ${STATES[state]}.`;
    this.say(more ? said : `${said} Alles ist geprüft.`);
  }

  sure() {
    const least = Number(this.threshold);
    return this.state.items.filter((item) => item.state === "proposed" && item.probability !== null && item.probability >= least);
  }

  acceptSure() {
    return this.queued(async () => {
      const sure = this.sure();
      if (!sure.length) return;
      await this.send(sure.map(({ subject, key }) => ({ subject, key, verdict: "accepted" })));
      this.onward();
      this.say(`${sure.length} ${sure.length === 1 ? "Vorschlag" : "Vorschläge"} angenommen. Mit „Rückgängig“ nehmen Sie das zurück.`);
    });
  }

  undo(numbers) {
    return this.queued(async () => {
      const latest = Math.max(0, ...this.state.items.map((item) => item.decision || 0));
      const wanted = numbers || this.made.pop() || (latest ? [latest] : []);
      if (!wanted.length) {
        this.say("Es gibt nichts zurückzunehmen.");
        return;
      }
      const before = new Map(this.state.items.map((item) => [item.decision, nameOf(item)]));
      const review = await this.api.change([], wanted);
      this.made = this.made.map((step) => step.filter((number) => !wanted.includes(number))).filter((step) => step.length);
      this.take(review);
      const name = before.get(wanted[0]);
      this.go(this.state.items.some((item) => nameOf(item) === name) ? name : this.state.current);
      this.say(wanted.length === 1 ? "Zurückgenommen." : `${wanted.length} Entscheidungen zurückgenommen.`);
    });
  }

  // Correcting

  edit() {
    const item = this.item();
    if (!item) return;
    this.state.span = ["project", "lesson"].includes(item.subject) ? item.evidence[this.state.at] || null : null;
    const form = correction(item, {
      save: (decisions) => this.save(item, decisions),
      cancel: () => this.go(nameOf(item)),
      move: (end, step) => this.setSpan(this.state.text.moved(this.state.span, end, step)),
      take: () => this.setSpan(this.selected()),
      spans: () => this.spans(),
    });
    this.state.form = form.element;
    this.draw();
    form.first?.focus();
  }

  /** Another place for the item that is being corrected; its words, empty where there is none. */
  setSpan(span) {
    if (!span) {
      this.say("Im Text ist nichts ausgewählt.");
      return "";
    }
    this.state.span = span;
    this.drawText();
    const [before, words, after] = this.state.text.around(span);
    find("aktuell-stelle").replaceChildren(el("p", {}, before, el("mark", {}, words), after));
    this.say(words);
    return words;
  }

  /** All places of the item, with the one that is being changed. */
  spans() {
    const { evidence } = this.item();
    return evidence.map((span, at) => (at === this.state.at ? this.state.span || span : span));
  }

  save(item, decisions) {
    return this.queued(async () => {
      await this.send(decisions);
      this.state.form = null;
      this.told(this.item() || item, "corrected");
    });
  }

  nextPlace() {
    const many = this.item()?.evidence.length || 0;
    if (many < 2 || this.state.form) return;
    this.state.at = (this.state.at + 1) % many;
    this.draw({ focus: true });
    this.say(`Stelle ${this.state.at + 1} von ${many}.`);
  }

  // Adding

  /** What is selected, also when a button has the focus by now. */
  keepSelection() {
    document.addEventListener("selectionchange", () => {
      const span = this.page.selection();
      if (span || document.activeElement === this.page.root) this.kept = span;
    });
  }

  selected() {
    return this.page.selection() || this.kept || null;
  }

  add() {
    openAdd({ text: this.state.text, span: this.selected(), save: (decision) => this.added(decision) });
  }

  added(decision) {
    return this.queued(async () => {
      const known = new Set(this.state.items.map((item) => item.decision));
      await this.send([decision]);
      this.kept = null;
      const fresh = this.state.items.find((item) => item.decision && !known.has(item.decision));
      this.go(fresh ? nameOf(fresh) : this.state.current);
      this.say(`${SUBJECTS[decision.subject]} ergänzt.`);
    });
  }

  // Publishing

  publish() {
    return this.queued(async () => {
      const left = this.state.items.filter((item) => item.state === "proposed").length;
      if (left && !confirm(`${left} ${left === 1 ? "Vorschlag ist" : "Vorschläge sind"} noch nicht geprüft und werden so veröffentlicht, wie sie sind. Trotzdem veröffentlichen?`)) return;
      this.take(await this.api.publish());
      this.draw();
      this.status.replaceChildren(alert("success", "Veröffentlicht", el("p", {}, "Der Bericht steht jetzt in Suche, Listen und Export. ", el("a", { href: this.root.dataset.public }, "Bericht ansehen"))));
    });
  }

  withdraw() {
    return this.queued(async () => {
      if (!confirm("Der Bericht verschwindet aus Suche, Listen und Export und ist wieder ein Entwurf. Ihre Entscheidungen bleiben. Zurückziehen?")) return;
      this.take(await this.api.withdraw());
      this.draw();
      this.say("Zurückgezogen: Der Bericht ist wieder ein Entwurf.");
    });
  }

  remove() {
    return this.queued(async () => {
      if (!confirm("Den Entwurf mit allen Entscheidungen löschen? Das lässt sich nicht zurücknehmen.")) return;
      await this.api.remove();
      location.assign("/redaktion");
    });
  }

  listenForKeys() {
    const text = find("text");
    listen({
      j: () => this.step(1),
      k: () => this.step(-1),
      ArrowDown: () => this.step(1),
      ArrowUp: () => this.step(-1),
      a: () => this.decide("accepted"),
      x: () => this.decide("rejected"),
      e: () => this.edit(),
      n: () => this.add(),
      u: () => this.undo(),
      b: () => this.nextPlace(),
      t: () => text.focus(),
      "?": openHelp,
    }, { text });
    text.after(el("p", { class: "fs-quiet", id: "text-hinweis" }, "Wörter auswählen (mit der Maus, oder mit Umschalt und Pfeiltasten), dann „Ergänzen“ oder beim Berichtigen „Auswahl übernehmen“."));
  }
}

new Desk(find("pruefung")).open();
