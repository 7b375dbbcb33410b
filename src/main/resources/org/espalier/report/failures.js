// What failed, and what could not run because of it.

function drawFailures() {
  const failed = variants.filter((variant) => variant.status === "failed");
  const skipped = variants.filter((variant) => variant.status === "skipped");
  if (failed.length + skipped.length === 0) {
    return;
  }
  reveal("failures-section");
  const host = place("failures");
  failed.forEach((variant) => host.append(failure(variant)));
  if (skipped.length > 0) {
    host.append(skippedList(skipped));
  }
}

function failure(variant) {
  return element("article", { class: "failure" },
    element("h3", {}, element("code", {}, variant.variant), " ", setting(variant)),
    element("p", { class: "remark" }, `after ${duration(variant.seconds)}`,
      variant.executor === null ? "" : ` on ${variant.executor}`),
    element("pre", {}, variant.error || "no reason is known"));
}

function skippedList(skipped) {
  return element("details", {},
    element("summary", {},
      `${counted(skipped.length, "variant", "variants")} skipped: built on one that failed`),
    element("ul", {}, ...skipped.map((variant) =>
      element("li", {}, element("code", {}, variant.variant), " ", setting(variant)))));
}

function setting(variant) {
  return isDense(variant)
    ? "dense model"
    : `${way(variant)}, ${variant.order}, ${percent(variant.sparsity, 1)} sparsity`;
}
