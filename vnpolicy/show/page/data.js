// The data, what is chosen of it, and words about it.

const DATA = JSON.parse(document.getElementById("data").textContent);
const LANG = document.documentElement.lang;
const NUMBER = new Intl.NumberFormat(LANG === "vi" ? "vi-VN" : "en-GB");

function t(name, values) {
  const text = DATA.texts[name];
  return values ? text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all) : text;
}

/** "1 event", "12 events". */
function count(name, n) {
  const [one, many] = DATA.counts[name];
  return (n === 1 ? one : many).replace("{n}", NUMBER.format(n));
}

/** A date as people write it: 13/07/2021 in Vietnamese, else 2021-07-13. */
function date(value) {
  if (!value) return "";
  const match = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?/.exec(value);
  if (!match || LANG !== "vi") return value.split("T")[0].replace(/^--/, "");
  return [match[3], match[2], match[1]].filter((part) => part && part !== "-").join("/");
}

function period(first, last) {
  return [...new Set([first, last].filter(Boolean).map(date))].join(" – ");
}

/** The first and last day that a date can mean; null where it has no year. */
function days(value) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(value ?? "");
  if (!match) return null;
  return [
    `${match[1]}-${match[2] ?? "01"}-${match[3] ?? "01"}`,
    `${match[1]}-${match[2] ?? "12"}-${match[3] ?? "31"}`,
  ];
}

const REPORTS = DATA.reports;
const EVENTS = DATA.events;
for (const report of REPORTS) {
  report.keywords ??= [];
  report.key = searchable(report.title, DATA.sources[report.source], report.path, report.doc);
  report.event = null;
}
EVENTS.forEach((event, number) => {
  event.number = number;
  event.name = headline(event.name);
  event.items ??= [];
  for (const i of event.reports) REPORTS[i].event = event;
  // an event is placed by its date, else by the publication of its reports
  event.when = days(event.date) ? event.date : event.reports.map((i) => REPORTS[i].published).find(days);
  const span = days(event.when);
  event.span = span && [span[0], days(event.end)?.[1] ?? span[1]];
  event.key = searchable(
    event.name,
    event.place,
    event.province,
    event.id,
    ...(event.organizers ?? []),
    ...(event.chairs ?? []),
  );
  for (const item of event.items) {
    item.event = event;
    item.key = searchable(item.text, item.speaker, item.role, item.to);
    item.who = item.speaker ? searchable(item.speaker) : "";
  }
});
for (const report of REPORTS) {
  const own = days(report.date) ? report.date : report.published;
  report.when = report.event?.span ? report.event.when : own;
  report.span = report.event?.span ?? days(own);
}

