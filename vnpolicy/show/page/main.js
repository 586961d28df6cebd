// What is looked at is in the address, so that it can be gone back to, kept and sent on.

const FORM = document.getElementById("filters");
const NONE = { view: "overview", ...BLANK, sort: "", event: "", report: "", at: "" };
let STATE = { ...NONE };

function read_address() {
  const given = new URLSearchParams(location.hash.slice(1));
  const state = Object.fromEntries(Object.keys(NONE).map((name) => [name, given.get(name) ?? NONE[name]]));
  return { ...state, view: Object.hasOwn(VIEWS, state.view) ? state.view : NONE.view };
}

/** The address of what is looked at now, with changes. */
function address(changes) {
  const wanted = { ...STATE, at: "", ...changes };
  const named = Object.entries(wanted).filter(([name, value]) => String(value) !== NONE[name]);
  return `#${new URLSearchParams(named)}`;
}

function go(changes, replace = false) {
  const to = address(changes);
  if (to === location.hash || (to === "#" && !location.hash)) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  arrive();
}

let chosen = choose(BLANK);
let focusView = false;

let shown = null;

/** Show what the address says. */
function arrive() {
  if (location.hash === shown) return;
  shown = location.hash;
  const before = STATE;
  STATE = read_address();
  const changed = (names) => names.some((name) => STATE[name] !== before[name]);
  const first = before === ORIGIN;
  if (STATE.event && !STATE.report && (first || STATE.event !== before.event)) {
    // an event that is linked to is shown, whatever was filtered before
    if (!choose(STATE).events.some((one) => one.event.id === STATE.event)) Object.assign(STATE, BLANK);
  }
  if (first || changed(Object.keys(BLANK))) {
    chosen = choose(STATE);
    showFilters();
  }
  if (first || changed(["view", "sort", "event", ...Object.keys(BLANK)])) showView(before);
  else showViews();
  if (STATE.report) read(STATE.report, STATE.at, chosen.query);
  else if (READER.open) READER.close();
}

/** What has the focus within the view, to be found again when it is made anew. */
function keepFocus(view) {
  const had = view.contains(document.activeElement) ? document.activeElement : null;
  return () => {
    const alike = (one) =>
      one.tagName === had.tagName && one.id === had.id && one.textContent === had.textContent;
    if (had) [...view.querySelectorAll("a, button, select")].find(alike)?.focus({ preventScroll: true });
  };
}

function showView(before) {
  showViews();
  const view = document.getElementById("view");
  const refocus = keepFocus(view);
  view.replaceChildren(VIEWS[STATE.view](chosen, STATE, filter));
  refocus();
  document.documentElement.dataset.view = STATE.view;
  if (STATE.view !== before.view || STATE.event !== before.event) {
    const target = STATE.event && document.getElementById(`card-${STATE.event}`);
    if (STATE.event && !target && STATE.view === "events") {
      for (const list of document.querySelectorAll("#view > div > div")) list.whole?.();
    }
    const wanted = target || document.getElementById(`card-${STATE.event}`);
    if (wanted) {
      wanted.scrollIntoView({ block: "start" });
      wanted.querySelector(".opener").focus({ preventScroll: true });
    } else if (focusView) {
      const results = document.getElementById("results");
      if (results.getBoundingClientRect().top < 0) results.scrollIntoView({ block: "start" });
      document.getElementById("view-title").focus({ preventScroll: true });
    }
  }
  focusView = true;
}

/** The links to the views, with how much there is in each; the same in words, which are read out. */
function showViews() {
  const told = chosen.events.filter((one) => one.event.told).length;
  const proposals = chosen.items.filter((item) => item.section === "proposals").length;
  const counts = {
    events: told,
    proposals,
    agenda: chosen.items.length - proposals,
    speakers: speakersOf(chosen.items).filter((one) => one.person).length,
    reports: chosen.reports.length,
  };
  document.getElementById("views").replaceChildren(
    h(
      "ul",
      null,
      Object.keys(VIEWS).map((view) =>
        h(
          "li",
          null,
          h(
            "a",
            {
              href: address({ view, event: "", report: "" }),
              "aria-current": view === STATE.view ? "page" : null,
            },
            t(view),
            view in counts && h("span", { class: "count" }, ` ${NUMBER.format(counts[view])}`),
          ),
        ),
      ),
    ),
  );
  const single = chosen.events.length - told;
  const words = [
    count("events", told),
    single && count("single", single),
    count("proposals", proposals),
    count("agenda", counts.agenda),
    count("reports", counts.reports),
  ];
  const status = document.getElementById("status");
  const text = counts.reports || chosen.events.length ? words.filter(Boolean).join(" · ") : t("nothing");
  if (status.textContent !== text) status.textContent = text;
}

