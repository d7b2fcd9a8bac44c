// Something that was not proposed: a theme, project, place or lesson.

import { button, el, field, select } from "./dom.js";
import { lessonFields, placeField, projectFields, themeField } from "./forms.js";

const KINDS = [["theme", "Thema"], ["project", "Projekt"], ["place", "Ort"], ["lesson", "Erfahrung"]];
const EMPTY = { text: "", kind: null, source: null, places: [], programme: null };

/** Opens the dialog. `span`: what is selected, or null; `save(decision)` gets what is added. */
export function openAdd({ text, span, save }) {
  const words = span ? text.of(span).replace(/\s+/gu, " ") : "";
  const long = words.length > 80;
  const kind = select(KINDS, span ? (long ? "lesson" : "project") : "theme");
  const fields = el("div");
  const error = el("p", { class: "fs-error", role: "alert" });
  let parts;
  const show = () => {
    parts = partsFor(kind.value, words);
    error.textContent = "";
    fields.replaceChildren(...parts.elements);
  };
  kind.addEventListener("change", show);
  const submit = (event) => {
    event.preventDefault();
    const decision = decisionOf(kind.value, parts.read(), span);
    if (typeof decision === "string") {
      error.textContent = decision;
      return;
    }
    dialog.close();
    save(decision);
  };
  const dialog = el(
    "dialog", { class: "fs-desk-dialog", "aria-labelledby": "neu-titel", onclose: () => dialog.remove() },
    el("h2", { class: "kern-heading-small", id: "neu-titel" }, "Ergänzen"),
    span
      ? el("blockquote", { class: "fs-quote" }, el("p", {}, long ? `${words.slice(0, 200)}${words.length > 200 ? "…" : ""}` : words))
      : el("p", { class: "fs-quiet" }, "Im Text ist nichts ausgewählt. Ein Thema geht ohne Stelle; für alles andere wählen Sie bitte zuerst die Stelle im Text aus."),
    el(
      "form", { class: "fs-desk-form", onsubmit: submit, ".noValidate": true },
      field("Was", kind), fields, error,
      el(
        "div", { class: "fs-desk-buttons" },
        el("button", { type: "submit", class: "kern-btn kern-btn--primary fs-desk-btn" }, el("span", { class: "kern-label" }, "Ergänzen")),
        button("Abbrechen", () => dialog.close()),
      ),
    ),
  );
  show();
  document.body.append(dialog);
  dialog.showModal();
  (span ? kind : parts.first || kind).focus();
}

function partsFor(kind, words) {
  if (kind === "theme") return themeField("Thema");
  if (kind === "place") return placeField("Gemeint ist", { hint: words ? `„${words.slice(0, 60)}“` : "" });
  if (kind === "project") return projectFields({ ...EMPTY, text: words.slice(0, 200) });
  return lessonFields(EMPTY);
}

/** What is to be added, or in words what is missing. */
function decisionOf(kind, read, span) {
  const said = { subject: kind, verdict: "added", spans: span ? [span] : [] };
  if (kind !== "theme" && !span) return "Bitte zuerst die Stelle im Text auswählen.";
  if (kind === "theme") return read ? { ...said, key: read.id } : "Bitte ein Thema aus der Liste wählen.";
  if (kind === "place") return read ? { ...said, place: read.id } : "Bitte einen Ort aus der Liste wählen.";
  if (kind === "lesson" && !read.kind) return "Bitte die Art der Erfahrung wählen.";
  return { ...said, ...read };
}
