// Elements made and found.

/** An element with attributes, properties (names with a dot) and listeners (names with "on"). */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.startsWith(".")) made[name.slice(1)] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A button; `kind` is KERN's. */
export function button(label, onclick, { kind = "secondary", key = "", ...more } = {}) {
  const shown = key ? [label, " ", el("kbd", { "aria-hidden": "true" }, key)] : [label];
  const text = el("span", { class: "kern-label" }, shown);
  return el("button", { type: "button", class: `kern-btn kern-btn--${kind} fs-desk-btn`, onclick, ...more }, text);
}

/** A field with its label. */
export function field(label, input, hint = "") {
  const id = input.id || `feld-${Math.random().toString(36).slice(2, 9)}`;
  input.id = id;
  if (hint) input.setAttribute("aria-describedby", `${id}-hinweis`);
  return el(
    "div", { class: "kern-form-input fs-desk-field" },
    el("label", { class: "kern-label", for: id }, label),
    hint ? el("p", { class: "kern-hint", id: `${id}-hinweis` }, hint) : null,
    input,
  );
}

export const input = (attributes) => el("input", { class: "kern-form-input__input", autocomplete: "off", ...attributes });

/** A choice of [value, label] pairs. */
export function select(pairs, chosen) {
  const options = pairs.map(([value, label]) => el("option", { value, selected: value === chosen }, label));
  return el("select", { class: "kern-form-input__select fs-desk-select" }, options);
}

/** An alert in the manner of the other pages. */
export function alert(kind, title, ...content) {
  return el(
    "div", { class: `kern-alert kern-alert--${kind} fs-alert`, role: kind === "danger" ? "alert" : "group", "aria-label": title },
    el("div", { class: "kern-alert__header" }, el("p", { class: "kern-title" }, title)),
    el("div", { class: "kern-alert__body" }, ...content),
  );
}
