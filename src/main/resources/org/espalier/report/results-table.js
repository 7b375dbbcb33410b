// Every variant in a table that sorts and filters. What is the same in all of them is said once.

const PAGE = 100;
const SETTINGS = [
  "criterion", "normalizer", "ranking", "granularity", "order",
  "schedule", "target", "retrain", "sparse_training", "seed",
];
const RESULT_COLUMNS = [
  { name: "variant", code: true },
  { name: "status" },
  ...SETTINGS.map((name) => ({ name })),
  { name: "control" },
  { name: "round", number: true },
  { name: "sparsity", number: true, format: (value) => percent(value, 1) },
  { name: "val_accuracy", title: "accuracy", number: true, format: (value) => percent(value, 2) },
  { name: "val_loss", title: "loss", number: true, format: (value) => value.toFixed(4) },
  { name: "parameters", number: true, format: human },
  { name: "nonzero", title: "non-zero", number: true, format: human },
  { name: "macs", title: "MACs", number: true, format: human },
  { name: "bytes", title: "file", number: true, format: size },
  { name: "seconds", number: true, format: (value) => value.toFixed(1) },
  { name: "executor" },
  { name: "error", wide: true },
];

/** What the reader has chosen: a column to sort by (null for the run's order), words, the front. */
const tableView = { column: null, down: false, words: [], frontOnly: false, limit: PAGE };

function buildResultsTable() {
  const columns = RESULT_COLUMNS.filter(
    (column) => !isSettled(column.name) && !isUnused(column.name));
  const body = element("tbody", {});
  const count = element("span", { class: "count", role: "status" });
  const more = element("p", { class: "more" });
  const draw = () => drawRows(columns, body, count, more, draw);
  const table = element("table", { class: "results" }, sortableHead(columns, draw), body);
  place("results").append(
    sameForAll(), resultControls(count, draw), scrolled("All variants", table), more);
  draw();
}

function isSettled(name) {
  return SETTINGS.includes(name) && distinct(pruned, name).length === 1;
}

function isUnused(name) {
  return variants.every((variant) => variant[name] === null);
}

function sameForAll() {
  const settled = SETTINGS.filter(isSettled);
  const same = settled.map((name) => `${name} ${pruned[0][name]}`).join(" \u00b7 ");
  return element("p", { class: "lead" },
    "Names in green are on the run\u2019s frontier. ",
    same === "" ? "" : `The same for all: ${same}.`);
}

function resultControls(count, draw) {
  const filter = element("input", {
    type: "search",
    placeholder: "Filter: l1 channel \u2026",
    "aria-label": "Filter the variants",
    input: () => {
      tableView.words = filter.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
      draw();
    },
  });
  const frontOnly = toggle("Frontier only", false, (down) => {
    tableView.frontOnly = down;
    draw();
  });
  return element("div", { class: "controls" }, filter, frontOnly, count);
}

function sortableHead(columns, draw) {
  const heads = columns.map((column) => sortableCell(column, () => sortBy(column)));
  const sortBy = (column) => {
    turn(column);
    heads.forEach((head, i) => head.setAttribute("aria-sort", sortState(columns[i])));
    draw();
  };
  return element("thead", {}, element("tr", {}, ...heads));
}

function sortableCell(column, click) {
  return element("th",
    { scope: "col", class: column.number ? "number" : null, "aria-sort": "none" },
    element("button", { type: "button", click }, column.title || column.name));
}

/** Up, then down, then the run's own order again. */
function turn(column) {
  if (tableView.column !== column) {
    tableView.column = column;
    tableView.down = false;
  } else if (!tableView.down) {
    tableView.down = true;
  } else {
    tableView.column = null;
  }
}

function sortState(column) {
  if (tableView.column !== column) {
    return "none";
  }
  return tableView.down ? "descending" : "ascending";
}

function drawRows(columns, body, count, more, draw) {
  const found = sorted(variants.filter((variant) => isFound(variant, columns)));
  const shown = found.slice(0, tableView.limit);
  show(body, ...shown.map((variant) => resultRow(variant, columns)));
  count.textContent = `${found.length} of ${variants.length}`;
  show(more, ...(found.length > shown.length ? [showAll(found.length, draw)] : []));
}

function showAll(count, draw) {
  return element("button", {
    type: "button",
    class: "toggle",
    click: () => {
      tableView.limit = Infinity;
      draw();
    },
  }, `Show all ${count}`);
}

function isFound(variant, columns) {
  if (tableView.frontOnly && !variant.on_frontier) {
    return false;
  }
  const text = columns.map((column) => cellText(variant, column)).join(" ").toLowerCase();
  return tableView.words.every((word) => text.includes(word));
}

/** Empty cells come last, whichever way the others go. */
function sorted(list) {
  const column = tableView.column;
  if (column === null) {
    return list;
  }
  const direction = tableView.down ? -1 : 1;
  return list.slice().sort((a, b) => {
    const left = a[column.name];
    const right = b[column.name];
    if (left === null || right === null) {
      return (left === null ? 1 : 0) - (right === null ? 1 : 0);
    }
    return direction * (left < right ? -1 : left > right ? 1 : 0);
  });
}

function resultRow(variant, columns) {
  const states = [variant.on_frontier ? "on-front" : "", isDense(variant) ? "reference" : ""];
  return element("tr", { class: states.join(" ").trim() || null },
    ...columns.map((column) => resultCell(variant, column)));
}

function resultCell(variant, column) {
  const text = cellText(variant, column);
  if (column.code) {
    return element("th", { scope: "row" }, element("code", {}, text),
      isFinalist(variant) ? finalistStar() : "");
  }
  const kind = column.number ? "number" : column.wide ? "wide" : null;
  const state = column.name === "status" ? `status-${text}` : kind;
  return element("td", { class: state }, text);
}

function cellText(variant, column) {
  const value = variant[column.name];
  if (value === null) {
    return "";
  }
  return column.format ? column.format(value) : String(value);
}
