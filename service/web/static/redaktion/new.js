// A new report: sent without leaving the page, so that nothing is lost when it is refused.

import { Refusal, ask } from "./api.js";
import { alert, button, el } from "./dom.js";
import { percent } from "./words.js";

const form = document.getElementById("neuer-bericht");
const told = document.getElementById("neu-meldung");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const submit = form.querySelector("[type=submit]");
  submit.disabled = true;
  told.replaceChildren(el("p", {}, "Der Bericht wird ausgewertet …"));
  try {
    entered(await send());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused(error);
  } finally {
    submit.disabled = false;
  }
});

/** A file goes as a form, a text as JSON: its id is then made of its title. */
async function send() {
  const [title, text, file] = ["title", "text", "file"].map((name) => form.elements[name]);
  if (file.files.length) {
    const body = new FormData();
    body.append("file", file.files[0]);
    body.append("title", title.value.trim());
    return (await ask("/v1/reports?draft=true", { method: "POST", body })).said;
  }
  if (!text.value.trim()) throw new Refusal(422, "Kein Text gefunden", "Bitte einen Text einfügen oder eine Datei wählen.");
  const body = { title: title.value.trim(), text: text.value };
  return (await ask("/v1/reports?draft=true", { method: "POST", body })).said;
}

function entered(said) {
  if (said.state === "unchanged") {
    told.replaceChildren(alert("warning", "Genau dieser Bericht ist schon da", el("p", {}, link(said.link, said.report.title || said.id), said.draft ? " (Entwurf)" : " (veröffentlicht)")));
  } else if (said.nearly_there.length) {
    told.replaceChildren(nearly(said));
  } else {
    location.assign(said.link);
  }
}

function nearly(said) {
  const remove = async () => {
    await ask(`/v1/reports/${encodeURIComponent(said.id)}`, { method: "DELETE" }).catch((error) => refused(error));
    told.replaceChildren(el("p", {}, "Der Entwurf ist verworfen."));
  };
  const others = said.nearly_there.map((each) => el("li", {}, link(each.link, each.title || each.report), isDraft(each) ? " (Entwurf)" : "", `, ${percent(each.share)} des kürzeren Textes gemeinsam`));
  return alert(
    "warning", "Diesen Bericht gibt es vielleicht schon",
    el("p", {}, "Fast dasselbe steht in:"), el("ul", {}, others),
    el("div", { class: "fs-desk-buttons" }, button("Entwurf trotzdem prüfen", () => location.assign(said.link), { kind: "primary" }), button("Entwurf verwerfen", remove)),
  );
}

const isDraft = ({ link }) => link.startsWith("/redaktion/");

function refused(error) {
  const isOut = error.status === 401 || error.status === 403;
  const help = isOut ? el("p", {}, link("/anmelden", "In einem neuen Fenster anmelden", { target: "_blank" }), ", dann hier noch einmal absenden.") : null;
  told.replaceChildren(alert("danger", error.title, el("p", {}, error.message), help));
}

const link = (href, words, more = {}) => el("a", { href, ...more }, words);
