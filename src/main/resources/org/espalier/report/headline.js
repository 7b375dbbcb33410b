// The run in a few numbers.

function drawHeadline() {
  place("run").textContent = DATA.run;
  show(place("standing"), ...standing());
  const headline = place("headline");
  if (DATA.status.cause) {
    headline.append(element("p", { class: "note bad" }, DATA.status.cause));
  }
  if (dense === null) {
    headline.append(element("p", { class: "note" }, "The dense model has no score yet."));
    return;
  }
  headline.append(tiles(), picks());
}

function standing() {
  const status = DATA.status;
  if (!status.state) {
    return [];
  }
  const seconds = (Date.parse(status.updated) - Date.parse(status.started)) / 1000;
  return [
    element("span", { class: `state state-${status.state.replace(/ /g, "-")}` }, status.state),
    element("span", {}, `${status.done} of ${counted(status.stages, "stage", "stages")}`),
    element("span", {}, duration(seconds)),
    element("span", {}, instant(status.started)),
  ];
}

function tiles() {
  const found = DATA.frontier;
  return element("dl", { class: "tiles" },
    ...tile("Dense accuracy", percent(dense.val_accuracy, 2), "on validation rows"),
    ...tile("Dense MACs", human(dense.macs), "for one image"),
    ...tile("Dense parameters", human(dense.parameters), `${human(dense.nonzero)} not zero`),
    ...tile("Dense file", size(dense.bytes), "compressed"),
    ...tile("Variants", String(pruned.length), failureCount()),
    ...tile("On the frontier", String(members.length), (found.objectives || []).join(", ")),
    ...tile("Hypervolume", (found.hypervolume || 0).toFixed(4), "1 would be ideal"));
}

function failureCount() {
  const failed = variants.filter((variant) => variant.val_accuracy === null).length;
  return failed === 0 ? "none failed" : `${failed} failed or skipped`;
}

function tile(name, value, remark) {
  return [element("div", { class: "tile" },
    element("dt", {}, name), element("dd", {}, value), element("dd", { class: "remark" }, remark))];
}

/** What to take when accuracy may fall by a point. */
function picks() {
  return element("div", { class: "picks" },
    pick("Fewest MACs within 1 point of dense", DATA.picks.smallest, "macs", "MACs"),
    pick("Fewest non-zero values within 1 point of dense", DATA.picks.sparsest, "nonzero",
      "non-zero values"));
}

function pick(title, id, cost, unit) {
  const heading = element("h2", {}, title);
  if (id === null) {
    return element("article", { class: "pick none" }, heading,
      element("p", { class: "remark" }, "No such model came that close."));
  }
  const variant = variantsById.get(id);
  return element("article", { class: "pick" }, heading,
    element("p", { class: "pick-figure" },
      element("strong", {}, times(variant, cost)), ` fewer ${unit}`),
    shareBar(share(variant, cost), `${human(variant[cost])} of ${human(dense[cost])}`),
    element("p", {}, `${percent(variant.val_accuracy, 2)} accuracy, `,
      element("b", {}, points(lead(variant))), " points"),
    element("p", { class: "remark" }, isFinalist(variant) ? "\u2605 " : "",
      `${way(variant)}, ${variant.order}, ${percent(variant.sparsity, 1)} sparsity \u00b7 `,
      element("code", {}, variant.variant)));
}

function times(variant, cost) {
  const factor = dense[cost] / variant[cost];
  return `${factor.toFixed(factor < 10 ? 2 : 1)}\u00d7`;
}

/** A part of a whole. */
function shareBar(part, label) {
  const width = Math.max(0, Math.min(100, 100 * part));
  return element("div", { class: "share" },
    element("span", { class: "track", "aria-hidden": "true" },
      element("span", { class: "fill", style: `width:${width}%` })),
    element("span", { class: "share-label" }, label));
}
