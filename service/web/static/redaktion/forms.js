// Forms to correct a proposal: its value, and the place in the text that shows it.

import { places, themes } from "./api.js";
import { combobox } from "./combobox.js";
import { button, el, field, input, select } from "./dom.js";
import { DOC_KINDS, EVENT_KINDS, LESSON_KINDS, kindOf, placeOf } from "./words.js";

/** Choices of themes for what somebody types. */
export async function themeChoices(words) {
  const wanted = words.trim().toLocaleLowerCase("de");
  const fits = (theme) => [theme.label, ...theme.synonyms].some((name) => name.toLocaleLowerCase("de").includes(wanted));
  const begins = (theme) => theme.label.toLocaleLowerCase("de").startsWith(wanted);
  const found = (await themes()).filter(fits);
  return [...found.filter(begins), ...found.filter((theme) => !begins(theme))].slice(0, 12).map((theme) => ({
    label: theme.label, note: theme.synonyms.slice(0, 3).join(", "), value: theme,
  }));
}

/** Choices of places for what somebody types. */
export async function placeChoices(words) {
  return (await places(words)).map((place) => ({
    label: placeOf(place), note: kindOf(place), value: place,
  }));
}

/** Fields for a lesson: { elements, read }. */
export function lessonFields(value) {
  const kind = select(value.kind ? LESSON_KINDS : [["", "bitte wählen"], ...LESSON_KINDS], value.kind || "");
  const source = input({ type: "text", maxlength: "200", ".value": value.hidden_source ? "" : value.source || "" });
  const given = source.value;
  const hint = value.hidden_source
    ? `Das ist eine Person („${value.source}“); sie bleibt stehen, solange Sie nichts eintragen.`
    : "Öffentlich gezeigt wird nur eine Organisation, die der Text nennt.";
  return {
    elements: [field("Art der Erfahrung", kind), field("Wer es sagt – freiwillig", source, hint)],
    read: () => ({ kind: kind.value || null, ...(source.value === given ? {} : { source: source.value.trim() || null }) }),
  };
}

/** Fields for a project: { elements, read }. */
export function projectFields(value) {
  const name = input({ type: "text", maxlength: "200", ".value": value.text });
  const given = name.value;
  const programme = input({ type: "text", maxlength: "200", ".value": value.programme || "" });
  const chosen = [...value.places];
  const chips = el("ul", { class: "fs-desk-chips", "aria-label": "Arbeitet in" });
  const show = () => chips.replaceChildren(...chosen.map((place) => el(
    "li", {}, placeOf(place), " ",
    el("button", { type: "button", class: "fs-desk-chip", "aria-label": `${place.name} entfernen`, onclick: () => { chosen.splice(chosen.indexOf(place), 1); show(); more.box.focus(); } }, "×"),
  )));
  const more = combobox("Weiterer Ort, in dem es arbeitet", {
    search: placeChoices, clears: true,
    onpick: ({ value: place }) => { if (!chosen.some((each) => each.id === place.id)) chosen.push(place); show(); },
  });
  show();
  return {
    elements: [field("Name", name), field("Förderprogramm – freiwillig", programme), chips, more.element],
    first: name,
    rename: (words) => { name.value = words; },
    read: () => ({
      ...(name.value.trim() === given ? {} : { text: name.value.trim() }),
      programme: programme.value.trim() || null,
      places: chosen.map((place) => (place.id.startsWith("name:") ? place.name : place.id)),
    }),
  };
}

/** A field for a place: { elements, read, first }. */
export function placeField(label, { text = "", hint = "" } = {}) {
  let chosen = null;
  const box = combobox(label, { search: placeChoices, text, hint, onpick: ({ value }) => { chosen = value; } });
  box.box.addEventListener("input", () => { chosen = null; });
  return { elements: [box.element], first: box.box, read: () => chosen };
}

/** A field for a theme. */
export function themeField(label, hint = "") {
  let chosen = null;
  const box = combobox(label, { search: themeChoices, hint, onpick: ({ value }) => { chosen = value; } });
  box.box.addEventListener("input", () => { chosen = null; });
  return { elements: [box.element], first: box.box, read: () => chosen };
}

