// Places in a text. The API counts code points, the browser UTF-16 units: a sign beyond the basic
// plane is one of the first and two of the second.

/** A text whose places are known both ways. */
export class Text {
  constructor(text) {
    this.text = text;
    this.pairs = []; // UTF-16 index of the second half of each pair, in order
    for (let at = 0; at < text.length - 1; at += 1) {
      const here = text.charCodeAt(at);
      const next = text.charCodeAt(at + 1);
      if (here >= 0xd800 && here < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
        this.pairs.push(at + 1);
        at += 1;
      }
    }
    this.length = text.length - this.pairs.length;
  }

  /** UTF-16 index to code points. */
  points(unit) {
    return unit - below(this.pairs, (second) => second < unit);
  }

  /** Code points to UTF-16 index. */
  units(point) {
    const passed = below(this.pairs, (second, number) => second - number <= point);
    return point + passed;
  }

  /** The words of a span. */
  of({ start, end }) {
    return this.text.slice(this.units(start), this.units(end));
  }

  /** What stands around a span, in one line: [before, the words, after]. */
  around({ start, end }, width = 60) {
    const [low, high] = [this.units(start), this.units(end)];
    const line = (piece) => piece.replace(/\s+/gu, " ");
    const before = this.text.slice(Math.max(0, low - width), low);
    const after = this.text.slice(high, high + width);
    const first = low > width ? `…${before.replace(/^\S*/u, "")}` : before;
    const last = high + width < this.text.length ? `${after.replace(/\S*$/u, "")}…` : after;
    return [line(first), line(this.text.slice(low, high)), line(last)];
  }

  /** The span without blanks at its ends; null where nothing is left. */
  trimmed({ start, end }) {
    const piece = this.of({ start, end });
    if (!piece.trim()) return null;
    const lead = piece.length - piece.trimStart().length;
    const tail = piece.length - piece.trimEnd().length;
    return { start: start + lead, end: end - tail };
  }

  /**
   * The span with one end moved by a word: `end` is "start" or "end", `step` 1 (on) or -1 (back).
   * It never becomes empty. A full stop, comma or quotation mark is a step of its own.
   */
  moved(span, end, step) {
    const edges = this.#edges();
    const from = span[end];
    const sides = end === "start" ? edges.starts : edges.ends;
    const found = step > 0 ? sides.find((at) => at > from) : sides.findLast((at) => at < from);
    const next = { ...span, [end]: found ?? from };
    return next.start < next.end ? next : span;
  }

  #edges() {
    if (!this.known) {
      const [starts, ends] = [[], []];
      for (const match of this.text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[-'’][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu)) {
        starts.push(this.points(match.index));
        ends.push(this.points(match.index + match[0].length));
      }
      this.known = { starts, ends };
    }
    return this.known;
  }
}

/** How many of a sorted list pass a test that only its first ones pass. */
function below(list, passes) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
