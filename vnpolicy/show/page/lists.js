// The views: overview, events, proposals, agenda, speakers, reports.

const AT_ONCE = 30;
const SECTIONS = {
  proposals: ["recommendation", "directive", "need"],
  agenda: ["theme", "session", "topic"],
};

/** Elements made of `all` by `make`, some at once, more on demand; `whole` makes all of them. */
function longList(tag, props, all, make, at_once = AT_ONCE) {
  const list = h(tag, props);
  const more = h("button", { type: "button", class: "more" });
  let shown = 0;
  const show = (n) => {
    const first = shown;
    list.append(...all.slice(shown, shown + n).map(make));
    shown = Math.min(all.length, shown + n);
    more.hidden = shown >= all.length;
    more.textContent = t("more", { n: NUMBER.format(Math.min(at_once * 2, all.length - shown)) });
    return list.children[first];
  };
  more.addEventListener("click", () => {
    const next = show(at_once * 2);
    next?.querySelector("a, button")?.focus({ preventScroll: true });
  });
  show(at_once);
  const holder = h("div", null, all.length ? list : h("p", { class: "notice" }, t("nothing")), more);
  holder.whole = () => show(all.length);
  return holder;
}

function titled(name, ...beside) {
  return h("div", { class: "title" }, h("h2", { id: "view-title", tabindex: "-1" }, t(name)), ...beside);
}

const VIEWS = {
  overview: (chosen, state, filter) => {
    const people = speakersOf(chosen.items).filter((one) => one.person);
    const told = (list) => list.filter((event) => event.told).length;
    const ends = chosen.events.map((one) => one.event).filter((event) => event.told && event.span);
    const tile = (view, name, n, all, note) =>
      h(
        "a",
        { class: "tile", href: address({ view, event: "", report: "" }) },
        h("span", { class: "name" }, t(name)),
        h("span", { class: "figure" }, NUMBER.format(n)),
        h("span", { class: "hint" }, n === all ? note : t("of_total", { n: NUMBER.format(all) })),
      );
    const kinds = (section, list) =>
      SECTIONS[section]
        .map((kind) => [kind, list.filter((item) => item.kind === kind).length])
        .filter(([, n]) => n)
        .map(([kind, n]) => count(kind, n))
        .join(", ");
    const every = EVENTS.flatMap((event) => event.items);
    const of = (section, list) => list.filter((item) => item.section === section).length;
    return h(
      "div",
      null,
      titled("overview"),
      h(
        "div",
        { class: "tiles" },
        tile("reports", "reports", chosen.reports.length, REPORTS.length, sourcesNote(chosen)),
        tile(
          "events",
          "events",
          told(chosen.events.map((one) => one.event)),
          told(EVENTS),
          ends.length
            ? period(
                d3.min(ends, (event) => event.span[0]),
                d3.max(ends, (event) => event.span[1]),
              )
            : "",
        ),
        tile(
          "proposals",
          "proposals",
          of("proposals", chosen.items),
          of("proposals", every),
          kinds("proposals", chosen.items),
        ),
        tile(
          "agenda",
          "agenda",
          of("agenda", chosen.items),
          of("agenda", every),
          kinds("agenda", chosen.items),
        ),
        tile(
          "speakers",
          "speakers",
          people.length,
          ALL_SPEAKERS.filter((one) => one.person).length,
          people[0] ? t("most_proposals", { who: people[0].name }) : "",
        ),
      ),
      timeline(chosen, filter),
      h(
        "div",
        { class: "two" },
        DATA.themes.length ? themesChart(chosen, state, filter) : null,
        keywordsChart(chosen, filter),
      ),
    );
  },
  events: (chosen, state, filter) => {
    const orders = ["best", "new", "old", "reports", "items"].filter((order) => order !== "best" || state.q);
    const order = orders.includes(state.sort) ? state.sort : state.q ? "best" : "new";
    const select = h(
      "select",
      { id: "sort", onchange: (event) => filter({ sort: event.target.value }) },
      orders.map((name) => h("option", { value: name, selected: name === order }, t(`sort_${name}`))),
    );
    const sorted = [...chosen.events].sort(ORDERS[order]);
    const cards = (told) =>
      longList(
        "div",
        { class: "cards" },
        sorted.filter((one) => Boolean(one.event.told) === told),
        (one) => card(one, chosen, state, filter, state.event === one.event.id || sorted.length === 1),
      );
    const others = sorted.some((one) => !one.event.told);
    return h(
      "div",
      null,
      titled("events", h("div", { class: "sort" }, h("label", { for: "sort" }, t("sort")), select)),
      sorted.length === 0 || sorted.some((one) => one.event.told) ? cards(true) : null,
      others
        ? [
            h("h2", { class: "others" }, t("others")),
            h("p", { class: "hint" }, t("others_note")),
            cards(false),
          ]
        : null,
    );
  },
  proposals: (chosen, state, filter) => itemsView("proposals", chosen, filter),
  agenda: (chosen, state, filter) => itemsView("agenda", chosen, filter),
  speakers: (chosen, state, filter) => {
    const every = speakersOf(chosen.items);
    const people = every.filter((one) => one.person);
    const groups = every.filter((one) => !one.person);
    return h(
      "div",
      null,
      titled("speakers"),
      people.length || !groups.length ? speakersTable(people, filter) : null,
      groups.length ? [h("h2", { class: "others" }, t("groups")), speakersTable(groups, filter)] : null,
    );
  },
  reports: (chosen) => {
    const all = chosen.reports.map((i) => REPORTS[i]);
    const list = longList(
      "ul",
      { class: "reports plain" },
      all,
      (report) =>
        h(
          "li",
          null,
          reportLine(report, chosen.query, false),
          h(
            "span",
            { class: "hint block" },
            [count("words", report.words), DATA.themes[report.theme]?.label].filter(Boolean).join(" · "),
          ),
          snippet(report, chosen.query),
        ),
      60,
    );
    return h("div", null, titled("reports"), list);
  },
};

