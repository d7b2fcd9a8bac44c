// What the keys do, and the switch for them.

import { button, el } from "./dom.js";
import { EDIT_KEYS, KEYS, areOn, switchKeys } from "./keys.js";

const SHOWN = { ArrowDown: "↓", ArrowUp: "↑" };

/** Opens the help. */
export function openHelp() {
  const box = el("input", { type: "checkbox", id: "tasten-an", ".checked": areOn(), onchange: () => switchKeys(box.checked) });
  const dialog = el(
    "dialog", { class: "fs-desk-dialog", "aria-labelledby": "hilfe-titel", onclose: () => dialog.remove() },
    el("h2", { class: "kern-heading-small", id: "hilfe-titel" }, "Tasten"),
    el("p", { class: "fs-switch" }, box, el("label", { for: "tasten-an" }, "Tasten aus einem einzelnen Zeichen sind an")),
    table("Beim Prüfen", KEYS.map(([keys, what]) => [keys.map((key) => SHOWN[key] || key).join(" oder "), what])),
    table("Beim Berichtigen einer Stelle", EDIT_KEYS),
    el("p", { class: "fs-quiet" }, "Alles geht auch mit Maus, Fingern und Tabulatortaste."),
    button("Schließen", () => dialog.close(), { kind: "primary" }),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function table(caption, rows) {
  return el(
    "table", { class: "fs-desk-keys" },
    el("caption", {}, caption),
    el("tbody", {}, rows.map(([keys, what]) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, what)))),
  );
}
