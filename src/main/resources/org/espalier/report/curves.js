// Accuracy over sparsity: a panel for each granularity, a curve for each path.

const MANY = 120;
const CURVE_FIELDS = ["criterion", "order"];
const METHOD_FIELDS = [
  "criterion", "normalizer", "ranking", "granularity", "order", "schedule", "retrain", "sparse_training", "seed",
];

function buildCurves() {
  if (dense === null || pruned.length === 0) {
    return;
  }
  reveal("curves-section");
  const panels = element("div", { class: "panels" });
  const draws = granularities.map((granularity) => panel(panels, granularity));
  place("curves").append(panels, curvesLegend());
  draws.forEach((draw) => draw());
}

/** A granularity's plot among the others; gives what draws it. */
function panel(panels, granularity) {
  const figure = element("figure", { class: "plot" });
  panels.append(element("div", { class: "panel" }, element("h3", {}, granularity), figure));
  return redrawn(figure, (width) => [curvesPlot(granularity, width)]);
}

function curvesLegend() {
  const byOrder = orders.length > 1 ? legendGroup("Order", "order", orders, dashSwatch) : "";
  return element("div", { class: "legend" },
    legendGroup("Criterion", "criterion", criteria, colourSwatch), byOrder, fixedKeys());
}

function curvesPlot(granularity, width) {
  const plane = frame(width, Math.max(260, Math.min(360, width * 0.62)));
  const most = Math.max(...pruned.map((variant) => variant.sparsity));
  const x = linearScale(0, Math.min(1, most * 1.04), plane.left, plane.right);
  const y = linearScale(...accuracyRange(scored), plane.bottom, plane.top);
  const shown = pruned.filter(
    (variant) => variant.granularity === granularity && isShown(variant, CURVE_FIELDS));
  const marks = curveMarks(shown, x, y);
  const group = drawn("g", {}, ...marks);
  walkable(group, marks);
  return canvas(plane, `Accuracy over sparsity, granularity ${granularity}`,
    bottomAxis(plane, x, (value) => percent(value, 0), "sparsity"),
    leftAxis(plane, y, accuracyTick(y), "validation accuracy"),
    denseBand(plane, y, "end"),
    ...paths(shown).map((path) => curve(path, x, y)),
    group);
}

/** From left to right; small where there are many. */
function curveMarks(shown, x, y) {
  const [radius, state] = shown.length > MANY ? [2, "speck"] : [3.2, "step"];
  return shown.slice().sort((a, b) => a.sparsity - b.sparsity).map((variant) =>
    mark(variant, x.at(variant.sparsity), y.at(variant.val_accuracy),
      isFinalist(variant) ? 5.5 : radius, state));
}

function curve(path, x, y) {
  const through = path.map((variant) => `${x.at(variant.sparsity)} ${y.at(variant.val_accuracy)}`);
  const last = path[path.length - 1];
  return drawn("path", {
    class: `curve ${seriesOf(last.criterion)}`,
    d: `M${through.join("L")}`,
    "stroke-dasharray": dashOf(last.order),
  });
}

/** The ways of pruning from the dense model to each variant on which none builds. */
function paths(shown) {
  const rounds = shown.filter((variant) => !isFinalist(variant) && !isFromScratch(variant));
  const methods = new Map();
  rounds.forEach((variant) => {
    const method = METHOD_FIELDS.map((field) => variant[field]).join("|");
    methods.set(method, (methods.get(method) || []).concat(variant));
  });
  return Array.from(methods.values()).reduce((all, method) => all.concat(pathsOf(method)), []);
}

/** One-shot variants stand alone, each a round from the dense model: one curve joins them. */
function pathsOf(method) {
  const parents = new Set(method.map((variant) => variant.parent));
  const ends = method.filter((variant) => !parents.has(variant.variant));
  const ways = ends.map(wayTo);
  return ways.every((each) => each.length === 2)
    ? [[dense, ...ends.slice().sort((a, b) => a.sparsity - b.sparsity)]]
    : ways;
}

function wayTo(variant) {
  const path = [];
  for (let at = variant; at; at = variantsById.get(at.parent)) {
    path.unshift(at);
  }
  return path;
}
