// What the run has found, as the scripts use it.

const DATA = JSON.parse(place("data").textContent);

const variants = DATA.rows.map((cells) => named(DATA.columns, cells));
const variantsById = new Map(variants.map((variant) => [variant.variant, variant]));
const dense = variantsById.get(DATA.dense) || null;
const scored = variants.filter((variant) => variant.val_accuracy !== null);
const pruned = scored.filter((variant) => !isUnpruned(variant));
const members = (DATA.frontier.members || []).map((id) => variantsById.get(id));

/**
 * A row's cells by their columns' names. A criterion that ranks all layers together is one more, and
 * so is a control: what is trained from scratch has the shape that its own criterion gave it.
 */
function named(columns, cells) {
  const variant = {};
  columns.forEach((column, i) => {
    variant[column] = cells[i];
  });
  if (variant.ranking === "global") {
    variant.criterion = `${variant.criterion} global`;
  }
  if (variant.control) {
    variant.shape = variant.criterion;
    variant.criterion = variant.control;
  }
  if (variant.kind === "sparse") {
    variant.criterion = variant.sparse_training;
    variant.granularity = "not pruned";
  }
  return variant;
}

/** The values of a field in the order in which they come. */
function distinct(list, field) {
  return Array.from(new Set(list.map((variant) => variant[field])));
}

function isDense(variant) {
  return variant.kind === "baseline";
}

/** Whether nothing was removed from it: the dense model, as it is or trained sparsely. */
function isUnpruned(variant) {
  return isDense(variant) || variant.kind === "sparse";
}

/** Whether it is there to compare others with: it is on no front. */
function isControl(variant) {
  return Boolean(variant.control);
}

function isFromScratch(variant) {
  return variant.kind === "from-scratch";
}

function isFinalist(variant) {
  return variant.kind === "finalist";
}

/** Accuracy beside the dense model's. */
function lead(variant) {
  return variant.val_accuracy - dense.val_accuracy;
}

/** What a variant has of a cost, as a share of what the dense model has. */
function share(variant, cost) {
  return dense[cost] === 0 ? null : variant[cost] / dense[cost];
}

/** With its standard deviation, where it is the mean of several seeds. */
function accuracyOf(variant) {
  const accuracy = percent(variant.val_accuracy, 2);
  return variant.n > 1 ? `${accuracy} \u00b1 ${percent(variant.val_accuracy_sd, 2)}` : accuracy;
}

/** How a variant was made, in a few words. */
function way(variant) {
  const shape = isFromScratch(variant) ? ` in the shape of ${variant.shape}` : "";
  return isDense(variant)
    ? "dense model"
    : `${variant.criterion}${shape}, ${variant.granularity}`;
}

/** What there is to know of a variant at a glance. */
function facts(variant) {
  const cost = (name, format) => `${format(variant[name])} (${percent(share(variant, name), 1)})`;
  const costs = [
    ["MACs", cost("macs", human)],
    ["parameters", cost("parameters", human)],
    ["non-zero", cost("nonzero", human)],
    ["file", cost("bytes", size)],
  ];
  return isDense(variant)
    ? [["accuracy", accuracyOf(variant)], ...costs]
    : [
        ["accuracy", `${accuracyOf(variant)} (${points(lead(variant))})`],
        ["sparsity", percent(variant.sparsity, 1)],
        ...costs,
        ["order", variant.order],
        ["schedule", `${variant.schedule}, round ${variant.round}`],
        ["retrain", variant.retrain],
      ];
}
