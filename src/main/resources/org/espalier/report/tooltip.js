// What is known of the mark under the pointer, or that has the focus.

const tooltip = element("div", { class: "tooltip", role: "tooltip", hidden: "" });
document.body.append(tooltip);

function showTooltip(anchor, variant) {
  showFacts(anchor, `${isFinalist(variant) ? "\u2605 " : ""}${way(variant)}`, facts(variant),
    `${variant.variant}${variant.on_frontier ? " \u00b7 on the run\u2019s frontier" : ""}`);
}

function showFacts(anchor, title, known, id) {
  show(tooltip,
    element("p", { class: "tooltip-title" }, title),
    element("dl", {}, ...known.reduce((all, fact) => all.concat(term(fact)), [])),
    ...(id === null ? [] : [element("p", { class: "tooltip-id" }, id)]));
  tooltip.hidden = false;
  moveTo(anchor.getBoundingClientRect());
}

function hideTooltip() {
  tooltip.hidden = true;
}

function term(fact) {
  return [element("dt", {}, fact[0]), element("dd", {}, fact[1])];
}

/** Beside the anchor, on the side that has room. */
function moveTo(anchor) {
  const gap = 10;
  const box = tooltip.getBoundingClientRect();
  const right = anchor.right + gap;
  const fits = right + box.width < document.documentElement.clientWidth;
  const left = fits ? right : Math.max(gap, anchor.left - gap - box.width);
  const middle = anchor.top + anchor.height / 2 - box.height / 2;
  const top = Math.max(gap, Math.min(middle, window.innerHeight - box.height - gap));
  tooltip.style.left = `${left + window.scrollX}px`;
  tooltip.style.top = `${top + window.scrollY}px`;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    hideTooltip();
  }
});
