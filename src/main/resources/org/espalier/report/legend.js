// The legends, which also choose what is shown. What one hides is hidden in every plot that has it.

const hidden = new Set();
const legendListeners = [];

function isShown(variant, fields) {
  return isDense(variant) || fields.every((field) => !hidden.has(`${field}:${variant[field]}`));
}

function onLegend(listener) {
  legendListeners.push(listener);
}

function flip(key) {
  if (!hidden.delete(key)) {
    hidden.add(key);
  }
  legendListeners.forEach((listener) => listener());
}

/** A group of buttons, one for each value of a field. */
function legendGroup(title, field, values, swatch) {
  if (values.length === 0) {
    return "";
  }
  const buttons = values.map((value) => legendButton(`${field}:${value}`, value, swatch(value)));
  return element("div", { class: "legend-group", role: "group", "aria-label": title },
    element("span", { class: "choice-label" }, title), ...buttons);
}

function legendButton(key, label, swatch) {
  const button = element("button", {
    type: "button", class: "legend-item", "aria-pressed": "true", click: () => flip(key),
  }, swatch, label);
  onLegend(() => button.setAttribute("aria-pressed", String(!hidden.has(key))));
  return button;
}

function colourSwatch(criterion) {
  return swatch(seriesOf(criterion), drawn("path", { class: "shape", d: outline("channel", 5) }));
}

function shapeSwatch(granularity) {
  return swatch("series-neutral", drawn("path", { class: "shape", d: outline(granularity, 5) }));
}

function dashSwatch(order) {
  return drawn("svg", {
    class: "swatch series-neutral",
    viewBox: "0 0 30 14",
    width: 30,
    height: 14,
    "aria-hidden": "true",
  }, drawn("path", { class: "curve", d: "M1 7H29", "stroke-dasharray": dashOf(order) }));
}

function swatch(series, ...shapes) {
  return drawn("svg", {
    class: `swatch ${series}`, viewBox: "-7 -7 14 14", width: 14, height: 14, "aria-hidden": "true",
  }, ...shapes);
}

/** Marks that no button can hide. */
function legendKeys(...keys) {
  return element("div", { class: "legend-group" },
    ...keys.map((key) => element("span", { class: "legend-key" }, key.swatch, key.label)));
}

function denseKey() {
  return {
    label: "dense",
    swatch: swatch("series-dense", drawn("path", { class: "shape", d: diamond(6) })),
  };
}

function finalistKey() {
  return {
    label: "finalist",
    swatch: swatch("series-neutral",
      drawn("path", { class: "shape", d: outline("channel", 7) }),
      drawn("path", { class: "star", d: star(5) })),
  };
}

function fixedKeys() {
  return variants.some(isFinalist) ? legendKeys(denseKey(), finalistKey()) : legendKeys(denseKey());
}
