// What the run has found, as the scripts use it.

const DATA = JSON.parse(place("data").textContent);

const variants = DATA.rows.map(named);
const variantsById = new Map(variants.map((variant) => [variant.variant, variant]));
const dense = variantsById.get(DATA.dense) || null;
const scored = variants.filter((variant) => variant.val_accuracy !== null);
const pruned = scored.filter((variant) => !isUnpruned(variant));
const members = (DATA.frontier.members || []).map((id) => variantsById.get(id));

/** A row's cells by their columns' names; a criterion that ranks all layers together is one more. */
function named(cells) {
  const variant = {};
  DATA.columns.forEach((column, i) => {
    variant[column] = cells[i];
  });
  if (variant.ranking === "global") {
    variant.criterion = `${variant.criterion} global`;
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

/** How a variant was made, in a few words. */
function way(variant) {
  return isDense(variant) ? "dense model" : `${variant.criterion}, ${variant.granularity}`;
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
    ? [["accuracy", percent(variant.val_accuracy, 2)], ...costs]
    : [
        ["accuracy", `${percent(variant.val_accuracy, 2)} (${points(lead(variant))})`],
        ["sparsity", percent(variant.sparsity, 1)],
        ...costs,
        ["order", variant.order],
        ["schedule", `${variant.schedule}, round ${variant.round}`],
        ["retrain", variant.retrain],
      ];
}
