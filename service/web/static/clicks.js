// Tells the service which hit of a list was opened, where it keeps that (docs/query-log.md): the
// list's own number and the report, nothing about who reads. No cookie, no redirect.

const list = document.querySelector("[data-clicks]");

function tell(event) {
  // The middle button opens a page as well; the right one does not.
  if (event.type === "auxclick" && event.button !== 1) return;
  const hit = event.target.closest("a[data-opens]")?.closest("[data-report]");
  if (!hit) return;
  const said = new URLSearchParams({ liste: list.dataset.clicks, bericht: hit.dataset.report });
  navigator.sendBeacon("/klicks", said);
}

list?.addEventListener("click", tell);
list?.addEventListener("auxclick", tell);