/** Fields of an item that a report has one of. */
function singleFields({ subject, value }) {
  if (subject === "doc_kind" || subject === "event_kind") {
    const kinds = subject === "doc_kind" ? DOC_KINDS : EVENT_KINDS;
    const chosen = select(value.text ? kinds : [["", "bitte wählen"], ...kinds], value.text);
    return { elements: [field("Art", chosen)], first: chosen, read: () => ({ text: chosen.value }) };
  }
  if (subject === "event_place") {
    const place = placeField("Ort der Veranstaltung", { text: value.text });
    return { ...place, read: () => (place.read() ? { place: place.read().id } : { text: place.first.value.trim() }) };
  }
  const isDay = subject !== "title";
  const box = input(isDay ? { type: "date", ".value": value.text } : { type: "text", maxlength: "500", ".value": value.text });
  return { elements: [field(isDay ? "Tag" : "Titel", box)], first: box, read: () => ({ text: box.value.trim() }) };
}

/**
 * The form for an item. `save(decisions)` and `cancel()` end it; `span` is the place in the text,
 * which `move(end, step)` and `take()` (what is selected) change.
 */
export function correction(item, { save, cancel, move, take, spans }) {
  const hasPlace = ["project", "lesson"].includes(item.subject) && item.evidence.length > 0;
  const parts = partsFor(item);
  const submit = (event) => {
    event.preventDefault();
    const decisions = decisionsOf(item, parts, hasPlace ? spans() : null);
    if (typeof decisions === "string") error.textContent = decisions;
    else save(decisions);
  };
  const error = el("p", { class: "fs-error", role: "alert" });
  const place = hasPlace ? placeControl(item, { move, take }, parts) : null;
  const form = el(
    "form", {
      class: "fs-desk-form", "aria-label": "Berichtigen", onsubmit: submit, ".noValidate": true,
      onkeydown: (event) => {
        if (event.key === "Escape") { event.preventDefault(); cancel(); }
      },
    },
    place, parts.elements, error,
    el(
      "div", { class: "fs-desk-buttons" },
      el("button", { type: "submit", class: "kern-btn kern-btn--primary fs-desk-btn" }, el("span", { class: "kern-label" }, "Speichern")),
      button("Abbrechen", cancel),
    ),
  );
  return { element: form, first: place || parts.first };
}

function partsFor(item) {
  if (item.subject === "lesson") return lessonFields(item.value);
  if (item.subject === "project") return projectFields(item.value);
  if (item.subject === "place") return placeField("Gemeint ist", { text: item.value.place ? placeOf(item.value.place) : item.value.text });
  if (item.subject === "theme") return themeField("Stattdessen", `„${item.value.text}“ wird abgelehnt und dieses Thema ergänzt.`);
  return singleFields(item);
}

/** What the form says, or in words what is missing. */
function decisionsOf(item, parts, spans) {
  const said = { subject: item.subject, key: item.key, verdict: "corrected" };
  const read = parts.read();
  if (item.subject === "theme") {
    if (!read) return "Bitte ein Thema aus der Liste wählen.";
    return [{ ...said, verdict: "rejected" }, { subject: "theme", key: read.id, verdict: "added", spans: item.evidence.slice(0, 1) }];
  }
  if (item.subject === "place") return read ? [{ ...said, place: read.id }] : "Bitte einen Ort aus der Liste wählen.";
  return [{ ...said, ...read, ...(spans ? { spans } : {}) }];
}

/** Moves the ends of the place in the text. */
function placeControl(item, { move, take }, parts) {
  const change = (end, step) => {
    const words = move(end, step);
    if (parts.rename && words) parts.rename(words);
  };
  const taken = () => {
    const words = take();
    if (parts.rename && words) parts.rename(words);
  };
  const MOVES = { ArrowRight: ["end", 1], ArrowLeft: ["end", -1], ArrowDown: ["start", 1], ArrowUp: ["start", -1] };
  return el(
    "div", {
      class: "fs-desk-ends", role: "group", tabindex: "0",
      "aria-label": "Stelle im Text: Umschalt und Pfeiltasten ändern Anfang und Ende",
      onkeydown: (event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) event.target.closest("form").requestSubmit();
        else if (event.shiftKey && MOVES[event.key]) change(...MOVES[event.key]);
        else return;
        event.preventDefault();
      },
    },
    el("span", { class: "fs-desk-ends__label" }, "Anfang"),
    button("←", () => change("start", -1), { "aria-label": "Anfang ein Wort zurück" }),
    button("→", () => change("start", 1), { "aria-label": "Anfang ein Wort weiter" }),
    el("span", { class: "fs-desk-ends__label" }, "Ende"),
    button("←", () => change("end", -1), { "aria-label": "Ende ein Wort zurück" }),
    button("→", () => change("end", 1), { "aria-label": "Ende ein Wort weiter" }),
    button("Auswahl übernehmen", taken),
  );
}
