// Keys of one letter, which can be switched off (WCAG 2.1.4) and never act while somebody writes.

const NAME = "fundstelle-tasten-aus";

export const KEYS = [
  [["j", "ArrowDown"], "nächster Vorschlag"],
  [["k", "ArrowUp"], "voriger Vorschlag"],
  [["a"], "annehmen"],
  [["x"], "ablehnen"],
  [["e"], "berichtigen"],
  [["n"], "ergänzen: aus der Auswahl im Text oder ohne"],
  [["u"], "letzte Entscheidung zurücknehmen"],
  [["b"], "nächste Stelle desselben Vorschlags"],
  [["t"], "in den Text; mit Umschalt und Pfeiltasten auswählen"],
  [["?"], "diese Hilfe"],
];
export const EDIT_KEYS = [
  ["Umschalt + →", "Ende ein Wort weiter"],
  ["Umschalt + ←", "Ende ein Wort zurück"],
  ["Umschalt + ↓", "Anfang ein Wort weiter"],
  ["Umschalt + ↑", "Anfang ein Wort zurück"],
  ["Eingabe", "speichern"],
  ["Esc", "abbrechen"],
];

export const areOn = () => remembered(() => localStorage.getItem(NAME)) !== "ja";

export function switchKeys(on) {
  remembered(() => (on ? localStorage.removeItem(NAME) : localStorage.setItem(NAME, "ja")));
}

/** Listens for keys; `actions` by key. The help stays reachable by its button. */
export function listen(actions, { text }) {
  document.addEventListener("keydown", (event) => {
    if (!areOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || isWriting(event.target, text)) return;
    const inText = text.contains(event.target);
    if (inText && event.key.startsWith("Arrow")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const action = event.shiftKey && key !== "?" ? undefined : actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function isWriting(target, text) {
  if (text.contains(target)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** Storage may be closed to pages: then nothing is remembered. */
function remembered(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
