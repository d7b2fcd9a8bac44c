// The map moves by mouse, touch and keyboard. Without this file its links do the same: what is
// shown always comes from the server as a whole page, of which the part with the map is taken.

const WIDTH = 360;
const HEIGHT = 480;
const WAIT = 250;
const STEP = 0.4;
const NEARER = 0.5;
const FAR = 4;

const status = document.createElement("p");
status.className = "kern-sr-only";
status.setAttribute("role", "status");

let latest = 0;
let waiting = 0;

const region = () => document.getElementById("kartenbereich");
const drawing = () => region()?.querySelector(".fs-map[data-ausschnitt]");

function viewOf(svg) {
  const [x, y, width] = svg.dataset.ausschnitt.split(",").map(Number);
  return { x, y, width };
}

function addressOf(view) {
  const address = new URL(location.href);
  const written = [view.x, view.y, view.width].map((number) => number.toFixed(1)).join(",");
  address.searchParams.set("ausschnitt", written);
  address.searchParams.delete("punkt");
  address.hash = "";
  return address;
}

async function show(address, { keep = false, focus = null } = {}) {
  const own = ++latest;
  region().setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(address);
    return;
  }
  if (own !== latest) return;
  const fresh = page.getElementById("kartenbereich");
  if (!fresh) {
    location.assign(address);
    return;
  }
  const open = region().querySelector(".fs-map-states")?.open;
  region().replaceWith(document.adoptNode(fresh));
  const states = region().querySelector(".fs-map-states");
  if (states && open) states.open = true;
  document.title = page.title;
  if (!keep) history.pushState(null, "", address);
  prepare();
  status.textContent = drawing()?.getAttribute("aria-label") ?? "";
  if (focus) region().querySelector(focus)?.focus({ preventScroll: focus !== "#liste" });
}

function move(view) {
  const svg = drawing();
  const before = viewOf(svg);
  const scale = WIDTH / before.width;
  const share = view.width / before.width;
  const left = (view.x - before.x) * scale + (WIDTH / 2) * (1 - share);
  const top = (view.y - before.y) * scale + (HEIGHT / 2) * (1 - share);
  svg.setAttribute("viewBox", `${left} ${top} ${WIDTH * share} ${HEIGHT * share}`);
  svg.next = view;
}

function settle(focus) {
  clearTimeout(waiting);
  const view = drawing()?.next;
  if (view) show(addressOf(view), { focus });
}

function later(focus) {
  clearTimeout(waiting);
  waiting = setTimeout(() => settle(focus), WAIT);
}

function step(view, right, down) {
  return {
    ...view,
    x: view.x + right * view.width * STEP,
    y: view.y + (down * view.width * STEP * HEIGHT) / WIDTH,
  };
}

function zoomed(view, factor, at) {
  const width = Math.min(Math.max(view.width * factor, 16), 840);
  const share = 1 - width / view.width;
  return { x: view.x + at.x * view.width * share, y: view.y + at.y * view.width * share, width };
}

// Where a pointer is, as shares of the width from the middle.
function shareOf(svg, event) {
  const box = svg.getBoundingClientRect();
  return {
    x: (event.clientX - box.left - box.width / 2) / box.width,
    y: (event.clientY - box.top - box.height / 2) / box.width,
  };
}

function press(event) {
  const svg = drawing();
  const view = svg.next ?? viewOf(svg);
  const moves = {
    ArrowUp: () => step(view, 0, -1),
    ArrowDown: () => step(view, 0, 1),
    ArrowLeft: () => step(view, -1, 0),
    ArrowRight: () => step(view, 1, 0),
    "+": () => zoomed(view, NEARER, { x: 0, y: 0 }),
    "-": () => zoomed(view, 1 / NEARER, { x: 0, y: 0 }),
  };
  if (event.target !== svg || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!moves[event.key]) return;
  event.preventDefault();
  move(moves[event.key]());
  later(".fs-map");
}

// The wheel scrolls the page, unless Ctrl is held or the map was chosen.
function wheel(event) {
  const svg = drawing();
  if (!event.ctrlKey && document.activeElement !== svg) return;
  event.preventDefault();
  const factor = Math.exp(Math.sign(event.deltaY) * 0.25);
  move(zoomed(svg.next ?? viewOf(svg), factor, shareOf(svg, event)));
  later(document.activeElement === svg ? ".fs-map" : null);
}

function grab(svg) {
  const fingers = new Map();
  let start = null;
  let moved = false;

  function begin() {
    const points = [...fingers.values()];
    const view = svg.next ?? viewOf(svg);
    start = { view, middle: middleOf(points), spread: spreadOf(points) };
  }
  function drag(event) {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, shareOf(svg, event));
    const points = [...fingers.values()];
    const middle = middleOf(points);
    const far = Math.hypot(middle.x - start.middle.x, middle.y - start.middle.y);
    if (!moved && points.length < 2 && far * svg.clientWidth < FAR) return;
    if (!moved) {
      moved = true;
      for (const id of fingers.keys()) svg.setPointerCapture(id);
    }
    const factor = points.length > 1 ? start.spread / spreadOf(points) : 1;
    const view = zoomed(start.view, factor, start.middle);
    const across = view.width;
    move({
      ...view,
      x: view.x - (middle.x - start.middle.x) * across,
      y: view.y - (middle.y - start.middle.y) * across,
    });
  }
  function release(event) {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size) begin();
    else if (moved) settle(null);
  }
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    moved = fingers.size ? moved : false;
    fingers.set(event.pointerId, shareOf(svg, event));
    begin();
  });
  svg.addEventListener("pointermove", drag);
  svg.addEventListener("pointerup", release);
  svg.addEventListener("pointercancel", release);
  // After a drag the click belongs to it; links are not to be dragged themselves.
  svg.addEventListener("click", (event) => moved && event.preventDefault(), true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

function middleOf(points) {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }));
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function spreadOf(points) {
  if (points.length < 2) return 1;
  return Math.max(Math.hypot(points[0].x - points[1].x, points[0].y - points[1].y), 0.02);
}

function follow(event) {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const href = link.getAttribute("href");
  if (!href.startsWith("/karte")) return;
  event.preventDefault();
  const named = link.dataset.schritt;
  const focus = href.endsWith("#liste") ? "#liste" : named ? `[data-schritt="${named}"]` : ".fs-map";
  show(new URL(href, location.href), { focus });
}

function prepare() {
  const svg = drawing();
  region()?.addEventListener("click", follow);
  if (!svg) return;
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("keydown", press);
  svg.addEventListener("wheel", wheel, { passive: false });
  grab(svg);
}

if (region()) {
  region().after(status);
  prepare();
  addEventListener("popstate", () => show(new URL(location.href), { keep: true }));
}
