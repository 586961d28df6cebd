// Charts: bars over time, themes over time, keywords. Faint: all there is; strong: what is chosen.

/** Spans of time that cover all events: months, quarters or years, as many as can be told apart. */
const BINS = (() => {
  const known = [...EVENTS, ...REPORTS].map((one) => one.when).filter((when) => days(when));
  const months = known.filter((when) => when.length >= 7).map(monthNumber);
  const years = known.map((when) => 12 * Number(when.slice(0, 4)));
  if (!known.length) return { step: 1, first: 0, all: [] };
  const first = Math.min(...(months.length ? months : years));
  const last = Math.max(...(months.length ? months : years));
  const step = [1, 3, 12, 60, 120].find((n) => last - first < 60 * n) ?? 1200;
  const start = Math.floor(first / step) * step;
  const all = d3.range(start, last + 1, step).map((n) => {
    const from = `${pad(Math.floor(n / 12), 4)}-${pad((n % 12) + 1, 2)}-01`;
    const end = n + step - 1;
    const until = `${pad(Math.floor(end / 12), 4)}-${pad((end % 12) + 1, 2)}-31`;
    return { from, until: lastDay(until), label: binLabel(n, step) };
  });
  return { step, first: start, all };
})();

function pad(n, width) {
  return String(n).padStart(width, "0");
}

function monthNumber(when) {
  return 12 * Number(when.slice(0, 4)) + Number(when.slice(5, 7)) - 1;
}

function lastDay(until) {
  const [year, month] = until.split("-").map(Number);
  return `${until.slice(0, 8)}${pad(new Date(Date.UTC(year, month, 0)).getUTCDate(), 2)}`;
}

function binLabel(n, step) {
  const year = pad(Math.floor(n / 12), 4);
  if (step === 1) return date(`${year}-${pad((n % 12) + 1, 2)}`);
  if (step === 3)
    return LANG === "vi"
      ? `quý ${Math.floor((n % 12) / 3) + 1}/${year}`
      : `${year} Q${Math.floor((n % 12) / 3) + 1}`;
  return step === 12 ? year : `${year}–${Number(year) + step / 12 - 1}`;
}

/** How many of `dates` fall into each bin; a year alone falls into none that is shorter. */
function binned(dates) {
  const counts = BINS.all.map(() => 0);
  for (const when of dates) {
    if (!days(when) || (when.length < 7 && BINS.step < 12)) continue;
    const at = Math.floor(
      ((when.length < 7 ? 12 * Number(when.slice(0, 4)) : monthNumber(when)) - BINS.first) / BINS.step,
    );
    if (at in counts) counts[at] += 1;
  }
  return counts;
}

function panel(name, note, ...content) {
  const title = h("h3", { id: `chart-${name}` }, t(`chart_${name}`));
  return h(
    "section",
    { class: `panel ${name}`, "aria-labelledby": title.id },
    title,
    h("p", { class: "hint" }, note),
    ...content,
  );
}

/** A table under a chart with the same figures. */
function figures(caption, headings, rows) {
  return h(
    "details",
    { class: "figures" },
    h("summary", null, t("as_table"), h("span", { class: "unseen" }, `: ${caption}`)),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            headings.map((text) => h("th", { scope: "col" }, text)),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map(([first, ...rest]) =>
            h(
              "tr",
              null,
              h("th", { scope: "row" }, first),
              rest.map((cell) => h("td", null, NUMBER.format(cell))),
            ),
          ),
        ),
      ),
    ),
  );
}

const ALL_TIMELINE = binned(EVENTS.filter((event) => event.told).map((event) => event.when));

/** What a chart shows, and how many it cannot. */
function withUndated(name, n) {
  return [t(name), n ? t("undated", { n: NUMBER.format(n) }) : ""].filter(Boolean).join(" ");
}

const WIDEST = 56;

