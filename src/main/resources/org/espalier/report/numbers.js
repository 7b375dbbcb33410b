// Numbers as people read them.

const PREFIXES = ["", "k", "M", "G", "T"];
const MINUS = "\u2212";
const NONE = "\u2013";

/** Three digits and a decimal prefix: 2.29M. */
function human(amount) {
  return amount === null ? NONE : prefixed(amount, (scaled) => scaled.toPrecision(3));
}

/** As an axis shows it: 2M, not 2.00M. */
function brief(amount) {
  return prefixed(amount, (scaled) => String(Number(scaled.toPrecision(3))));
}

function prefixed(amount, format) {
  const rounded = Number(amount.toPrecision(3));
  if (Math.abs(rounded) < 1000) {
    return String(rounded);
  }
  const thousands = Math.min(PREFIXES.length - 1, Math.floor(Math.log10(Math.abs(rounded)) / 3));
  return format(rounded / Math.pow(1000, thousands)) + PREFIXES[thousands];
}

function size(bytes) {
  return bytes === null ? NONE : `${human(bytes).replace(/([a-zA-Z]?)$/, " $1")}B`;
}

function percent(share, digits) {
  return share === null ? NONE : `${(100 * share).toFixed(digits)}%`;
}

/** A difference of shares, in points. */
function points(difference) {
  const text = Math.abs(100 * difference).toFixed(2);
  if (Number(text) === 0) {
    return "\u00b10.00";
  }
  return (difference < 0 ? MINUS : "+") + text;
}

function duration(seconds) {
  if (seconds < 60) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function instant(text) {
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}
