// A pattern of a sentence, written beside the number that it is to read: what it matches is shown as it is typed.
"use strict";
(() => {
  const { data, el, word, filled, choose, light, dim, ask, propose, why, newField } = window.tieout;
  const work = document.getElementById("work");
  const WAIT = 300;
  const NAMES = /\{([a-z0-9-]+)\}/g;

  // A label and its field, so that each field says what it is of.
  function labelled(text, field) {
    field.id = newField();
    return el("p", { class: "field" }, el("label", { for: field.id }, text), field);
  }
  function selected(names, now) {
    const select = el("select", {}, names.map((name) => el("option", { value: name }, name)));
    select.value = now;
    return select;
  }

  // What one figure of the wording is of.
  function figure(name, known, periods, changed) {
    const id = newField();
    const list = el("datalist", { id: `${id}-list` });
    const concept = el("input", { type: "text", list: list.id, autocomplete: "off", value: known.concept });
    concept.addEventListener("input", async () => {
      known.concept = concept.value.trim();
      changed();
      if (known.concept.length > 2) {
        const found = await ask(`/concepts?${new URLSearchParams({ q: known.concept })}`);
        list.replaceChildren(...found.map((one) => el("option", { value: one.name }, one.label)));
      }
    });
    const period = selected(periods, known.period);
    period.addEventListener("change", () => {
      known.period = period.value;
      changed();
    });
    const members = Object.values(known.members ?? {}).join(", ");
    return el(
      "fieldset",
      { class: "figure-of" },
      el("legend", {}, el("code", {}, `{${name}}`), members ? ` ${members}` : ""),
      labelled(word("act-figure-of"), concept),
      list,
      labelled(word("per-period"), period),
    );
  }

  function match(one) {
    const index = data.numbers.findIndex((number) => number.line === one.line && number.column === one.column);
    const verdict = one.agrees === null ? "act-alone" : one.agrees ? "act-agrees" : "act-disagrees";
    const said = [
      el("strong", { class: "n" }, one.printed),
      ` ${one.label}, ${one.period}: `,
      el("span", { class: "n" }, one.value || "–"),
      " ",
      el("span", { class: one.agrees === false ? "refused" : "dim" }, word(verdict)),
      one.other ? el("span", { class: "refused" }, " ", filled("act-read-by", { name: one.other })) : "",
    ];
    const to = el("button", { type: "button", "data-to": index, click: () => index >= 0 && choose(index) }, said);
    return [index, el("li", {}, to)];
  }

  function form(place, begun, wanted) {
    const figures = new Map();
    const name = el("input", { type: "text", value: begun.name, autocomplete: "off" });
    const wording = el("textarea", { rows: "4" }, begun.wording);
    const rows = el("div", {});
    const told = el("div", { class: "tried", "aria-live": "polite" });
    const said = () => ({
      kind: "sentence",
      ...place,
      of: wanted,
      sentence: name.value.trim(),
      wording: wording.value.trim(),
      figures: Object.fromEntries(figures),
    });
    begun.figures.forEach((one) => figures.set(one.name, one));

    function names() {
      const here = [...new Set([...wording.value.matchAll(NAMES)].map((found) => found[1]))];
      const own = here.filter((one) => one !== "subject" && !begun.phrases.includes(one));
      for (const one of own.filter((one) => !figures.has(one))) {
        figures.set(one, { name: one, concept: "", period: begun.periods.includes(one) ? one : "quarter", members: {} });
      }
      const shown = [...rows.children].map((row) => row.dataset.name).join();
      if (!wanted && shown !== own.join()) {
        rows.replaceChildren(
          ...own.map((one) => {
            const row = figure(one, figures.get(one), begun.periods, later);
            row.dataset.name = one;
            return row;
          }),
        );
      }
    }
    let waiting;
    let asks = 0;
    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(attempt, WAIT);
    }
    async function attempt() {
      const mine = (asks += 1);
      let parts;
      let found = [];
      try {
        const tried = await ask("/try", said());
        found = tried.matches.map(match);
        parts = [
          el("h4", {}, filled("act-matches", { count: found.length })),
          el("ul", { class: "items" }, found.map(([, item]) => item)),
          ...tried.findings.map((what) => el("p", { class: "refused" }, what)),
        ];
      } catch (error) {
        parts = [el("p", { class: "refused" }, why(error))];
      }
      if (mine === asks && told.isConnected) {
        told.replaceChildren(...parts);
        dim("here");
        light(found.map(([index]) => index), "here");
      }
    }
    wording.addEventListener("input", () => {
      names();
      later();
    });
    name.addEventListener("input", later);
    names();
    attempt();
    const others = begun.others.map((other) => {
      const take = () => {
        const chosen = begun.figures.find((one) => one.concept !== undefined);
        Object.assign(figures.get(chosen.name), { concept: other.concept, period: other.period, members: other.members });
        rows.replaceChildren();
        names();
        later();
      };
      return el("li", {}, el("button", { type: "button", click: take }, `${other.label}, ${other.period}`));
    });
    return el(
      "form",
      { class: "stacked", submit: (event) => (event.preventDefault(), propose(said())) },
      wanted ? "" : labelled(word("act-sentence-name"), name),
      labelled(word("act-wording"), wording),
      el("p", { class: "dim" }, word("act-wording-how")),
      rows,
      others.length ? el("p", { class: "dim" }, word("act-others")) : "",
      others.length ? el("ul", { class: "items" }, others) : "",
      told,
      el("p", {}, el("button", { type: "submit" }, word("act-show"))),
    );
  }

  function writing(place, missing) {
    const inside = el("div", {});
    const opened = el("details", { class: "act sentence" }, el("summary", {}, word("act-sentence")), inside);
    async function begin(wanted) {
      const begun = await ask(`/sentence?${new URLSearchParams({ ...place, of: wanted })}`);
      const which = el("select", {}, el("option", { value: "" }, word("act-sentence-new")));
      which.append(...begun.sentences.map((name) => el("option", { value: name }, name)));
      which.value = wanted;
      which.addEventListener("change", () => begin(which.value));
      const choice = begun.sentences.length ? labelled(word("act-sentence-of"), which) : "";
      inside.replaceChildren(choice, form(place, begun, wanted));
    }
    opened.addEventListener("toggle", () => {
      if (opened.open && !inside.children.length) {
        begin(missing).catch((error) => inside.replaceChildren(el("p", { class: "refused", role: "alert" }, why(error))));
      }
    });
    return opened;
  }

  // A sentence that nothing says is named by its finding.
  const MISSING = /says (\S+) in a known wording/;
  function show({ index, finding }) {
    const number = data.numbers[index];
    const missing = finding === undefined ? null : MISSING.exec(data.findings[finding].message);
    if (number && !number.where) {
      work.append(writing({ line: number.line, column: number.column }, ""));
    } else if (missing && data.findings[finding].lines.length) {
      work.append(writing({ line: data.findings[finding].lines[0], column: 1 }, missing[1]));
    }
  }
  document.addEventListener("decided", (event) => show(event.detail));
})();
