// How variants look: colour by criterion, shape by granularity, dash by order, finalists a star.

const SERIES = 7;
const CONTROLS = ["random", "uniform-l1", "from-scratch"];
const DASHES = {
  "together": "none",
  "front-to-back": "7 4",
  "back-to-front": "2 3",
  "costliest-first": "9 3 2 3",
  "least-sensitive-first": "12 4",
};
const criteria = distinct(pruned, "criterion");
const granularities = distinct(pruned, "granularity");
const orders = distinct(pruned, "order");

/** The class that brings a criterion's colour; controls are grey. */
function seriesOf(criterion) {
  if (CONTROLS.includes(criterion)) {
    return `series-control-${CONTROLS.indexOf(criterion)}`;
  }
  const coloured = criteria.filter((name) => !CONTROLS.includes(name));
  return `series-${coloured.indexOf(criterion) % SERIES}`;
}

function dashOf(order) {
  return DASHES[order] || "1 5";
}

/** The outline of a granularity's mark around (0, 0). */
function outline(granularity, radius) {
  const r = radius;
  if (granularity === "channel") {
    return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
  }
  if (granularity === "weight") {
    const half = r * 0.88;
    return `M${-half} ${-half}H${half}V${half}H${-half}Z`;
  }
  return `M0 ${-1.2 * r}L${1.1 * r} ${0.8 * r}H${-1.1 * r}Z`;
}

function star(radius) {
  const corners = [];
  for (let i = 0; i < 10; i++) {
    const reach = i % 2 === 0 ? radius : radius * 0.42;
    const angle = (Math.PI * i) / 5 - Math.PI / 2;
    corners.push(`${(reach * Math.cos(angle)).toFixed(2)} ${(reach * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${corners.join("L")}Z`;
}

function diamond(radius) {
  return `M0 ${-radius}L${radius} 0L0 ${radius}L${-radius} 0Z`;
}

/** A variant's mark around (0, 0). */
function symbol(variant, radius) {
  if (isDense(variant)) {
    return [drawn("path", { class: "shape", d: diamond(radius * 1.25) })];
  }
  if (isFinalist(variant)) {
    return [
      drawn("path", { class: "shape", d: outline(variant.granularity, radius * 1.35) }),
      drawn("path", { class: "star", d: star(radius * 0.95) }),
    ];
  }
  return [drawn("path", { class: "shape", d: outline(variant.granularity, radius) })];
}

/** A variant's mark in a plot: hovered or focused, it tells what it is. */
function mark(variant, x, y, radius, state) {
  const series = isUnpruned(variant) ? "series-dense" : seriesOf(variant.criterion);
  const node = drawn("g", {
    class: `mark ${series} ${state}`,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    tabindex: "-1",
    role: "img",
    "aria-label": spoken(variant),
    pointerenter: () => showTooltip(node, variant),
    pointerleave: hideTooltip,
    focus: () => showTooltip(node, variant),
    blur: hideTooltip,
  }, drawn("circle", { class: "reach", r: Math.max(7, radius + 2) }), ...symbol(variant, radius));
  return node;
}

function spoken(variant) {
  const known = facts(variant).map((fact) => fact.join(" "));
  return `${way(variant)}: ${known.join("; ")}`;
}
