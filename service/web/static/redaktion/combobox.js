// A field that suggests, after https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { el, field, input } from "./dom.js";

const PAUSE = 80; // milliseconds without a key until it is asked
let count = 0;

/**
 * A labelled field with a list of suggestions.
 *
 * `search(words)` gives a promise of choices { label, note, value }; `onpick(choice)` hears what is
 * chosen. `clears`: the field is empty again after a choice.
 */
export function combobox(label, { search, onpick, text = "", hint = "", clears = false, id }) {
  const name = id || `vorschlaege-${(count += 1)}`;
  const list = el("ul", { class: "fs-desk-choices", role: "listbox", id: `${name}-liste`, "aria-label": label, hidden: true });
  const box = input({
    id: name, role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id, ".value": text,
  });
  const state = { choices: [], at: -1, asked: 0 };

  const close = () => {
    list.hidden = true;
    state.at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const pick = (choice) => {
    close();
    box.value = clears ? "" : choice.label;
    onpick(choice);
  };
  const point = (at) => {
    const options = [...list.children];
    state.at = (at + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === state.at)));
    box.setAttribute("aria-activedescendant", options[state.at].id);
    options[state.at].scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const show = (choices) => {
    state.choices = choices;
    state.at = -1;
    list.replaceChildren(...choices.map((choice, at) => option(choice, at)));
    list.hidden = !choices.length;
    box.setAttribute("aria-expanded", String(Boolean(choices.length)));
  };
  const option = (choice, at) => el(
    "li", { role: "option", id: `${name}-${at}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); pick(choice); } },
    el("span", {}, choice.label), choice.note ? el("span", { class: "fs-quiet" }, ` ${choice.note}`) : null,
  );
  const look = async () => {
    const mine = (state.asked += 1);
    const found = await search(box.value).catch(() => []);
    if (mine === state.asked) show(found);
  };

  box.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(look, PAUSE);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" && !open) look();
    else if (event.key === "ArrowDown" && open) point(state.at + 1);
    else if (event.key === "ArrowUp" && open) point(state.at < 0 ? state.choices.length - 1 : state.at - 1);
    else if (event.key === "Enter" && open && state.at >= 0) pick(state.choices[state.at]);
    else if (event.key === "Enter" && open && state.choices.length === 1) pick(state.choices[0]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { element: el("div", { class: "fs-desk-combobox" }, field(label, box, hint), list), box };
}
