// The accuracy that is left of each layer at each level.

/** The layers in the order in which least-sensitive-first takes them. */
function sensitivityTable(curves, reference) {
  const levels = curves[0].levels.map((each) => each.level);
  const columns = [
    { title: "layer" }, { title: "units", number: true },
    ...levels.map((level) => ({ title: percent(level, level * 100 % 1 === 0 ? 0 : 1), number: true })),
    { title: "mean", number: true },
  ];
  const rank = (curve) => Math.round(curve.mean * 1e9);
  const ranked = curves.slice().sort((a, b) => rank(b) - rank(a));
  return element("div", {}, element("p", { class: "remark ranking" },
    "Accuracy at each level, least sensitive first:"),
  scrolled("Accuracy at each level", element("table", { class: "sensitivity" },
    tableHead(columns),
    element("tbody", {}, ...ranked.map((curve) => sensitivityRow(curve, reference))))));
}

function sensitivityRow(curve, reference) {
  return element("tr", { style: `--depth: ${curve.depth.toFixed(3)}` },
    element("th", { scope: "row" }, element("span", { class: "layer-key" }), curve.name),
    element("td", { class: "number" }, curve.units.toLocaleString("en")),
    ...curve.levels.map((each) => sensitivityCell(each, reference)),
    element("td", { class: "number" }, percent(curve.mean, 1)));
}

/** The more of the dense model's accuracy is lost, the darker. */
function sensitivityCell(each, reference) {
  if (each.accuracy === null) {
    return element("td", { class: "number status-failed", title: each.error }, "failed");
  }
  const lost = Math.max(0, reference - each.accuracy) / reference;
  return element("td", { class: "number loss", style: `--lost: ${lost.toFixed(3)}` },
    percent(each.accuracy, 1));
}