function filter(changes, replace = false) {
  // a kind of agenda item is not among the proposals, nor the other way round
  const [section] = Object.entries(SECTIONS).find(([, kinds]) => kinds.includes(changes.kind)) ?? [];
  if (section && STATE.view in SECTIONS) changes = { ...changes, view: section };
  go({ event: "", report: "", ...changes }, replace);
}

function showFilters() {
  for (const name of Object.keys(BLANK)) {
    const field = FORM.elements[name];
    if (field.value !== STATE[name]) field.value = STATE[name];
  }
  const active = Object.keys(BLANK).filter((name) => STATE[name].trim());
  const label = (name) => (name === "q" ? t("search") : t(name));
  const value = (name) =>
    name === "kind"
      ? DATA.kinds[STATE.kind]
      : ["from", "until"].includes(name)
        ? date(STATE[name])
        : STATE[name];
  document.getElementById("chips").replaceChildren(
    ...active.map((name) =>
      h(
        "li",
        null,
        h(
          "button",
          {
            type: "button",
            "aria-label": t("remove_filter", { what: `${label(name)}: ${value(name)}` }),
            onclick: () => {
              filter({ [name]: "" });
              FORM.elements[name].focus({ preventScroll: true });
            },
          },
          h("span", { class: "name" }, `${label(name)}: `),
          value(name),
          h("span", { "aria-hidden": "true" }, "\u00a0×"),
        ),
      ),
    ),
  );
  document.getElementById("reset").hidden = !active.length;
}

function option(value, label) {
  return h("option", { value }, label);
}

function fillFilters() {
  FORM.elements.theme.append(
    option("", t("all")),
    ...DATA.themes.map((theme) => option(theme.label, theme.label)),
  );
  FORM.elements.source.append(option("", t("all")), ...DATA.sources.map((source) => option(source, source)));
  FORM.elements.kind.append(
    option("", t("all")),
    ...Object.entries(SECTIONS).map(([section, kinds]) =>
      h(
        "optgroup",
        { label: t(section) },
        kinds.map((kind) => option(kind, DATA.kinds[kind])),
      ),
    ),
  );
  document.getElementById("speaker-list").append(...ALL_SPEAKERS.map((one) => option(one.name, one.role)));
  if (!DATA.sources.length) FORM.elements.source.disabled = true;
}

function listen() {
  let typing;
  FORM.addEventListener("submit", (event) => event.preventDefault());
  FORM.addEventListener("input", (event) => {
    const field = event.target;
    clearTimeout(typing);
    typing = setTimeout(
      () => filter({ [field.name]: field.value }, ["q", "speaker"].includes(field.name)),
      field.type === "search" || field.type === "text" ? 180 : 0,
    );
  });
  FORM.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    filter({ ...BLANK });
    FORM.elements.q.focus({ preventScroll: true });
  });
  addEventListener("hashchange", arrive);
  addEventListener("popstate", arrive);
  document.getElementById("print").addEventListener("click", () => print());
  addEventListener("beforeprint", preparePrint);
  addEventListener("afterprint", () => showView(STATE));
}

const PAPER = 690;

/** On paper stands all that is chosen: figures, charts, every event with its items; or the report read. */
function preparePrint() {
  if (READER.open) {
    // a dialog is never longer than a page
    const copies = [...READER.children].map((part) => part.cloneNode(true));
    document.getElementById("view").replaceChildren(...copies);
    return;
  }
  const overview = VIEWS.overview(chosen, STATE, filter);
  const events = VIEWS.events(chosen, STATE, filter);
  for (const list of events.children) list.whole?.();
  for (const one of events.querySelectorAll(".card")) one.turn(true);
  overview.querySelector(".plot")?.draw(PAPER);
  document.getElementById("view").replaceChildren(overview, events);
}

function darkMode() {
  const button = document.getElementById("dark");
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  try {
    const kept = localStorage.getItem("vnpolicy-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch {
    // some browsers keep nothing for pages opened from a file
  }
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("vnpolicy-theme", root.dataset.theme);
    } catch {
      // as above
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}

const ORIGIN = STATE;
const SPANS = EVENTS.filter((event) => event.told && event.span).map((event) => event.span);
document.getElementById("span").textContent = [
  count("reports", REPORTS.length),
  SPANS.length &&
    period(
      d3.min(SPANS, (span) => span[0]),
      d3.max(SPANS, (span) => span[1]),
    ),
]
  .filter(Boolean)
  .join(" · ");
if (matchMedia("(max-width: 800px)").matches) document.getElementById("more-filters").open = false;
darkMode();
fillFilters();
listen();
arrive();
setTimeout(
  () =>
    indexBodies(() => {
      if (!STATE.q) return;
      chosen = choose(STATE);
      showView(STATE);
    }),
  50,
);
