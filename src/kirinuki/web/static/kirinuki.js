// Every page works without this. It adds keys: j and k walk the articles, o folds and unfolds, ? lists the keys.
const stops = () => [...document.querySelectorAll("main article, main [data-stop]")];
let at = -1;
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const all = stops();
  if (event.key === "j" || event.key === "k") {
    at = Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), all.length - 1);
    const stop = all[at];
    if (stop) { stop.tabIndex = -1; stop.focus({ preventScroll: true }); stop.scrollIntoView({ block: "start" }); }
  } else if (event.key === "o") {
    const folds = [...(all[at] ?? document).querySelectorAll("details")];
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
  }
});
