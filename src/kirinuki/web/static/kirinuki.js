// Every page works without this. It adds keys, keeps what was folded, and makes a statement of what is selected.
//   j k  to the next, the previous article     o  fold and unfold     n p  next and previous day or page
//   /    to the first field                    ?  the keys            Esc  away with it

const $ = (selector, root = document) => root.querySelector(selector);
const stops = () => [...document.querySelectorAll("main article, main [data-stop], main .para[id]")];
const writing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox";

function current() {
  const all = stops();
  const here = all.findIndex((stop) => stop === document.activeElement || stop.contains(document.activeElement));
  return here >= 0 ? here : all.findLastIndex((stop) => stop.getBoundingClientRect().top < 80);
}

function walk(step) {
  const all = stops();
  const stop = all[Math.min(Math.max(current() + step, 0), all.length - 1)];
  if (!stop) return;
  stop.tabIndex = -1;
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "start" });
}

function fold() {
  const within = stops()[current()] ?? $("main");
  const folds = [...within.querySelectorAll("details")];
  const open = folds.some((each) => !each.open);
  for (const each of folds) each.open = open;
}

const help = $("#keys");
const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  o: fold,
  n: () => $('main [rel="next"]')?.click(),
  p: () => $('main [rel="prev"]')?.click(),
  "/": () => $('main input:not([type="hidden"]):not([type="checkbox"])')?.focus(),
  "?": () => (help.open ? help.close() : help.showModal()),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    // What a focused word says covers the line above it: Escape takes it away.
    if (document.activeElement?.dataset?.says) document.activeElement.blur();
    offer.hidden = true;
    return;
  }
  if (writing(event.target) || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}

// What a reader shows of the reading, and how, holds for the next article as well.
for (const box of document.querySelectorAll(".legend input")) {
  const kept = localStorage.getItem(box.id);
  if (kept !== null && !location.search.includes(box.id)) box.checked = kept === "true";
  box.addEventListener("change", () => localStorage.setItem(box.id, box.checked));
}

// Selection → statement: a link beside the selected words to the form that marks them.
const offer = document.createElement("a");
offer.className = "offer";
offer.hidden = true;
const reading = $(".reading[data-article]");
if (reading) {
  offer.textContent = reading.dataset.offer;
  document.body.append(offer);
  offer.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays until the click
  document.addEventListener("selectionchange", () => {
    const place = selected();
    offer.hidden = place === null;
    if (place === null) return;
    offer.href = `/articles/${reading.dataset.article}/correct?item=${place.item}&layer=statements&new=true`;
    offer.dataset.item = place.item;
    $("[data-noted]").value = getSelection().toString().trim();
    $("[data-noted-item]").value = place.item;
  });
}

// The item of the selected words: code points of the revision's text, as the archive counts them.
function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const text = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".text[data-item]");
  const paragraph = text(range.startContainer);
  if (!paragraph || paragraph !== text(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const [revision, span] = paragraph.dataset.item.split(":");
  const start = Number(span.split("-")[0]) + [...before.toString()].length;
  const length = [...range.toString()].length;
  return length ? { item: `${revision}:${start}-${start + length}` } : null;
}
