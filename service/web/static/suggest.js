// Suggestions while typing: a combobox with a list (ARIA Authoring Practices, "editable combobox
// with list autocomplete") over each input that has data-suggest, the address to ask.
//
// Without this script the field is a plain one. Text from outside only ever becomes text nodes.

const WAIT = 150;
const SHORTEST = 2;
const PATIENCE = 4000;
let lists = 0;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Offsets count code points; a string of JavaScript counts otherwise.
function marked(text, ranges) {
  const points = Array.from(text);
  const nodes = [];
  let at = 0;
  for (const { start, end } of ranges) {
    nodes.push(points.slice(at, start).join(""));
    nodes.push(element("mark", points.slice(start, end).join("")));
    at = end;
  }
  return [...nodes, points.slice(at).join("")];
}

function said(suggestion) {
  const parts = [suggestion.kind_label];
  if (suggestion.label !== suggestion.text) parts.push(`steht für „${suggestion.label}“`);
  if (suggestion.reports) {
    const number = suggestion.reports.toLocaleString("de");
    parts.push(`${number} ${suggestion.reports === 1 ? "Bericht" : "Berichte"}`);
  }
  return parts.join(", ");
}

class Suggestions {
  #input;
  #list;
  #status;
  #timer = 0;
  #asked = null;
  #active = -1;

  constructor(input) {
    this.#input = input;
    const id = `vorschlaege-${++lists}`;
    const label = input.labels[0]?.textContent ?? "Suche";
    this.#list = element("ul", "", { id, class: "fs-suggest", role: "listbox", "aria-label": `Vorschläge: ${label}`, hidden: "" });
    this.#status = element("p", "", { class: "kern-sr-only", role: "status" });
    const box = element("div", "", { class: "fs-suggest-box" });
    input.replaceWith(box);
    box.append(input, this.#list, this.#status);
    // A field of type "search" may not be a combobox.
    input.type = "text";
    for (const [key, value] of Object.entries({
      role: "combobox",
      enterkeyhint: "search",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    })) {
      input.setAttribute(key, value);
    }
    input.addEventListener("input", () => this.#later());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    // The field keeps the focus while somebody clicks.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(option);
    });
  }

  get #options() {
    return Array.from(this.#list.children);
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const wanted = this.#input.value.trim();
    if (wanted.length < SHORTEST || wanted.length > this.#longest) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#ask(wanted), WAIT);
  }

  get #longest() {
    return Number(this.#input.dataset.suggestLongest) || 80;
  }

  async #ask(wanted) {
    const asked = (this.#asked = new AbortController());
    const timer = setTimeout(() => asked.abort(), PATIENCE);
    try {
      const address = new URL(this.#input.dataset.suggest, document.baseURI);
      address.searchParams.set("q", wanted);
      const answer = await fetch(address, { signal: asked.signal });
      const page = answer.ok ? await answer.json() : { suggestions: [] };
      if (asked === this.#asked && document.activeElement === this.#input) {
        this.#show(page.suggestions);
      }
    } catch {
      // Nothing is suggested; the field works as without a script.
      if (asked === this.#asked) this.#close();
    } finally {
      clearTimeout(timer);
    }
  }

  #show(suggestions) {
    this.#list.replaceChildren(...suggestions.map((each, at) => this.#option(each, at)));
    this.#activate(-1);
    const many = suggestions.length;
    this.#list.hidden = many === 0;
    this.#input.setAttribute("aria-expanded", String(many > 0));
    this.#status.textContent =
      many === 0 ? "Keine Vorschläge" : many === 1 ? "1 Vorschlag" : `${many} Vorschläge`;
  }

  #option(suggestion, at) {
    const option = element("li", "", { id: `${this.#list.id}-${at}`, role: "option", "aria-selected": "false", class: "fs-suggest__option" });
    const text = element("span", "", { class: "fs-suggest__text" });
    text.append(...marked(suggestion.text, suggestion.highlights));
    option.append(text, " ", element("span", said(suggestion), { class: "fs-suggest__note" }));
    option.dataset.text = suggestion.text;
    return option;
  }

  #activate(at) {
    this.#active = at;
    const options = this.#options;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    this.#input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const many = this.#options.length;
    if (event.key === "Escape" && this.#isOpen) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.#isOpen) {
        this.#later();
      } else {
        // One place before the first stands for the field itself.
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.#activate(((this.#active + 1 + step + many + 1) % (many + 1)) - 1);
      }
    } else if (event.key === "Enter" && this.#isOpen && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#options[this.#active]);
    } else if (event.key === "Tab") {
      this.#close();
    } else if (event.key.length === 1 || ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.#activate(-1);
    }
  }

  #choose(option) {
    this.#input.value = option.dataset.text;
    this.#close();
    this.#input.form?.requestSubmit();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
    this.#list.hidden = true;
    this.#activate(-1);
    this.#input.setAttribute("aria-expanded", "false");
    this.#status.textContent = "";
  }
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Suggestions(input);
