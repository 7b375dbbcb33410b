// What each model on the run's frontier keeps of the dense model's channels.

function drawChannels() {
  const kept = members.filter((member) => !isDense(member));
  if (dense === null || kept.length === 0) {
    return;
  }
  reveal("channels-section");
  const groups = Object.keys(DATA.channels[dense.variant])
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  const columns = [
    { title: "variant" }, { title: "pruned by" }, { title: "sparsity", number: true },
    ...groups.map((group) => ({ title: `${group} (${DATA.channels[dense.variant][group]})` })),
    { title: "non-zero" },
  ];
  place("channels").append(scrolled("Channels kept", element("table", { class: "channels" },
    tableHead(columns),
    element("tbody", {}, ...kept.map((member) => channelsRow(member, groups))))));
}

function channelsRow(member, groups) {
  const cuts = member.granularity === "channel";
  return element("tr", { class: seriesOf(member.criterion) },
    element("th", { scope: "row" }, element("code", {}, member.variant),
      isFinalist(member) ? finalistStar() : ""),
    element("td", {}, way(member)),
    element("td", { class: "number" }, percent(member.sparsity, 1)),
    ...groups.map((group) => (cuts ? channelsCell(member, group) : allKept())),
    element("td", {}, shareBar(share(member, "nonzero"), percent(share(member, "nonzero"), 1))));
}

function channelsCell(member, group) {
  const whole = DATA.channels[dense.variant][group];
  const left = DATA.channels[member.variant][group];
  return element("td", {}, left === undefined ? NONE : shareBar(left / whole, `${left}/${whole}`));
}

function allKept() {
  return element("td", { class: "quiet" }, "all");
}
