// Keeps the numbers of a job's page up to date while it is open. Without this script the page has
// a link that does the same.

const PAUSE = 2000;
const LONGEST_PAUSE = 30000;
const STATES = {
  queued: "wartet",
  running: "läuft",
  cancelling: "wird abgebrochen",
  done: "fertig",
  failed: "fehlgeschlagen",
  cancelled: "abgebrochen",
};
const OPEN = new Set(["queued", "running", "cancelling"]);
const NUMBERS = ["position", "total", "new", "changed", "unchanged", "refused"];
const TENTHS = 10;
const READING = 4000;

const box = document.querySelector("[data-job]:not([data-job=''])");
const german = new Intl.NumberFormat("de-DE");
let told = { state: "", tenth: -1 };
let failures = 0;

const field = (name) => box.querySelector(`[data-field="${name}"]`);

function write(name, text) {
  const element = field(name);
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}

function show(job) {
  NUMBERS.forEach((name) => write(name, german.format(job[name])));
  const state = field("state");
  state.className = `fs-state fs-state--${job.state}`;
  write("state", STATES[job.state] ?? job.state);
  write("message", job.message ?? "");
  const progress = field("progress");
  progress.max = Math.max(job.total, 1);
  progress.value = job.position;
  announce(job);
}

// Those who listen hear of every tenth and of the end, not of every document.
function announce(job) {
  const tenth = Math.floor((TENTHS * job.position) / Math.max(job.total, 1));
  if (job.state === told.state && tenth === told.tenth) {
    return;
  }
  const first = told.state === "";
  told = { state: job.state, tenth };
  if (first && OPEN.has(job.state)) {
    return;
  }
  const numbers = `${german.format(job.position)} von ${german.format(job.total)} gelesen`;
  write("said", `Der Auftrag ${said(job.state)}: ${numbers}.`);
}

function said(state) {
  return ["done", "failed", "cancelled"].includes(state) ? `ist ${STATES[state]}` : STATES[state];
}

async function look() {
  try {
    const answer = await fetch(`/v1/jobs/${encodeURIComponent(box.dataset.job)}`, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const job = await answer.json();
    failures = 0;
    show(job);
    if (!OPEN.has(job.state)) {
      // Time to hear of the end; then list and buttons are those of the ended job.
      window.setTimeout(() => window.location.reload(), READING);
      return;
    }
  } catch {
    failures += 1;
    write("said", "Der Stand ist gerade nicht zu erfahren.");
  }
  window.setTimeout(whenSeen, Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE));
}

function whenSeen() {
  if (!document.hidden) {
    look();
    return;
  }
  document.addEventListener("visibilitychange", look, { once: true });
}

if (box) {
  window.setTimeout(whenSeen, PAUSE);
}
