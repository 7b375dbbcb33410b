// Accuracy against a cost: every variant, and the front of those shown.

const COSTS = [
  { value: "macs", label: "MACs", title: "MACs for one image", format: brief },
  { value: "parameters", label: "Parameters", title: "parameters", format: brief },
  { value: "nonzero", label: "Non-zero", title: "parameters that are not zero", format: brief },
  { value: "bytes", label: "Bytes", title: "bytes of the compressed model file", format: brief },
];
const NEAR = 0.1;
const PLOT_FIELDS = ["criterion", "granularity"];

/** What the reader has chosen. */
const plotView = { cost: firstCost(), log: false, near: false };

function firstCost() {
  const weighed = DATA.frontier.objectives || [];
  const found = COSTS.find((cost) => weighed.includes(cost.value));
  return (found || COSTS[0]).value;
}

function buildFrontierPlot() {
  if (dense === null) {
    return;
  }
  reveal("frontier-section");
  const figure = element("figure", { class: "plot" });
  const draw = redrawn(figure, frontierPlot);
  place("frontier-plot").append(plotControls(plotView, draw), figure, plotLegend());
  draw();
}

function plotControls(view, draw) {
  const choose = (key) => (value) => {
    view[key] = value;
    draw();
  };
  const scales = [{ value: false, label: "Linear" }, { value: true, label: "Log" }];
  const ranges = [{ value: false, label: "All" }, { value: true, label: "Near dense" }];
  return element("div", { class: "controls" },
    choice("Against", COSTS, view.cost, choose("cost")),
    choice("Scale", scales, view.log, choose("log")),
    choice("Accuracy", ranges, view.near, choose("near")));
}

function plotLegend() {
  return element("div", { class: "legend" },
    legendGroup("Criterion", "criterion", criteria, colourSwatch),
    legendGroup("Granularity", "granularity", granularities, shapeSwatch),
    fixedKeys());
}

function frontierPlot(width) {
  return costPlot(scored, plotView, width, () => []);
}

/**
 * A plot of models, each with its accuracy and costs.
 *
 * @param behind draws what lies behind the marks, given the models in view, the front and the scales
 */
function costPlot(models, view, width, behind) {
  const cost = COSTS.find((each) => each.value === view.cost);
  const shown = models.filter((variant) => isShown(variant, PLOT_FIELDS));
  const inView = shown.filter((variant) => isInView(variant, view));
  const plane = frame(width, Math.max(340, Math.min(500, width * 0.46)));
  const x = costScale(plane, models, view);
  const y = linearScale(...accuracyRange(view.near ? inView : models), plane.bottom, plane.top);
  const front = frontOf(inView.filter((variant) => !isControl(variant)), cost.value);
  const marks = frontierMarks(inView, front, (variant) => x.at(variant[cost.value]), y.at);
  const group = drawn("g", {}, ...marks);
  walkable(group, byPlace(marks));
  const svg = canvas(plane, `Accuracy against ${cost.title}`,
    bottomAxis(plane, x, cost.format, cost.title),
    leftAxis(plane, y, accuracyTick(y), "validation accuracy"),
    denseBand(plane, y, "start"),
    frontLine(plane, front, (variant) => x.at(variant[cost.value]), y.at),
    ...behind(inView, front, x, y),
    group);
  return [svg, plotCaption(front, shown.length - inView.length)];
}

function isInView(variant, view) {
  return !view.near || variant.val_accuracy >= dense.val_accuracy - NEAR;
}

function costScale(plane, models, view) {
  const values = models.map((variant) => variant[view.cost]).filter((value) => value > 0);
  const low = Math.min(...values);
  const high = Math.max(...values);
  return view.log
    ? logScale(low / 1.15, high * 1.15, plane.left, plane.right)
    : linearScale(0, high * 1.04, plane.left, plane.right);
}

/** Those that no other is both cheaper and more accurate than, cheapest first. */
function frontOf(list, cost) {
  const cheapestFirst = list.slice()
    .sort((a, b) => a[cost] - b[cost] || b.val_accuracy - a.val_accuracy);
  let best = -1;
  return cheapestFirst.filter((variant) => {
    const better = variant.val_accuracy > best;
    best = Math.max(best, variant.val_accuracy);
    return better;
  });
}

/** The best accuracy to be had for each cost. */
function frontLine(plane, front, x, y) {
  if (front.length === 0) {
    return drawn("g", {});
  }
  const steps = front.slice(1).map((variant) => `H${x(variant)}V${y(variant.val_accuracy)}`);
  const start = `M${x(front[0])} ${y(front[0].val_accuracy)}`;
  return drawn("path", { class: "front-line", d: `${start}${steps.join("")}H${plane.right}` });
}

/** Members last, so that they lie on top. */
function frontierMarks(list, front, x, y) {
  const onFront = new Set(front);
  const rest = list.filter((variant) => !onFront.has(variant) && !isDense(variant));
  const others = list.filter((variant) => isDense(variant) && !onFront.has(variant));
  const at = (variant, radius, state) =>
    mark(variant, x(variant), y(variant.val_accuracy), radius, state);
  return [
    ...rest.map((variant) => at(variant, 4, "other")),
    ...others.map((variant) => at(variant, 6, "member")),
    ...front.map((variant) => at(variant, 6, "member")),
  ];
}

function byPlace(marks) {
  const x = (node) => Number(/translate\(([-\d.]+)/.exec(node.getAttribute("transform"))[1]);
  return marks.slice().sort((a, b) => x(a) - x(b));
}

function plotCaption(front, below) {
  return element("figcaption", { "aria-live": "polite" },
    `${counted(front.length, "model is", "models are")} on this front.`,
    below === 0 ? "" : ` ${counted(below, "variant lies", "variants lie")} further below.`);
}