const ALL_SPEAKERS = speakersOf(EVENTS.flatMap((event) => event.items));

/** A table of speakers; a click on one shows what that speaker proposed. */
function speakersTable(people, filter) {
  const list = longList(
    "tbody",
    null,
    people,
    (one) =>
      h(
        "tr",
        null,
        h(
          "th",
          { scope: "row" },
          h(
            "button",
            {
              type: "button",
              class: "link speaker",
              lang: "vi",
              onclick: () => filter({ speaker: one.name, view: "proposals" }),
            },
            one.name,
          ),
          one.role && h("span", { class: "hint role" }, one.role),
        ),
        h("td", { class: "n" }, NUMBER.format(one.proposals)),
        h("td", { class: "n" }, NUMBER.format(one.events.size)),
        h("td", { class: "day" }, date(one.dates[0])),
        h("td", { class: "day" }, date(one.dates.at(-1))),
      ),
    60,
  );
  const body = list.querySelector("tbody");
  if (body) {
    const head = ["speaker", "proposals", "events", "first", "last"].map((name) =>
      h("th", { scope: "col" }, t(name)),
    );
    const table = h("table", { class: "people" }, h("thead", null, h("tr", null, head)));
    body.before(table);
    table.append(body);
  }
  return list;
}

/** The place in the text where the query stands, with some words round it. */
function snippet(report, query) {
  const [hit] = query.empty || !report.body ? [] : hits(query, report.body);
  if (!hit) return null;
  const line = report.body.lastIndexOf("\n", hit[0]) + 1;
  const ends = report.body.indexOf("\n", hit[1]);
  const from = hit[0] - line < 90 ? line : report.body.indexOf(" ", hit[0] - 90) + 1;
  const stop = report.body.lastIndexOf(" ", hit[1] + 110);
  const to = Math.min(ends < 0 ? report.body.length : ends, Math.max(hit[1], stop));
  const text = report.body.slice(from, to);
  return h(
    "p",
    { class: "snippet", lang: "vi" },
    from > line && "… ",
    marked(query, text),
    to < ends && " …",
  );
}

function sourcesNote(chosen) {
  const n = new Set(chosen.reports.map((i) => REPORTS[i].source).filter((source) => source !== undefined))
    .size;
  return n ? count("sources", n) : "";
}

function itemsView(section, chosen, filter) {
  const all = chosen.items
    .filter((item) => item.section === section)
    .map((item) => ({
      item,
      event: item.event,
      level: chosen.query.whole ? matches(chosen.query, item.key) : 0,
    }))
    .sort((a, b) => b.level - a.level || ORDERS.new(a, b))
    .map((one) => one.item);
  const list = longList("ul", { class: "items flat" }, all, (item) => {
    const line = itemLine(item, chosen.query, filter, true);
    const { event } = item;
    line.lastElementChild.append(
      h(
        "p",
        { class: "beside" },
        h(
          "a",
          { href: address({ view: "events", event: event.id, report: "" }), class: "of" },
          event.name ?? t("no_name"),
        ),
        h(
          "span",
          { class: "hint" },
          [date(event.when), DATA.themes[item.theme]?.label]
            .filter(Boolean)
            .map((part) => ` · ${part}`)
            .join(""),
        ),
      ),
    );
    return line;
  });
  return h("div", null, titled(section), list);
}
