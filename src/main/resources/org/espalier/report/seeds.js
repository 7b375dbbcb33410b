// What each way of pruning gives over several seeds: means, and how far single seeds lie from them.

const MEASURES = ["val_accuracy", "val_loss", "parameters", "nonzero", "macs", "bytes"];
const groups = DATA.seeds.rows.map(grouped).filter((group) => group.n > 0);
const CAP = 3;

/** What the reader has chosen for the plot of means. */
const seedsView = { cost: firstCost(), log: false, near: false };

/** A group of variants as one model: its means stand for what a single variant measures. */
function grouped(cells) {
  const group = named(DATA.seeds.columns, cells);
  MEASURES.forEach((measure) => {
    group[measure] = group[`${measure}_mean`];
  });
  group.variant = group.variants;
  return group;
}

function buildSeeds() {
  if (dense === null || groups.length === 0) {
    return;
  }
  reveal("seeds-section");
  const figure = element("figure", { class: "plot" });
  const draw = redrawn(figure, seedsPlot);
  place("seeds-plot").append(plotControls(seedsView, draw), figure, plotLegend());
  draw();
  place("seeds-table").append(scrolled("Means over seeds", element("table", {},
    tableHead(SEED_COLUMNS),
    element("tbody", {}, ...groups.map(seedRow)))));
}

function seedsPlot(width) {
  return costPlot(groups, seedsView, width, (inView, front, x, y) =>
    inView.filter((group) => group.n > 1).map((group) => deviation(group, front, x, y)));
}

/** One standard deviation to each side: of accuracy, and of the cost where seeds differ in it. */
function deviation(group, front, x, y) {
  const cost = seedsView.cost;
  const [left, right] = around(group, cost, x);
  const [low, high] = around(group, "val_accuracy", y);
  const [middle, centre] = [x.at(group[cost]), y.at(group.val_accuracy)];
  const upright = `M${middle} ${low}V${high}M${middle - CAP} ${low}h${2 * CAP}` +
    `M${middle - CAP} ${high}h${2 * CAP}`;
  const across = group[`${cost}_sd`] > 0 ? `M${left} ${centre}H${right}` : "";
  return drawn("path", {
    class: `deviation ${isUnpruned(group) ? "series-dense" : seriesOf(group.criterion)} ` +
      (front.includes(group) ? "member" : "other"),
    d: upright + across,
  });
}

/** Where a measure's mean less, and plus, its deviation lie; never outside of the plot. */
function around(group, measure, scale) {
  const within = (value) => scale.at(Math.max(scale.from, Math.min(scale.to, value)));
  const spread = group[`${measure}_sd`];
  return [within(group[measure] - spread), within(group[measure] + spread)];
}

const SEED_COLUMNS = [
  { title: "criterion", text: criterionOf },
  { title: "granularity", text: (group) => group.granularity || "" },
  { title: "order", text: (group) => group.order || "" },
  { title: "schedule", text: (group) => group.schedule || "" },
  { title: "retrain", text: (group) => group.retrain || "" },
  { title: "sparsity", number: true, text: (group) => percent(group.sparsity, 1) },
  { title: "n", number: true, text: seedCount },
  { title: "accuracy", number: true, text: (group) => accuracyOf(group) },
  { title: "points", number: true, text: pointsOf },
  { title: "MACs", number: true, text: (group) => meanOf(group, "macs", human) },
  { title: "non-zero", number: true, text: (group) => meanOf(group, "nonzero", human) },
  { title: "file", number: true, text: (group) => meanOf(group, "bytes", size) },
];

function seedRow(group) {
  return element("tr", { class: isDense(group) ? "reference" : null },
    ...SEED_COLUMNS.map((column) =>
      element("td", { class: column.number ? "number" : null }, column.text(group))));
}

function seedCount(group) {
  return group.failed > 0 ? `${group.n} (${group.failed} failed)` : String(group.n);
}

function meanOf(group, measure, format) {
  const mean = format(group[measure]);
  const spread = group[`${measure}_sd`];
  return spread > 0 ? `${mean} \u00b1 ${format(spread)}` : mean;
}