/** Events by time as bars; a click on one chooses that time. */
function timeline(chosen, filter) {
  const told = chosen.events.map((one) => one.event).filter((event) => event.told);
  const counts = binned(told.map((event) => event.when));
  const undated = told.length - d3.sum(counts);
  const note = withUndated("chart_timeline_note", undated);
  const rows = BINS.all.map((bin, i) => [bin.label, counts[i]]).filter((row) => row[1]);
  const holder = h("div", { class: "plot" });
  const made = panel("timeline", note, holder, figures(t("chart_timeline"), [t("time"), t("events")], rows));
  const draw = (width) => {
    const height = 170;
    const margin = { top: 8, right: 26, bottom: 22, left: 30 };
    const x = d3.scaleBand(d3.range(BINS.all.length), [margin.left, width - margin.right]).padding(0.12);
    const y = d3.scaleLinear([0, d3.max(ALL_TIMELINE) || 1], [height - margin.bottom, margin.top]).nice(4);
    const every = Math.ceil(BINS.all.length / Math.max(2, Math.floor(width / 80)));
    const svg = d3
      .select(holder)
      .selectChildren("svg")
      .data([0])
      .join("svg")
      .attr("viewBox", `0 0 ${width} ${height}`)
      .attr("role", "img")
      .attr("aria-label", `${t("chart_timeline")}: ${rows.map((row) => row.join(" ")).join(", ")}`);
    svg.selectAll("*").remove();
    svg
      .append("g")
      .attr("class", "axis")
      .attr("transform", `translate(${margin.left},0)`)
      .call(
        d3
          .axisLeft(y)
          .ticks(Math.min(4, y.domain()[1]), "d")
          .tickSize(-(width - margin.left - margin.right)),
      );
    svg
      .append("g")
      .attr("class", "axis below")
      .attr("transform", `translate(0,${height - margin.bottom})`)
      .call(
        d3
          .axisBottom(x)
          .tickValues(x.domain().filter((i) => i % every === 0))
          .tickFormat((i) => BINS.all[i].label)
          .tickSizeOuter(0),
      );
    const bars = svg
      .append("g")
      .selectAll("g")
      .data(BINS.all.map((bin, i) => ({ bin, i })))
      .join("g")
      .attr("class", "bar");
    const wide = Math.min(x.bandwidth(), WIDEST);
    const rect = (name, of) =>
      bars
        .append("rect")
        .attr("class", name)
        .attr("x", ({ i }) => x(i) + (x.bandwidth() - wide) / 2)
        .attr("width", wide)
        .attr("y", ({ i }) => y(of[i]))
        .attr("height", ({ i }) => y(0) - y(of[i]));
    rect("all", ALL_TIMELINE);
    rect("chosen", counts);
    bars
      .append("rect")
      .attr("class", "reach")
      .attr("x", ({ i }) => x(i))
      .attr("width", x.step())
      .attr("y", margin.top)
      .attr("height", height - margin.top - margin.bottom);
    bars.append("title").text(({ bin, i }) => `${bin.label}: ${count("events", counts[i])}`);
    bars.on("click", (_, { bin }) => filter({ from: bin.from, until: bin.until }));
  };
  watchWidth(holder, draw);
  return made;
}

/** Draw as wide as `holder` is, now and when that changes. */
function watchWidth(holder, draw) {
  holder.draw = draw;
  let last = 0;
  new ResizeObserver(() => {
    const width = Math.round(holder.clientWidth);
    if (width > 40 && width !== last) draw((last = width));
  }).observe(holder);
}

/** A table whose rows are drawn: what, how it looks, how many. */
function drawnRows(headings, rows) {
  return h(
    "table",
    { class: "rows" },
    h("colgroup", null, h("col", { class: "what" }), h("col"), h("col", { class: "many" })),
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        headings.map((text) => h("th", { scope: "col" }, h("span", { class: "unseen" }, text))),
      ),
    ),
    h("tbody", null, rows),
  );
}

/** Small bars that fill their cell, whatever its width. */
function spark(all, counts) {
  const high = 24;
  const y = d3.scaleLinear([0, d3.max(all) || 1], [0, high]);
  const svg = d3
    .create("svg:svg")
    .attr("viewBox", `0 0 ${Math.max(1, all.length) * 4} ${high}`)
    .attr("preserveAspectRatio", "none")
    .attr("class", "spark")
    .attr("aria-hidden", "true");
  for (const [name, of] of [
    ["all", all],
    ["chosen", counts],
  ])
    svg
      .append("g")
      .attr("class", name)
      .selectAll("rect")
      .data(of)
      .join("rect")
      .attr("x", (_, i) => 4 * i + 0.4)
      .attr("width", 3.2)
      .attr("y", (n) => high - y(n))
      .attr("height", y);
  return svg.node();
}