/** The texts of the reports, unpacked once; null where the browser cannot. */
const BODIES = (async () => {
  if (!("DecompressionStream" in window)) return null;
  const packed = atob(document.getElementById("bodies").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
})().catch(() => null);

/** Make the texts searchable, some at a time, so that the page stays quick; `done` when all are. */
async function indexBodies(done) {
  const bodies = await BODIES;
  if (!bodies) return;
  bodies.forEach((body, i) => (REPORTS[i].body = body));
  let at = 0;
  const step = () => {
    const end = performance.now() + 12;
    while (at < bodies.length && performance.now() < end) {
      REPORTS[at].key += searchable(bodies[at]);
      at += 1;
    }
    if (at < bodies.length) setTimeout(step, 0);
    else {
      document.documentElement.dataset.ready = "texts";
      done();
    }
  };
  step();
}

const BLANK = { q: "", theme: "", speaker: "", kind: "", source: "", from: "", until: "" };

/** What `filters` choose: events in order of time with their items, all items, reports. Words that stand
 * apart count only where they stand together nowhere. */
function choose(filters) {
  const query = parseQuery(filters.q);
  const found = chooseBy({ ...query, least: 2 }, filters);
  return query.pairs.length && !found.events.length && !found.reports.length
    ? chooseBy(query, filters)
    : found;
}

function chooseBy(query, filters) {
  const theme = filters.theme ? DATA.themes.findIndex((one) => one.label === filters.theme) : null;
  const source = filters.source ? DATA.sources.indexOf(filters.source) : null;
  const speaker = filters.speaker.trim() ? searchable(filters.speaker.trim()).trim() : "";
  const inTime = (span) => {
    if (!filters.from && !filters.until) return true;
    return span && span[1] >= (filters.from || "0") && span[0] <= (filters.until || "9999");
  };
  const bySource = (i) => source === null || REPORTS[i].source === source;
  const wantsItem = (item) =>
    (!filters.kind || item.kind === filters.kind) &&
    (theme === null || item.theme === theme) &&
    (!speaker || item.who.includes(` ${speaker}`)) &&
    (source === null || item.passages.some(([i]) => bySource(i)));
  const onlyItems = Boolean(filters.kind || speaker);

  const events = [];
  const reports = new Set();
  for (const event of EVENTS) {
    if (!inTime(event.span)) continue;
    if (!event.reports.some(bySource)) continue;
    let items = event.items.filter(wantsItem);
    if (onlyItems && !items.length) continue;
    if (theme !== null && event.theme !== theme && !items.length) continue;
    let own = event.reports.filter(bySource);
    let rank = 0;
    let counted = true;
    if (!query.empty) {
      const hit = new Map(items.map((item) => [item, matches(query, item.key)]).filter(([, n]) => n));
      const named = matches(query, event.key);
      const levels = new Map(own.map((i) => [i, matches(query, REPORTS[i].key)]));
      const texts = own.filter((i) => levels.get(i));
      const inTexts = Math.max(0, ...levels.values());
      if (!hit.size && !named && !texts.length) continue;
      if (hit.size) items = items.filter((item) => hit.has(item));
      else if (onlyItems && !named) continue;
      // where only a text has the words, its event is found, but nobody proposes anything about them
      counted = hit.size > 0 || named > 0;
      rank = 10 * Math.max(named, ...hit.values(), 0) + inTexts + Math.min(hit.size, 5);
      if (!named)
        own = own.filter(
          (i) => texts.includes(i) || items.some((item) => item.passages.some(([j]) => i === j)),
        );
    }
    if (onlyItems) own = own.filter((i) => items.some((item) => item.passages.some(([j]) => i === j)));
    events.push({ event, items, rank, counted });
    for (const i of own) reports.add(i);
  }
  if (!onlyItems)
    REPORTS.forEach((report, i) => {
      if (report.event || !bySource(i) || !inTime(report.span)) return;
      if (theme !== null && report.theme !== theme) return;
      if (query.empty || matches(query, report.key)) reports.add(i);
    });
  const items = events.filter((one) => one.counted).flatMap((one) => one.items);
  const level = new Map([...reports].map((i) => [i, query.whole ? matches(query, REPORTS[i].key) : 0]));
  return { query, events, items, reports: [...reports].sort((a, b) => level.get(b) - level.get(a) || a - b) };
}

const ORDERS = {
  best: (a, b) => b.rank - a.rank || ORDERS.new(a, b),
  new: (a, b) => (b.event.when ?? "").localeCompare(a.event.when ?? "") || a.event.number - b.event.number,
  old: (a, b) => (a.event.when ?? "~").localeCompare(b.event.when ?? "~") || a.event.number - b.event.number,
  reports: (a, b) => b.event.reports.length - a.event.reports.length || ORDERS.new(a, b),
  items: (a, b) => proposalsOf(b) - proposalsOf(a) || ORDERS.new(a, b),
};

function proposalsOf(one) {
  return one.items.filter((item) => item.section === "proposals").length;
}

/** A name as a heading begins. */
function headline(name) {
  return name ? name[0].toLocaleUpperCase("vi") + name.slice(1) : name;
}

/** Those who speak in `items`: name, fullest role, events, proposals, dates; most proposals first. */
function speakersOf(items) {
  const found = new Map();
  for (const item of items) {
    if (!item.speaker) continue;
    const key = item.speaker.toLowerCase();
    const one = found.get(key) ?? {
      name: item.speaker,
      role: "",
      events: new Set(),
      proposals: 0,
      dates: [],
      person: Boolean(item.person),
    };
    found.set(key, one);
    if ((item.role ?? "").length > one.role.length) one.role = item.role;
    one.events.add(item.event);
    one.proposals += item.section === "proposals" ? 1 : 0;
    if (item.event.when) one.dates.push(item.event.when);
  }
  for (const one of found.values()) one.dates.sort();
  return [...found.values()].sort(
    (a, b) =>
      b.proposals - a.proposals || b.events.size - a.events.size || a.name.localeCompare(b.name, "vi"),
  );
}
