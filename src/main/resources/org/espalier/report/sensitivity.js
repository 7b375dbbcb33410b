// What each layer can do without: for each granularity a plot and a table.

function buildSensitivity() {
  if (!DATA.sensitivity) {
    return;
  }
  reveal("sensitivity-section");
  const [whole, ...points] = csvRecords(DATA.sensitivity);
  const reference = Number(whole.val_accuracy);
  const draws = grouped(points, "granularity").map((ofOne) => {
    const curves = grouped(ofOne, "layer").map((layer, i, all) => lossCurve(layer, i, all, reference));
    return sensitivityPanel(ofOne[0].granularity, curves, reference);
  });
  draws.forEach((draw) => draw());
}

/** The records of each value of a field, in the order in which they come. */
function grouped(records, field) {
  const groups = new Map();
  records.forEach((each) => groups.set(each[field], (groups.get(each[field]) || []).concat(each)));
  return Array.from(groups.values());
}

/** A layer's points from the dense model on; levels that leave the same units are one point. */
function lossCurve(layer, position, all, reference) {
  const units = Number(layer[0].units);
  const measured = layer.filter((point) => point.status === "done");
  const distinctPoints = measured.filter((point, i) => i === 0 || point.kept !== measured[i - 1].kept);
  const points = distinctPoints.map((point) => ({
    gone: 1 - Number(point.kept) / units,
    kept: Number(point.kept),
    accuracy: Number(point.val_accuracy),
    macs: Number(point.macs),
    nonzero: Number(point.nonzero),
  })).filter((point) => point.gone > 0);
  return {
    name: layer[0].layer,
    units,
    depth: all.length === 1 ? 0 : position / (all.length - 1),
    points: [{ gone: 0, kept: units, accuracy: reference }, ...points],
    levels: layer.map((point) => ({
      level: Number(point.level),
      accuracy: point.status === "done" ? Number(point.val_accuracy) : null,
      error: point.error,
    })),
    mean: layer.reduce((sum, point) => sum + Number(point.val_accuracy), 0) / layer.length,
  };
}

/** A granularity's plot and table; gives what draws the plot. */
function sensitivityPanel(granularity, curves, reference) {
  const figure = element("figure", { class: "plot" });
  place("sensitivity").append(
    element("h3", {}, granularity), figure, sensitivityTable(curves, reference));
  return redrawn(figure, (width) => [
    sensitivityPlot(granularity, curves, reference, width),
    element("figcaption", {}, "Colours run from the first layer to the last."),
  ]);
}
