// The proposals: one line each, the current one opened with its evidence and buttons.

import { button, el } from "./dom.js";
import { GROUPS, OPEN, STATES, SUBJECTS, moment, percent, placeOf, valueOf } from "./words.js";

const SHOWN = 90;

/** By what an item is known. */
export const nameOf = (item) => `${item.subject}/${item.key}`;

/** Whether somebody has said that the report has it. */
export const isKept = (item) => ["accepted", "corrected", "added"].includes(item.state);

/** Draws all items. `state.form`: what takes the place of the buttons while one is corrected. */
export function draw(list, state, actions) {
  const parts = [];
  let rows;
  let group = "";
  for (const item of state.items) {
    if (GROUPS[item.subject] !== group) {
      group = GROUPS[item.subject];
      rows = el("ol", { class: "fs-desk-items", "aria-label": group });
      parts.push(el("h3", { class: "fs-desk-group" }, group), rows);
    }
    rows.append(nameOf(item) === state.current ? opened(item, state, actions) : closed(item, state, actions));
  }
  list.replaceChildren(...parts);
}

function closed(item, { text }, actions) {
  const id = `vorschlag-${nameOf(item)}`;
  return el(
    "li", { class: `fs-desk-item fs-desk-item--${item.state}` },
    el("p", { class: "fs-desk-item__line", id, "aria-hidden": "true" }, line(item), words(item, text)),
    el("button", { type: "button", class: "fs-desk-item__button", "aria-labelledby": id, onclick: () => actions.go(nameOf(item)) }),
  );
}

function opened(item, state, actions) {
  const title = el("p", { class: "fs-desk-item__line", id: "aktuell-titel" }, line(item));
  return el(
    "li", { class: `fs-desk-item fs-desk-item--${item.state} fs-desk-item--current`, "aria-current": "true" },
    el(
      "div", { id: "aktuell", tabindex: "-1", role: "group", "aria-labelledby": "aktuell-titel", "aria-describedby": "aktuell-stelle" },
      title, evidence(item, state, actions), details(item), state.form || buttons(item, actions),
    ),
  );
}

function line(item) {
  const sure = item.state === "proposed" && item.probability !== null ? `, ${percent(item.probability)} sicher` : "";
  return [
    el("span", { class: "fs-desk-item__subject" }, SUBJECTS[item.subject]), " ",
    el("span", { class: "fs-desk-item__value" }, valueOf(item.subject, item.value)), " ",
    el("span", { class: "fs-desk-item__state" }, `${STATES[item.state]}${sure}`),
    item.open ? el("span", { class: "fs-desk-item__open" }, " – wirkt nicht") : null,
  ];
}

/** What a lesson says, in short: its kind alone tells nothing. */
function words(item, text) {
  if (item.subject !== "lesson" || !item.evidence.length) return null;
  const said = text.of(item.evidence[0]).replace(/\s+/gu, " ");
  return el("span", { class: "fs-desk-item__words" }, said.length > SHOWN ? `${said.slice(0, SHOWN).replace(/\s*\S*$/u, "")} …` : said);
}

function evidence(item, { text, at, span }, actions) {
  const shown = span || item.evidence[at];
  if (!shown) return el("p", { class: "fs-quiet", id: "aktuell-stelle" }, "Ohne Stelle im Text");
  const [before, words, after] = text.around(shown);
  const many = item.evidence.length;
  return el(
    "div", { class: "fs-desk-evidence" },
    el("blockquote", { class: "fs-quote", id: "aktuell-stelle" }, el("p", {}, before, el("mark", {}, words), after)),
    many > 1 && !span
      ? el("p", { class: "fs-quiet fs-desk-places" }, `Stelle ${at + 1} von ${many} `, button("Nächste Stelle", actions.nextPlace, { kind: "tertiary", key: "b" }))
      : null,
  );
}

function details(item) {
  const { value } = item;
  const rows = [];
  if (item.subject === "project") {
    rows.push(["Arbeitet in", value.places.map(placeOf).join(", ") || "ohne Angabe"], ["Förderprogramm", value.programme || "ohne Angabe"]);
  }
  if (item.subject === "lesson" && value.source) rows.push(["Wer es sagt", value.source]);
  if (item.proposed) rows.push(["Vorgeschlagen war", proposedOf(item)]);
  if (item.at) rows.push(["Entschieden", [moment(item.at), item.by].filter(Boolean).join(", ")]);
  const list = rows.map(([name, words]) => [el("dt", {}, name), el("dd", {}, words)]);
  return [
    item.open ? el("p", { class: "fs-notice" }, OPEN[item.open]) : null,
    rows.length ? el("dl", { class: "fs-desk-details" }, list) : null,
  ].filter(Boolean);
}

function proposedOf({ subject, proposed }) {
  const words = valueOf(subject, proposed);
  if (subject !== "project") return words;
  return [words, proposed.places.map((place) => place.name).join(", "), proposed.programme].filter(Boolean).join("; ");
}

function buttons(item, actions) {
  const isNeeded = item.subject === "title" || item.subject === "doc_kind";
  return el(
    "div", { class: "fs-desk-buttons" },
    isKept(item) ? null : button("Annehmen", actions.accept, { kind: "primary", key: "a" }),
    isNeeded || item.state === "rejected" ? null : button("Ablehnen", actions.reject, { key: "x" }),
    button("Berichtigen", actions.edit, { key: "e" }),
    item.decision ? button("Zurücknehmen", () => actions.undo(item.decision), { kind: "tertiary" }) : null,
  );
}
