// How the desk says things in German.

export const SUBJECTS = {
  title: "Titel",
  doc_kind: "Art des Dokuments",
  event_start: "Beginn",
  event_end: "Ende",
  event_kind: "Art der Veranstaltung",
  event_place: "Ort der Veranstaltung",
  theme: "Thema",
  project: "Projekt",
  place: "Ort",
  lesson: "Erfahrung",
};
export const GROUPS = {
  title: "Bericht",
  doc_kind: "Bericht",
  event_start: "Veranstaltung",
  event_end: "Veranstaltung",
  event_kind: "Veranstaltung",
  event_place: "Veranstaltung",
  theme: "Themen",
  project: "Projekte",
  place: "Orte",
  lesson: "Erfahrungen",
};
export const DOC_KINDS = [
  ["report", "Veranstaltungsbericht"],
  ["announcement", "Ankündigung"],
  ["measure", "Maßnahme"],
  ["profile", "Porträt"],
];
export const EVENT_KINDS = [
  ["workshop", "Workshop"],
  ["conference", "Tagung"],
  ["training", "Fortbildung"],
  ["meeting", "Treffen"],
  ["network", "Netzwerktreffen"],
  ["other", "Veranstaltung"],
];
export const LESSON_KINDS = [
  ["success_factor", "Gelingensbedingung"],
  ["obstacle", "Hürde"],
  ["recommendation", "Empfehlung"],
  ["insight", "Erkenntnis"],
];
export const STATES = {
  proposed: "Vorschlag",
  accepted: "angenommen",
  rejected: "abgelehnt",
  corrected: "berichtigt",
  added: "ergänzt",
};
export const REVIEW_STATES = { draft: "Entwurf", in_review: "in Prüfung", published: "veröffentlicht" };
export const OPEN = {
  vanished: "Die Stelle steht nicht mehr im Text: Diese Entscheidung wirkt nicht.",
  covered: "Eine spätere Entscheidung hat diese Stelle übernommen: Diese wirkt nicht.",
};
const NOTHING = "ohne Angabe";

const labels = { doc_kind: Object.fromEntries(DOC_KINDS), event_kind: Object.fromEntries(EVENT_KINDS) };
const lessons = Object.fromEntries(LESSON_KINDS);

/** A value in words. */
export function valueOf(subject, value) {
  if (labels[subject]) return labels[subject][value.text] || NOTHING;
  if (subject === "event_start" || subject === "event_end") return day(value.text) || NOTHING;
  if (subject === "lesson") return lessons[value.kind] || NOTHING;
  if (subject === "place" || subject === "event_place") return value.place ? placeOf(value.place) : value.text || NOTHING;
  return value.text || NOTHING;
}

/** A place with its state. */
export const placeOf = (place) => (place.state && place.state !== place.name ? `${place.name} (${place.state})` : place.name);

const PLACE_KINDS = {
  municipality: "Gemeinde",
  district: "Kreis",
  quarter: "Ortsteil",
  state: "Land",
  region: "Region",
  river: "Fluss",
  country: "Staat",
  other: "Ort",
};

/** What kind of place it is, by the word that is used where it lies. */
export const kindOf = (place) => (place.kind === "district" && ["Österreich", "Schweiz"].includes(place.state) ? "Bezirk" : PLACE_KINDS[place.kind]);

export function day(iso) {
  const date = iso && /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T12:00:00`) : null;
  return date ? date.toLocaleDateString("de-DE", { day: "numeric", month: "long", year: "numeric" }) : "";
}

export const moment = (iso) =>
  new Date(iso).toLocaleString("de-DE", { day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" });

export const percent = (share) => `${Math.floor(100 * share + 1e-9)}\u00a0%`;
