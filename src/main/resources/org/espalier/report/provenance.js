// Where the numbers come from.

function drawProvenance() {
  const rows = [...statusRows(), ...environmentRows("", DATA.environment)];
  place("provenance").append(element("table", { class: "provenance" },
    element("tbody", {}, ...rows.map((row) =>
      element("tr", {}, element("th", { scope: "row" }, row[0]), element("td", {}, row[1]))))));
  place("sweep").textContent = DATA.sweep;
}

function statusRows() {
  const status = DATA.status;
  return status.state
    ? [["run started", String(status.started)], ["run updated", String(status.updated)]]
    : [];
}

/** Maps inside maps become names with dots. */
function environmentRows(prefix, values) {
  return Object.keys(values).reduce((rows, key) => {
    const value = values[key];
    const name = prefix + key;
    const nested = value !== null && typeof value === "object";
    return rows.concat(nested ? environmentRows(`${name}.`, value) : [[name, String(value)]]);
  }, []);
}
