// The run's frontier as a list, with the one look at the test set.

const FRONTIER_COLUMNS = [
  { title: "variant", text: (variant) => variant.variant, code: true },
  { title: "criterion", text: criterionOf },
  { title: "granularity", text: (variant) => variant.granularity || "" },
  { title: "order", text: (variant) => variant.order || "" },
  { title: "sparsity", number: true, text: (variant) => percent(variant.sparsity, 1) },
  { title: "accuracy", number: true, text: (variant) => percent(variant.val_accuracy, 2) },
  { title: "points", number: true, text: pointsOf },
  { title: "test accuracy", number: true, text: testAccuracy, only: () => hasTests() },
  { title: "MACs", number: true, text: (variant) => human(variant.macs), of: "macs" },
  {
    title: "parameters",
    number: true,
    text: (variant) => human(variant.parameters),
    of: "parameters",
  },
  { title: "non-zero", number: true, text: (variant) => human(variant.nonzero), of: "nonzero" },
  { title: "file", number: true, text: (variant) => size(variant.bytes), of: "bytes" },
];

function drawFrontierList() {
  if (dense === null) {
    return;
  }
  const columns = FRONTIER_COLUMNS.filter((column) => !column.only || column.only());
  const controls = DATA.frontier.controls.map((id) => variantsById.get(id));
  const listed = [dense, ...members.filter((member) => !isDense(member)), ...controls];
  place("frontier-list").append(
    element("h3", {}, "The run\u2019s frontier"),
    element("p", { class: "lead" },
      `Weighed by ${DATA.frontier.objectives.join(", ")} together; shares are of the dense model.`,
      variants.some(isFinalist) ? " \u2605 trained on over all shards." : "",
      controls.length > 0
        ? " At the end stand controls, which take no part, though nothing here beats them."
        : ""),
    scrolled("The run\u2019s frontier", element("table", {},
      tableHead(columns),
      element("tbody", {}, ...listed.map((variant) => frontierRow(variant, columns))))));
}

function criterionOf(variant) {
  if (isDense(variant)) {
    return "dense";
  }
  return isFromScratch(variant) ? `${variant.criterion} as ${variant.shape}` : variant.criterion;
}

function pointsOf(variant) {
  return isDense(variant) ? "" : points(lead(variant));
}

function hasTests() {
  return Object.keys(DATA.tests).length > 0;
}

function testAccuracy(variant) {
  const accuracy = DATA.tests[variant.variant];
  return accuracy === undefined ? "" : percent(accuracy, 2);
}

function frontierRow(variant, columns) {
  return element("tr", { class: isDense(variant) || isControl(variant) ? "reference" : null },
    ...columns.map((column) => frontierCell(variant, column)));
}

function frontierCell(variant, column) {
  if (column.code) {
    return element("th", { scope: "row" }, element("code", {}, column.text(variant)),
      isFinalist(variant) ? finalistStar() : "");
  }
  const small = column.of && !isDense(variant)
    ? element("small", {}, ` ${percent(share(variant, column.of), 1)}`)
    : null;
  return element("td", { class: column.number ? "number" : null }, column.text(variant), small);
}

function finalistStar() {
  return element("span", { class: "finalist", title: "finalist" }, " \u2605");
}
