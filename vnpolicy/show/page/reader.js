// A report's text, with the passages that items were taken from.

const READER = document.getElementById("reader");

/** Open the report `doc` at the item of its event with the number `at`. */
async function read(doc, at, query) {
  const place = REPORTS.findIndex((report) => report.doc === doc);
  if (place < 0) return;
  const report = REPORTS[place];
  const bodies = await BODIES;
  if (STATE.report !== doc) return;
  const body = bodies?.[place];
  const items = (report.event?.items ?? []).flatMap((item) =>
    item.passages.filter(([i]) => i === place).map(([, start, end]) => ({ item, start, end })),
  );
  items.sort((a, b) => a.start - b.start || a.end - b.end);
  const current = items.find((one) => String(one.item.number_in_event) === String(at));
  const close = h(
    "button",
    { type: "button", class: "close", "aria-label": t("close"), onclick: () => READER.close() },
    "×",
  );
  const links = items.map(({ item }) =>
    h(
      "li",
      null,
      h(
        "a",
        {
          href: address({ report: doc, at: item.number_in_event }),
          "aria-current": item === current?.item ? "true" : null,
        },
        badge(item.kind),
        h("span", null, [item.speaker, item.text].filter(Boolean).join(": ")),
      ),
    ),
  );
  READER.replaceChildren(
    h(
      "div",
      { class: "head" },
      h(
        "div",
        null,
        h("h2", { id: "reader-title", tabindex: "-1", lang: "vi" }, report.title ?? t("no_title")),
        h(
          "p",
          { class: "hint" },
          [DATA.sources[report.source], date(report.published), count("words", report.words), report.path]
            .filter(Boolean)
            .join(" · "),
          report.url && [
            " · ",
            h(
              "a",
              { href: report.url, rel: "noopener noreferrer external", target: "_blank" },
              t("original"),
            ),
          ],
        ),
      ),
      close,
    ),
    h(
      "div",
      { class: "sheet", tabindex: "0", role: "region", "aria-labelledby": "reader-title" },
      links.length
        ? h(
            "details",
            { class: "found", open: !current },
            h("summary", null, `${t("items_here")} (${links.length})`),
            h("ul", null, links),
          )
        : null,
      body === undefined
        ? h("p", { class: "notice" }, t("no_texts"))
        : paragraphs(body, items, current, query),
    ),
  );
  if (!READER.open) READER.showModal();
  const target = READER.querySelector(".current");
  if (target) target.scrollIntoView({ block: "center" });
  else READER.querySelector(".sheet").scrollTop = 0;
  (target ?? READER.querySelector("#reader-title")).focus({ preventScroll: true });
}

/** The text, a <p> a line; in <mark> the passage asked for, those of other items, and what was searched. */
function paragraphs(body, items, current, query) {
  const ranges = items.map((one) => [one.start, one.end, one === current ? "current" : "passage"]);
  for (const [start, end] of hits(query, body)) ranges.push([start, end, "hit"]);
  const made = [];
  let start = 0;
  let first = true;
  for (const line of body.split("\n")) {
    const end = start + line.length;
    if (line.trim())
      made.push(
        h(
          "p",
          null,
          pieces(body, start, end, ranges).map(([piece, names]) => {
            if (!names.length) return piece;
            const name = ["current", "hit", "passage"].find((one) => names.includes(one));
            const mark = h(
              "mark",
              { class: names.join(" "), tabindex: name === "current" && first ? "-1" : null },
              piece,
            );
            if (names.includes("current")) first = false;
            return mark;
          }),
        ),
      );
    start = end + 1;
  }
  return h("div", { class: "text", lang: "vi" }, made);
}

READER.addEventListener("close", () => {
  if (STATE.report) go({ report: "", at: "" });
});
READER.addEventListener("click", (event) => {
  if (event.target === READER) READER.close();
});
