// Texts for comparing and showing: folding, queries, elements made of text only.

/** A document element: tag, properties (class, attributes, on*), children (elements or text). */
function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

const folded = new Uint16Array(65536);

function foldUnit(unit) {
  const lower = String.fromCharCode(unit).toLowerCase();
  const base = lower.normalize("NFD");
  const plain = /^.\p{Mn}*$/u.test(base) ? base : lower;
  const unitOf = plain.charCodeAt(0);
  return unitOf === 0x111 || unitOf === 0xf0 || unitOf === 0x256 ? 0x64 : unitOf;
}

/** Lower case, no diacritics, đ as d; one unit comes out for each that goes in, so that places hold. */
function fold(text) {
  const parts = [];
  for (let at = 0; at < text.length; at += 8192) {
    const units = new Array(Math.min(8192, text.length - at));
    for (let i = 0; i < units.length; i++) {
      const unit = text.charCodeAt(at + i);
      units[i] = folded[unit] ||= foldUnit(unit);
    }
    parts.push(String.fromCharCode.apply(null, units));
  }
  return parts.join("");
}

/** The words of `text`, folded, each between spaces: what `Query` looks in. */
function searchable(...texts) {
  const words = fold(texts.filter(Boolean).join(" \n ").normalize("NFC")).replace(/[^\p{L}\p{N}\n]+/gu, " ");
  return ` ${words} `;
}

/** What was typed: words that must all be there; what stands in quotes, or holds digits and marks, as it is.
 * The last word may be the beginning of one, as it is still being typed. Vietnamese writes a space between
 * syllables, so neighbours among the words should stand together in the text, too. */
function parseQuery(typed) {
  const needed = [];
  const free = [];
  for (const [, quoted, plain] of fold(typed.normalize("NFC")).matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    const words = (quoted ?? plain).match(/[\p{L}\p{N}]+/gu) ?? [];
    if (quoted !== undefined || (words.length > 1 && /\p{N}/u.test(plain))) {
      if (words.length) needed.push(` ${words.join(" ")} `);
    } else free.push(...words);
  }
  const open = /[\p{L}\p{N}]$/u.test(typed);
  free.forEach((word, i) => needed.push(open && i === free.length - 1 ? ` ${word}` : ` ${word} `));
  const closed = (words, last) => ` ${words.join(" ")}${open && last ? "" : " "}`;
  const pairs = free.slice(1).map((word, i) => closed([free[i], word], i + 2 === free.length));
  const whole = free.length > 1 ? closed(free, true) : "";
  return { needed, pairs, whole, empty: needed.length === 0, least: 1 };
}

/** 0: not found, or not as well as `query.least`; 1: all words; 2: neighbours stand together, but for one
 * word in three; 3: all as it was typed. */
function matches(query, text) {
  if (!query.needed.every((term) => text.includes(term))) return 0;
  if (!query.whole || text.includes(query.whole)) return 3;
  const alone = new Set(d3.range(query.pairs.length + 1));
  query.pairs.forEach((pair, i) => {
    if (!text.includes(pair)) return;
    alone.delete(i);
    alone.delete(i + 1);
  });
  const level = alone.size <= Math.floor((query.pairs.length + 1) / 3) ? 2 : 1;
  return level >= query.least ? level : 0;
}

/** The places in `text` where the query stands: the whole of it, else its parts. */
function hits(query, text) {
  if (query.empty) return [];
  const inText = fold(text);
  const found = [];
  const look = (terms) => {
    for (const term of terms) {
      const inner = term.trim().split(" ").join("[^\\p{L}\\p{N}]+");
      const end = term.endsWith(" ") ? "(?![\\p{L}\\p{N}])" : "";
      for (const match of inText.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${inner}${end}`, "gu")))
        found.push([match.index, match.index + match[0].length]);
    }
  };
  const quoted = query.needed.filter((term) => term.trim().includes(" "));
  if (query.whole) look([query.whole, ...quoted]);
  if (!found.length) look([...query.pairs, ...quoted]);
  if (!found.length) look(query.needed);
  return found;
}

/** `text` in pieces: [piece, names of the ranges it lies in]. Ranges are [start, end, name]. */
function pieces(text, from, to, ranges) {
  const cuts = new Set([from, to]);
  const within = ranges.filter(([start, end]) => end > from && start < to);
  for (const [start, end] of within) cuts.add(Math.max(start, from)).add(Math.min(end, to));
  const places = [...cuts].sort((a, b) => a - b);
  return places
    .slice(0, -1)
    .map((start, i) => [
      text.slice(start, places[i + 1]),
      within.filter((range) => range[0] <= start && range[1] >= places[i + 1]).map((range) => range[2]),
    ]);
}

/** `text` with what the query found in <mark>. */
function marked(query, text) {
  const ranges = hits(query, text).map(([start, end]) => [start, end, "hit"]);
  if (!ranges.length) return [text];
  return pieces(text, 0, text.length, ranges).map(([piece, names]) =>
    names.length ? h("mark", null, piece) : piece,
  );
}
