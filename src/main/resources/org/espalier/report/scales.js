// From values to pixels, and the axes that show it.

/** A frame of a drawing: the plane inside its margins. */
function frame(width, height) {
  const left = 66;
  const top = 14;
  return { width, height, left, top, right: width - 18, bottom: height - 46 };
}

function linearScale(from, to, start, end) {
  const at = (value) => start + ((value - from) / (to - from)) * (end - start);
  return { at, from, to, ticks: (count) => linearTicks(from, to, count) };
}

function logScale(from, to, start, end) {
  const inner = linearScale(Math.log(from), Math.log(to), start, end);
  return { at: (value) => inner.at(Math.log(value)), from, to, ticks: () => logTicks(from, to) };
}

function linearTicks(from, to, count) {
  const step = roundStep((to - from) / count);
  const ticks = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
    ticks.push(i * step);
  }
  return ticks;
}

/** The next step of 1, 2 or 5 times a power of ten. */
function roundStep(rough) {
  const power = Math.pow(10, Math.floor(Math.log10(rough)));
  return [1, 2, 5, 10].find((factor) => factor * power >= rough) * power;
}

function logTicks(from, to) {
  const decades = Math.log10(to / from);
  const factors = decades > 3 ? [1] : decades > 0.8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
  const ticks = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
    factors.forEach((factor) => ticks.push(factor * Math.pow(10, power)));
  }
  return ticks.filter((tick) => tick >= from && tick <= to);
}

function bottomAxis(plane, scale, format, title) {
  const axis = drawn("g", { class: "axis" });
  scale.ticks(Math.max(3, Math.floor((plane.right - plane.left) / 80))).forEach((tick) => {
    const x = scale.at(tick);
    axis.append(
      drawn("line", { class: "grid", x1: x, x2: x, y1: plane.top, y2: plane.bottom }),
      drawn("text", { x, y: plane.bottom + 18, "text-anchor": "middle" }, format(tick)));
  });
  const middle = (plane.left + plane.right) / 2;
  axis.append(drawn("text",
    { class: "axis-title", x: middle, y: plane.height - 6, "text-anchor": "middle" }, title));
  return axis;
}

function leftAxis(plane, scale, format, title) {
  const axis = drawn("g", { class: "axis" });
  scale.ticks(Math.max(3, Math.floor((plane.bottom - plane.top) / 56))).forEach((tick) => {
    const y = scale.at(tick);
    axis.append(
      drawn("line", { class: "grid", x1: plane.left, x2: plane.right, y1: y, y2: y }),
      drawn("text", { x: plane.left - 8, y: y + 4, "text-anchor": "end" }, format(tick)));
  });
  const middle = (plane.top + plane.bottom) / 2;
  axis.append(drawn("text", {
    class: "axis-title",
    transform: `translate(13 ${middle}) rotate(-90)`,
    "text-anchor": "middle",
  }, title));
  return axis;
}
