// What the plots have in common.

/** Fills a figure with what is drawn for its width, and again when the window's width changes. */
function redrawn(figure, drawing) {
  const draw = () => {
    if (figure.clientWidth > 0) {
      hideTooltip();
      show(figure, ...drawing(figure.clientWidth));
    }
  };
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      window.requestAnimationFrame(draw);
    }
  });
  onLegend(draw);
  return draw;
}

function canvas(plane, label, ...children) {
  return drawn("svg", {
    class: "canvas",
    viewBox: `0 0 ${plane.width} ${plane.height}`,
    role: "group",
    "aria-label": label,
  }, ...children);
}

/** The accuracies a plot spans, with their deviations and a little room, and always the band below the dense model. */
function accuracyRange(list) {
  const deviation = (variant) => variant.val_accuracy_sd || 0;
  const low = Math.min(
    ...list.map((variant) => variant.val_accuracy - deviation(variant)),
    dense.val_accuracy - DATA.point);
  const high = Math.max(...list.map((variant) => variant.val_accuracy + deviation(variant)));
  const room = Math.max(0.004, (high - low) * 0.05);
  return [Math.max(0, low - room), Math.min(1, high + room)];
}

function accuracyTick(scale) {
  const digits = scale.to - scale.from > 0.05 ? 0 : 1;
  return (value) => percent(value, digits);
}

/** The dense model's accuracy as a line, named at one end, and the point below it as a band. */
function denseBand(plane, y, end) {
  return accuracyBand(plane, y, dense.val_accuracy, end);
}

function accuracyBand(plane, y, accuracy, end) {
  const inside = (value) => Math.min(plane.bottom, Math.max(plane.top, y.at(value)));
  const top = inside(accuracy);
  const bottom = inside(accuracy - DATA.point);
  return drawn("g", {},
    drawn("rect", {
      class: "band", x: plane.left, y: top, width: plane.right - plane.left, height: bottom - top,
    }),
    drawn("line", { class: "dense-line", x1: plane.left, x2: plane.right, y1: top, y2: top }),
    drawn("text", {
      class: "dense-label",
      x: end === "start" ? plane.left + 8 : plane.right,
      y: top - 6,
      "text-anchor": end,
    }, `dense ${percent(accuracy, 2)}`));
}

/** One stop for the tab key; the arrows go from mark to mark, from left to right. */
function walkable(group, marks) {
  if (marks.length === 0) {
    return;
  }
  marks[0].setAttribute("tabindex", "0");
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = marks.indexOf(document.activeElement);
    if (step && at >= 0) {
      event.preventDefault();
      marks[(at + step + marks.length) % marks.length].focus();
    }
  });
}
