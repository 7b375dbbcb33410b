// CSV as Espalier writes it: RFC 4180, with a line feed at the end of each line.

const CELL = /(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])/g;

/** A record for each line after the first, which names its cells. */
function csvRecords(text) {
  const lines = [[]];
  for (const [, quoted, plain, end] of text.matchAll(CELL)) {
    lines[lines.length - 1].push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
    if (end === "\n") {
      lines.push([]);
    }
  }
  const [header, ...rows] = lines.slice(0, -1);
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}
