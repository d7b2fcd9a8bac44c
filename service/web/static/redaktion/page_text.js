// The text on the page: lines with marked places, what is selected in it, and where a caret stands.

/** Shows a text whose lines stand in `root` as elements with data-start and data-end. */
export class PageText {
  constructor(root, text, onpick) {
    this.root = root;
    this.text = text;
    this.lines = [...root.querySelectorAll("[data-start]")].map((element) => ({
      element,
      start: Number(element.dataset.start),
      end: Number(element.dataset.end),
    }));
    this.#makeSelectable();
    root.addEventListener("click", (event) => {
      const name = event.target.closest("[data-item]")?.dataset.item;
      if (name && getSelection().isCollapsed) onpick(name);
    });
  }

  /** Marks spans: { start, end, item, style, current }; those that are current stand out. */
  mark(spans) {
    for (const line of this.lines) {
      const inside = spans.filter((span) => span.start < line.end && span.end > line.start);
      const drawn = JSON.stringify(inside);
      if (line.drawn === drawn) continue;
      line.drawn = drawn;
      line.element.replaceChildren(...this.#pieces(line, inside));
    }
  }

  /** Scrolls to what is current, within the text only. */
  reveal() {
    const here = this.root.querySelector(".fs-desk-current");
    if (!here) return;
    const [box, outer] = [here.getBoundingClientRect(), this.root.getBoundingClientRect()];
    const room = this.root.clientHeight;
    if (box.top < outer.top + 24 || box.bottom > outer.top + room - 24) {
      this.root.scrollTop += box.top - outer.top - room / 3;
    }
  }

  /** What is selected in the text, as a span in code points; null where nothing is. */
  selection() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    const [start, end] = [this.#place(range.startContainer, range.startOffset), this.#place(range.endContainer, range.endOffset)];
    if (start === null || end === null || start >= end) return null;
    return this.text.trimmed({ start, end });
  }

  #makeSelectable() {
    // An editable text that takes no edits has a caret: words can be selected with the keyboard.
    const attributes = {
      contenteditable: "true", tabindex: "0", role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
      "aria-labelledby": "text-titel", "aria-describedby": "text-hinweis", inputmode: "none", spellcheck: "false",
      autocapitalize: "none",
    };
    for (const [name, value] of Object.entries(attributes)) this.root.setAttribute(name, value);
    for (const kind of ["beforeinput", "paste", "cut", "drop"]) {
      this.root.addEventListener(kind, (event) => event.preventDefault());
    }
  }

  #pieces(line, spans) {
    const cuts = [line.start, line.end];
    for (const { start, end } of spans) {
      cuts.push(Math.max(start, line.start), Math.min(end, line.end));
    }
    const points = [...new Set(cuts)].sort((a, b) => a - b);
    return points.slice(0, -1).map((start, at) => this.#piece({ start, end: points[at + 1] }, spans));
  }

  #piece(piece, spans) {
    const words = this.text.of(piece);
    const over = spans.filter((span) => span.start <= piece.start && span.end >= piece.end);
    if (!over.length) return document.createTextNode(words);
    const current = over.find((span) => span.current);
    const inner = over.reduce((a, b) => (b.end - b.start <= a.end - a.start ? b : a));
    const shown = document.createElement(current ? "mark" : "span");
    shown.className = over.map((span) => span.style).join(" ") + (current ? " fs-desk-current" : "");
    shown.dataset.item = inner.item;
    shown.textContent = words;
    return shown;
  }

  /** The place of a DOM position in code points. */
  #place(node, offset) {
    const range = document.createRange();
    const line = this.lines.find(({ element }) => element === node || element.contains(node));
    if (!line) return this.#beside(node, offset);
    range.setStart(line.element, 0);
    range.setEnd(node, offset);
    return this.text.points(this.text.units(line.start) + range.toString().length);
  }

  /** Of a position between lines: the start of the next one. */
  #beside(node, offset) {
    const point = document.createRange();
    point.setStart(node, offset);
    point.collapse(true);
    const next = this.lines.find(({ element }) => point.comparePoint(element, 0) >= 0);
    return next ? next.start : (this.lines.at(-1)?.end ?? null);
  }
}
