// What the tables have in common.

function tableHead(columns) {
  return element("thead", {}, element("tr", {},
    ...columns.map((column) =>
      element("th", { scope: "col", class: column.number ? "number" : null }, column.title))));
}

/** A wide table moves inside its own frame, with the keyboard too. */
function scrolled(label, table) {
  return element("div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);
}
