// Events as cards: facts, agenda, proposals by speaker, the reports that carry them.

/** A kind as a badge. */
function badge(kind) {
  return h("span", { class: `badge ${kind}` }, DATA.kinds[kind]);
}

/** A report in a few words: its source, else its path. */
function shortName(report) {
  return DATA.sources[report.source] ?? report.path?.split("/").pop() ?? report.doc;
}

/** Links to the passages of an item, a number a report as the card of its event lists them. */
function passageLinks(item) {
  return h(
    "span",
    { class: "passages", role: "group", "aria-label": t("passages") },
    item.passages
      .map(([i]) => [i, item.event.reports.indexOf(i) + 1])
      .sort((a, b) => a[1] - b[1])
      .map(([i, n]) => {
        const title = REPORTS[i].title ?? shortName(REPORTS[i]);
        return h(
          "a",
          {
            href: address({ report: REPORTS[i].doc, at: item.number_in_event }),
            class: "passage",
            "aria-label": t("in_report", { n, title }),
            title,
          },
          String(n),
        );
      }),
  );
}

for (const event of EVENTS) event.items.forEach((item, i) => (item.number_in_event = i));

/** One agenda item or proposal. `speaker`: whether the name is to be shown with it. */
function itemLine(item, query, filter, speaker) {
  const who = speaker && item.speaker && speakerButton(item.speaker, filter, query);
  return h(
    "li",
    { class: "item" },
    badge(item.kind),
    h(
      "div",
      null,
      who &&
        h(
          "p",
          { class: "who" },
          who,
          item.role && h("span", { class: "hint" }, ", ", marked(query, item.role)),
        ),
      h(
        "p",
        { class: "said" },
        item.number && h("span", { class: "number" }, `(${item.number}) `),
        h("bdi", { lang: "vi" }, marked(query, item.text)),
        item.to && h("span", { class: "to" }, " → ", h("bdi", { lang: "vi" }, marked(query, item.to))),
        " ",
        passageLinks(item),
      ),
    ),
  );
}

function speakerButton(name, filter, query) {
  return h(
    "button",
    { type: "button", class: "link speaker", lang: "vi", onclick: () => filter({ speaker: name }) },
    marked(query, name),
  );
}

/** The items in the order of a programme: themes, sessions, topics. */
function programme(items) {
  const order = ["theme", "session", "topic"];
  return items
    .filter((item) => item.section === "agenda")
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** The proposals of each speaker in the order of the text, those of nobody named last. */
function bySpeaker(items) {
  const found = new Map();
  for (const item of items.filter((one) => one.section === "proposals")) {
    const name = item.speaker ?? "";
    if (!found.has(name)) found.set(name, []);
    found.get(name).push(item);
  }
  return [...found].sort((a, b) => Number(a[0] === "") - Number(b[0] === ""));
}

function fact(name, ...value) {
  return h("div", null, h("dt", null, t(name)), h("dd", null, ...value));
}

/** What is in an open card. */
function cardBody(one, filters, query, filter, everything) {
  const { event } = one;
  const items = everything ? event.items : one.items;
  const list = (lines) => h("ul", { class: "items" }, lines);
  const agenda = programme(items);
  const parts = [
    h(
      "dl",
      { class: "facts" },
      event.told && event.when !== event.date && event.date && fact("date", period(event.date, event.end)),
      event.organizers && fact("organizers", event.organizers.join("; ")),
      event.chairs && fact("chairs", event.chairs.join("; ")),
      event.place &&
        fact(
          "place",
          event.place,
          event.province && !event.place.includes(event.province) && ` (${event.province})`,
        ),
      event.theme !== undefined && fact("theme", themeButton(event.theme, filters, filter)),
      fact("event_of", h("code", null, event.id)),
    ),
  ];
  if (agenda.length)
    parts.push(h("h4", null, t("agenda")), list(agenda.map((item) => itemLine(item, query, filter, true))));
  const said = bySpeaker(items);
  if (said.length) parts.push(h("h4", null, t("proposals")));
  for (const [name, own] of said) {
    const role = own.map((item) => item.role ?? "").reduce((a, b) => (b.length > a.length ? b : a), "");
    parts.push(
      h(
        "h5",
        null,
        name ? speakerButton(name, filter, query) : t("no_speaker"),
        name && role && h("span", { class: "hint" }, ", ", marked(query, role)),
      ),
      list(own.map((item) => itemLine(item, query, filter, false))),
    );
  }
  if (items.length < event.items.length)
    parts.push(
      h("button", { type: "button", class: "quiet everything" }, t("all_items", { n: event.items.length })),
    );
  parts.push(
    h("h4", null, t("reports")),
    h(
      "ol",
      { class: "reports" },
      event.reports.map((i) => h("li", null, reportLine(REPORTS[i], query, true))),
    ),
  );
  return parts;
}

function themeButton(theme, filters, filter) {
  const label = DATA.themes[theme]?.label ?? "";
  return h(
    "button",
    { type: "button", class: "link", lang: "vi", onclick: () => filter({ theme: label }) },
    label,
  );
}

/** A report: title as a link to its text, source, date. */
function reportLine(report, query, kind) {
  return [
    h(
      "a",
      { href: address({ report: report.doc }), class: "report" },
      h("bdi", { lang: "vi" }, marked(query, report.title ?? t("no_title"))),
    ),
    h(
      "span",
      { class: "hint" },
      [
        DATA.sources[report.source],
        date(report.published),
        kind && report.kind !== "only" && report.kind !== "report" && DATA.kinds[report.kind],
      ]
        .filter(Boolean)
        .map((part) => ` · ${part}`)
        .join(""),
    ),
  ];
}

/** A card of an event; its inside is made when it is opened. */
function card(one, chosen, filters, filter, open) {
  const { event } = one;
  const agenda = one.items.filter((item) => item.section === "agenda").length;
  const proposals = one.items.length - agenda;
  const inside = h("div", { class: "inside", id: `inside-${event.id}`, hidden: true });
  const fill = (everything) => {
    inside.replaceChildren(...cardBody(one, filters, chosen.query, filter, everything));
    inside.querySelector(".everything")?.addEventListener("click", () => {
      fill(true);
      inside.querySelector("h4, h5")?.scrollIntoView({ block: "nearest" });
    });
  };
  const button = h(
    "button",
    { type: "button", class: "opener", "aria-expanded": "false", "aria-controls": inside.id },
    h("bdi", { lang: "vi" }, marked(chosen.query, event.name ?? t("no_name"))),
  );
  const turn = (wanted) => {
    if (wanted && !inside.firstChild) fill(false);
    inside.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
  };
  button.addEventListener("click", () => turn(inside.hidden));
  const when = event.told
    ? period(event.when, event.when === event.date ? event.end : null)
    : date(event.when);
  const made = h(
    "article",
    { class: "card", id: `card-${event.id}` },
    h(
      "p",
      { class: "when" },
      when || t("no_date"),
      event.place && ` · ${event.place}`,
      !event.told && h("span", { class: "outside" }, ` · ${t("no_event")}`),
    ),
    h("h3", null, button),
    h(
      "p",
      { class: "hint" },
      [
        count("reports", event.reports.length),
        proposals && count("proposals", proposals),
        agenda && count("agenda", agenda),
        DATA.themes[event.theme]?.label,
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    inside,
  );
  made.turn = turn;
  if (open) turn(true);
  return made;
}
