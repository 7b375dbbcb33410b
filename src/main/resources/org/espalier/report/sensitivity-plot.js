// A line a layer, named where it ends, in hues that run from the first to the last.

const LABEL_GAP = 15;
const LEADER = 40;
const LETTER = 6.6;
const LONGEST = 26;

function sensitivityPlot(granularity, curves, reference, width) {
  const longest = Math.max(...curves.map((curve) => shortened(curve.name).length));
  const room = LEADER + 6 + LETTER * longest;
  const whole = frame(width, Math.max(360, Math.min(480, width * 0.5), 70 + LABEL_GAP * curves.length));
  const plane = { ...whole, right: width - room };
  const all = curves.reduce((points, curve) => points.concat(curve.points), []);
  const most = Math.max(0.1, ...all.map((point) => point.gone));
  const x = linearScale(0, most, plane.left, plane.right);
  const y = linearScale(...lossRange(all, reference), plane.bottom, plane.top);
  const ends = labelHeights(curves.map((curve) => y.at(last(curve.points).accuracy)), plane);
  const lines = curves.map((curve, i) => lossLine(curve, x, y, plane, ends[i], reference));
  const svg = canvas(plane, `Accuracy when one layer alone is pruned, granularity ${granularity}`,
    bottomAxis(plane, x, (value) => percent(value, 0), "share of the layer that is gone"),
    leftAxis(plane, y, accuracyTick(y), "validation accuracy"),
    accuracyBand(plane, y, reference, "end"),
    ...lines);
  lines.forEach((line) => liftable(line, svg));
  walkable(svg, Array.from(svg.querySelectorAll(".mark")));
  return svg;
}

function lossRange(points, reference) {
  const accuracies = points.map((point) => point.accuracy);
  const low = Math.min(...accuracies, reference - DATA.point);
  const high = Math.max(...accuracies, reference);
  const room = Math.max(0.004, (high - low) * 0.05);
  return [Math.max(0, low - room), Math.min(1, high + room)];
}

function last(list) {
  return list[list.length - 1];
}

function shortened(name) {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}\u2026`;
}

/** Heights for labels near those of their lines, and never one on another. */
function labelHeights(wanted, plane) {
  const order = wanted.map((height, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const heights = wanted.slice();
  let free = plane.top;
  order.forEach((i) => {
    heights[i] = Math.max(wanted[i], free);
    free = heights[i] + LABEL_GAP;
  });
  let limit = plane.bottom;
  order.slice().reverse().forEach((i) => {
    heights[i] = Math.min(heights[i], limit);
    limit = heights[i] - LABEL_GAP;
  });
  return heights;
}

/** A layer's line with its marks, and its name where it ends. */
function lossLine(curve, x, y, plane, labelAt, reference) {
  const end = last(curve.points);
  const through = curve.points.map((point) => `${x.at(point.gone)} ${y.at(point.accuracy)}`);
  const leader = `M${x.at(end.gone) + 5} ${y.at(end.accuracy)}L${plane.right + LEADER - 4} ${labelAt}`;
  const label = drawn("text", { class: "line-label", x: plane.right + LEADER, y: labelAt + 4 },
    shortened(curve.name), drawn("title", {}, curve.name));
  return drawn("g", { class: "layer", style: `--depth: ${curve.depth.toFixed(3)}` },
    drawn("path", { class: "reach-line", d: `M${through.join("L")}` }),
    drawn("path", { class: "leader", d: leader }),
    drawn("path", { class: "curve", d: `M${through.join("L")}` }),
    label,
    ...curve.points.slice(1).map((point) => lossMark(curve, point, x, y, reference)));
}

function lossMark(curve, point, x, y, reference) {
  const known = [
    ["accuracy", `${percent(point.accuracy, 2)} (${points(point.accuracy - reference)})`],
    ["gone", percent(point.gone, 1)],
    ["kept", `${point.kept.toLocaleString("en")} of ${curve.units.toLocaleString("en")}`],
    ["MACs", human(point.macs)],
    ["non-zero", human(point.nonzero)],
  ];
  const node = drawn("g", {
    class: "mark step",
    transform: `translate(${x.at(point.gone).toFixed(1)} ${y.at(point.accuracy).toFixed(1)})`,
    tabindex: "-1",
    role: "img",
    "aria-label": `${curve.name}: ${known.map((fact) => fact.join(" ")).join("; ")}`,
    pointerenter: () => showFacts(node, curve.name, known, null),
    pointerleave: hideTooltip,
    focus: () => showFacts(node, curve.name, known, null),
    blur: hideTooltip,
  }, drawn("circle", { class: "reach", r: 7 }), drawn("circle", { class: "shape", r: 3.2 }));
  return node;
}

/** While the pointer or the focus is on a line it stands out, and the others step back. */
function liftable(line, svg) {
  const lift = () => {
    line.classList.add("lifted");
    svg.classList.add("dimmed");
  };
  const drop = () => {
    line.classList.remove("lifted");
    svg.classList.remove("dimmed");
  };
  line.addEventListener("pointerenter", lift);
  line.addEventListener("pointerleave", drop);
  line.addEventListener("focusin", lift);
  line.addEventListener("focusout", drop);
}