const ALL_THEMES = DATA.themes.map((_, theme) => REPORTS.filter((report) => report.theme === theme));
const FEW = 8;
let allThemes = false;

/** Reports of each theme over time, a row a theme. */
function themesChart(chosen, filters, filter) {
  const reports = chosen.reports.map((i) => REPORTS[i]);
  const rows = DATA.themes.map((theme, at) => {
    const own = reports.filter((report) => report.theme === at);
    return {
      theme,
      all: binned(ALL_THEMES[at].map((r) => r.when)),
      counts: binned(own.map((r) => r.when)),
      n: own.length,
    };
  });
  rows.sort((a, b) => b.n - a.n);
  const many = rows.length > FEW;
  const undated = d3.sum(rows, (row) => row.n) - d3.sum(rows, (row) => d3.sum(row.counts));
  const table = drawnRows(
    [t("theme"), t("time"), t("reports")],
    rows.map((row, i) =>
      h(
        "tr",
        { hidden: many && !allThemes && i >= FEW },
        h(
          "th",
          { scope: "row" },
          h(
            "button",
            {
              type: "button",
              class: "link",
              lang: "vi",
              title: (row.theme.keywords ?? []).join("; "),
              "aria-pressed": String(filters.theme === row.theme.label),
              onclick: () => filter({ theme: filters.theme === row.theme.label ? "" : row.theme.label }),
            },
            row.theme.label,
          ),
        ),
        h("td", { class: "plotted" }, spark(row.all, row.counts)),
        h("td", { class: "n" }, NUMBER.format(row.n)),
      ),
    ),
  );
  const more =
    many &&
    !allThemes &&
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: (event) => {
          allThemes = true;
          for (const row of table.querySelectorAll("tr[hidden]")) row.hidden = false;
          event.target.remove();
        },
      },
      t("more", { n: rows.length - FEW }),
    );
  const headings = [t("time"), ...rows.map((row) => row.theme.label)];
  const dated = BINS.all
    .map((bin, i) => [bin.label, ...rows.map((row) => row.counts[i])])
    .filter((row) => d3.sum(row.slice(1)));
  const ends =
    BINS.all.length > 1 &&
    h(
      "p",
      { class: "ends", "aria-hidden": "true" },
      h("span", null, BINS.all[0].label),
      h("span", null, BINS.all.at(-1).label),
    );
  return panel(
    "themes",
    withUndated("chart_themes_note", undated),
    table,
    ends,
    more,
    figures(t("chart_themes"), headings, dated),
  );
}

/** The keywords of the chosen reports. */
function keywordsChart(chosen, filter) {
  const found = new Map();
  for (const i of chosen.reports)
    for (const [word, p] of REPORTS[i].keywords) {
      const one = found.get(word) ?? { word, n: 0, p: 0 };
      found.set(word, one);
      one.n += 1;
      one.p += p;
    }
  const best = [...found.values()].sort((a, b) => b.n - a.n || b.p - a.p || a.word - b.word).slice(0, 12);
  const x = d3.scaleLinear([0, d3.max(best, (one) => one.n) || 1], [0, 100]);
  const bar = (n) => {
    const svg = d3
      .create("svg:svg")
      .attr("viewBox", "0 0 100 10")
      .attr("preserveAspectRatio", "none")
      .attr("class", "spark low")
      .attr("aria-hidden", "true");
    svg.append("g").attr("class", "chosen").append("rect").attr("width", x(n)).attr("height", 10);
    return svg.node();
  };
  const table = drawnRows(
    [t("keyword"), t("share"), t("reports")],
    best.map((one) =>
      h(
        "tr",
        null,
        h(
          "th",
          { scope: "row" },
          h(
            "button",
            { type: "button", class: "link", onclick: () => filter({ q: `"${DATA.keywords[one.word]}"` }) },
            DATA.keywords[one.word],
          ),
        ),
        h("td", { class: "plotted" }, bar(one.n)),
        h("td", { class: "n" }, NUMBER.format(one.n)),
      ),
    ),
  );
  return panel("keywords", t("chart_keywords_note"), table);
}
