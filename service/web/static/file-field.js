// The field for a file in words of the page: the browser's own speaks the language of the browser.
// Without this script that one stays.

const CHOOSE = "Datei auswählen";
const NONE = "Keine Datei ausgewählt";
const REMOVE = "Datei entfernen";

document.querySelectorAll(".fs-file > input[type=file]").forEach(dress);

function dress(input) {
  const box = input.parentElement;
  const said = element("span", { className: "fs-file__said", id: `${input.id}-gewaehlt`, role: "status" });
  const choose = button(CHOOSE, `${input.id}-auswaehlen`);
  const remove = button(REMOVE, `${input.id}-entfernen`);
  const show = () => {
    said.textContent = input.files[0]?.name ?? NONE;
    remove.hidden = !input.files.length;
  };
  describe(choose, input, said);
  choose.addEventListener("click", () => input.click());
  remove.addEventListener("click", () => {
    input.value = "";
    show();
    choose.focus();
  });
  input.addEventListener("change", show);
  takeDropped(box, input, show);
  // Nobody could be led to a hidden field that is empty: the answer to the form says so.
  input.required = false;
  input.hidden = true;
  box.classList.add("fs-file--dressed");
  box.append(choose, said, remove);
  show();
}

/** Named by the label of the field and its own; described by the choice, the hint, the problem. */
function describe(choose, input, said) {
  const label = document.querySelector(`label[for="${input.id}"]`);
  label.id ||= `${input.id}-name`;
  label.htmlFor = choose.id;
  choose.setAttribute("aria-labelledby", `${label.id} ${choose.id}`);
  const described = input.getAttribute("aria-describedby") ?? "";
  choose.setAttribute("aria-describedby", `${said.id} ${described}`.trim());
}

function takeDropped(box, input, show) {
  const over = (is) => box.classList.toggle("fs-file--over", is);
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  box.addEventListener("dragleave", () => over(false));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    const one = new DataTransfer();
    one.items.add(file);
    input.files = one.files;
    show();
  });
}

function button(words, id) {
  const made = element("button", { type: "button", className: "kern-btn kern-btn--secondary", id });
  made.append(element("span", { className: "kern-label", textContent: words }));
  return made;
}

function element(tag, { role, ...properties }) {
  const made = Object.assign(document.createElement(tag), properties);
  if (role) made.setAttribute("role", role);
  return made;
}
