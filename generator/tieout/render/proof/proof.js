// Lays the proof over the release: a number that is pointed at is told in the panel, a filter or a search lists
// numbers, and each leads to the others. Without a server it only reads.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { numbers, captions, facts, concepts, relations, findings, reasons, words } = data;
  const frame = document.getElementById("page");
  const panel = document.getElementById("panel");
  const told = document.getElementById("told");
  const list = document.getElementById("list");
  const map = document.getElementById("map");
  const find = document.getElementById("find");
  const MOST = 300;

  // Written into the frame, because a browser lays an older page out by its own rules then alone.
  const page = frame.contentDocument;
  page.open();
  page.write(data.page);
  page.close();
  const marks = new Map();
  for (const mark of page.querySelectorAll(".tn")) {
    const index = Number(mark.dataset.n);
    marks.set(index, [...(marks.get(index) ?? []), mark]);
  }

  // What is said, in each language; the switch above shows one.
  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") {
        made.addEventListener(name, value);
      } else {
        made.setAttribute(name, value);
      }
    }
    made.append(...children.flat().filter((child) => child !== null && child !== ""));
    return made;
  }
  const says = (texts) =>
    data.languages.map((key) => el("span", { class: "t", lang: key }, texts[key] ?? Object.values(texts)[0]));
  const word = (key) => says(words[key] ?? { en: key });
  const filled = (key, values) =>
    says(
      Object.fromEntries(
        Object.entries(words[key]).map(([lang, text]) => [
          lang,
          text.replace(/\{(\w+)\}/g, (_, name) => values[name]),
        ]),
      ),
    );
  const cut = (at, alt) => el("img", { class: "cut", src: `data:image/png;base64,${data.cuts[at]}`, alt });
  const outcome = (key) => word(key === "recovered" ? "recovered-number" : key);

  // Findings by number, and numbers by line, for ways back.
  const concerning = new Map();
  findings.forEach((finding, at) => {
    for (const number of finding.numbers) {
      concerning.set(number, [...(concerning.get(number) ?? []), at]);
    }
  });
  const lines = new Map();
  numbers.forEach((number, index) => {
    if (!lines.has(number.line)) {
      lines.set(number.line, index);
    }
  });
  for (const number of numbers) {
    number.where = [...new Set(number.where)].map((at) => captions[at]).join(" / ");
  }
  const byId = new Map(facts.map((fact, index) => [fact.id, index]));

  findings.forEach((finding, at) => {
    if (finding.cut !== undefined) {
      document.getElementById(`finding-${at}`)?.append(cut(finding.cut, finding.message));
    }
  });

  // The page -------------------------------------------------------------------------------------------------

  const isOff = new Set();
  relations.forEach((relation) => {
    const total = relation.terms.at(-1)[2];
    for (const number of facts[total].numbers.slice(0, 1)) {
      const found = marks.get(number) ?? [];
      found.forEach((mark) => mark.classList.toggle("ticked", relation.holds && !isOff.has(number)));
      if (!relation.holds && !relation.why) {
        isOff.add(number);
      }
    }
    if (!relation.holds && !relation.why) {
      for (const [, , fact] of relation.terms.slice(0, -1)) {
        light(facts[fact].numbers.slice(0, 1), "bracketed");
      }
    }
  });

  function light(indexes, name) {
    for (const index of indexes) {
      (marks.get(index) ?? []).forEach((mark) => mark.classList.add(name));
    }
  }
  function dim(...names) {
    for (const name of names) {
      page.querySelectorAll(`.${name}`).forEach((mark) => mark.classList.remove(name));
    }
  }
  let stop = null;
  function rest(index) {
    // One number is on the way of the tabulator; arrows lead from it to the others.
    stop?.setAttribute("tabindex", "-1");
    stop = marks.get(index)?.[0] ?? stop;
    stop?.setAttribute("tabindex", "0");
  }
  const order = [...marks.keys()];
  for (const [index, [first]] of marks) {
    const number = numbers[index];
    first.setAttribute("role", "button");
    first.setAttribute("aria-label", `${number.printed}, ${number.where}`);
    first.setAttribute("tabindex", "-1");
  }
  rest(order[0]);

  page.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".tn");
    const link = event.target.closest?.("a");
    if (link) {
      event.preventDefault();
      const to = link.getAttribute("href");
      show(to && page.getElementById(to.slice(1)));
    }
    if (mark) {
      choose(Number(mark.dataset.n));
    }
  });
  page.addEventListener("keydown", (event) => {
    const at = order.indexOf(Number(page.activeElement?.dataset?.n ?? -1));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (step) {
      event.preventDefault();
      const next = order[Math.min(Math.max(at + step, 0), order.length - 1)];
      choose(next, { quiet: true });
      marks.get(next)[0].focus({ preventScroll: true });
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(order[at]);
      panel.focus();
    }
  });

  // The page around stays where it is: the frame alone is scrolled.
  function show(element) {
    const box = element?.getBoundingClientRect();
    const { clientWidth: wide, clientHeight: high } = frame;
    if (box && (box.top < 40 || box.bottom > high - 40 || box.left < 0 || box.right > wide)) {
      page.defaultView.scrollBy(box.left < 0 || box.right > wide ? box.left - wide / 2 : 0, box.top - high / 2);
    }
  }
  function place(index) {
    const mark = marks.get(index)?.[0];
    show(mark);
    return mark;
  }

  // The panel ------------------------------------------------------------------------------------------------

  function choose(index, { quiet = false, push = true } = {}) {
    dim("chosen", "part", "whole", "again", "here");
    light([index], "chosen");
    rest(index);
    place(index);
    const number = numbers[index];
    const mine = [...new Set(number.rows.map((row) => row[1]).filter((fact) => fact >= 0))];
    for (const fact of mine) {
      facts[fact].numbers.filter((other) => other !== index).forEach((other) => light([other], "again"));
      const asTotal = facts[fact].relations.find((at) => relations[at].terms.at(-1)[2] === fact);
      if (asTotal !== undefined) {
        brace(relations[asTotal]);
      }
    }
    told.replaceChildren(...tellNumber(number, index, mine));
    panel.scrollTop = 0;
    if (push) {
      const name = mine.length && facts[mine[0]].numbers[0] === index ? facts[mine[0]].id : `N${index}`;
      history[quiet ? "replaceState" : "pushState"](null, "", `#${name}`);
    }
    document.dispatchEvent(new CustomEvent("chosen", { detail: { index, facts: mine } }));
  }
  function brace(relation) {
    light(facts[relation.terms.at(-1)[2]].numbers.slice(0, 1), "whole");
    for (const [, , fact] of relation.terms.slice(0, -1)) {
      light(facts[fact].numbers.slice(0, 1), "part");
    }
  }

  function toNumber(index, text) {
    const number = numbers[index];
    const said = text ?? `${number.printed || "∅"} · ${number.where}`;
    return el("button", { type: "button", class: "to", "data-to": index, click: () => choose(index) }, said);
  }
  function toFact(fact, text) {
    const [first] = facts[fact].numbers;
    const act = first === undefined ? () => tellFactAlone(fact) : () => choose(first);
    return el("button", { type: "button", click: act }, text);
  }

  function tellNumber(number, index, mine) {
    const parts = [
      el("h2", { class: "n" }, number.printed || "∅"),
      el("p", { class: "dim" }, number.where, " · ", filled("of-line", { line: number.line })),
    ];
    if (number.cut !== undefined) {
      parts.push(cut(number.cut, `${number.printed}, ${number.where}`));
    }
    if (!marks.has(index)) {
      parts.push(el("p", { class: "dim" }, word("not-placed")));
    }
    for (const [became, fact, reason] of number.rows) {
      parts.push(el("p", {}, el("span", { class: `o ${became}` }, outcome(became)), " ", reason < 0 ? "" : reasons[reason]));
      if (fact >= 0) {
        parts.push(...tellFact(fact, index));
      }
    }
    if (number.comments.length) {
      parts.push(el("h3", {}, word("comments-of")), ...number.comments.map((says) => el("p", { class: "comment" }, says)));
    }
    const about = concerning.get(index) ?? [];
    if (about.length) {
      parts.push(el("h3", {}, word("findings-of")), el("ul", { class: "items" }, about.map((at) => el("li", {}, toFinding(at)))));
    }
    return parts;
  }
  function tellFactAlone(fact) {
    dim("chosen", "part", "whole", "again", "here");
    told.replaceChildren(...tellFact(fact, -1));
    panel.scrollTop = 0;
  }

  function tellFact(at, index) {
    const fact = facts[at];
    const concept = concepts[fact.concept];
    const rows = [
      ["concept-is", [el("code", {}, concept.name)]],
      ["element-is", concept.element ? [el("code", {}, concept.element), ` (${concept.relation})`] : null],
      ["per-period", [el("span", { class: "n" }, fact.period)]],
      ["unit-is", fact.unit ? [fact.unit] : null],
      ...fact.members.map(([axis, member]) => [axis, says(member)]),
      ["value-is", [el("span", { class: "n" }, fact.value)]],
      ["precision", fact.decimals === null ? null : [String(fact.decimals)]],
      ["grade-is", fact.grade ? [el("span", { class: `o ${fact.grade}` }, word(`grade-${fact.grade}`))] : null],
    ].filter(([, said]) => said !== null);
    const parts = [
      el("h3", {}, says(fact.label)),
      fact.sure ? null : el("p", {}, el("span", { class: "o inferred" }, word("doubtful-note"))),
      el("p", { class: "dim" }, says(concept.doc)),
      el("dl", {}, rows.flatMap(([name, said]) => [el("dt", {}, typeof name === "string" ? word(name) : says(name)), el("dd", {}, said)])),
      ...fact.accepted.map((why) => el("p", {}, word("accepted-because"), " ", says(why))),
      ...fact.relations.map((relation) => tellRelation(relation, at)),
    ];
    const others = fact.numbers.filter((other) => other !== index);
    if (others.length) {
      parts.push(el("h3", {}, word("repeats-of")), el("ul", { class: "items" }, others.map((other) => el("li", {}, toNumber(other)))));
    }
    if (fact.before) {
      parts.push(...tellBefore(fact));
    }
    if (fact.notes.length) {
      parts.push(el("h3", {}, word("footnote-is")), ...fact.notes.map((note) => el("p", {}, says(note))));
    }
    if (data.report) {
      parts.push(el("p", {}, el("a", { href: `${data.report}${fact.id}` }, word("in-report"))));
    }
    return parts.filter((part) => part !== null);
  }

  // What the company's last release printed of the same; of the same period, whether it is so still.
  function tellBefore(fact) {
    const [at, agrees] = fact.before;
    const rows = data.before.figures[at].map(([period, value]) => {
      const same = agrees >= 0 && period === fact.period;
      const said = same ? word(agrees ? "before-agrees" : "before-restated") : "";
      const cells = [el("td", { class: "p" }, period), el("td", { class: "n" }, value), el("td", { class: "dim" }, said)];
      return el("tr", { class: same ? (agrees ? "same" : "same off") : "" }, cells);
    });
    const table = el("table", { class: "terms before" }, el("tbody", {}, rows));
    return [el("h3", {}, filled("before-is", data.before)), table];
  }

  function tellRelation(at, fact) {
    const relation = relations[at];
    const rows = relation.terms.map(([sign, amount, term, period], number) => {
      const total = number === relation.terms.length - 1;
      const label = says(facts[term].label);
      return el(
        "tr",
        { class: total ? "total" : "" },
        el("td", {}, number === 0 && sign === "+" ? "" : sign),
        el("td", { class: "n" }, term === fact ? el("strong", {}, amount) : toFact(term, amount)),
        el("td", {}, label, period ? el("span", { class: "dim" }, ` ${period}`) : ""),
      );
    });
    const verdict = relation.holds
      ? relation.slack
        ? filled("holds-rounded", { slack: relation.slack })
        : word("holds")
      : filled("off-by", { off: relation.off });
    return el(
      "div",
      { class: relation.holds ? "relation" : "relation off", mouseenter: () => (dim("part", "whole"), brace(relation)) },
      el("p", { class: "verdict" }, relation.holds ? "✓ " : "✗ ", verdict, " ", el("span", { class: "dim" }, relation.unit)),
      el("table", { class: "terms" }, el("tbody", {}, rows)),
      relation.why ? el("p", {}, word("accepted-because"), " ", says(relation.why)) : "",
      el("p", { class: "dim" }, el("code", {}, relation.name)),
    );
  }

  // Findings and lists ---------------------------------------------------------------------------------------

  function toFinding(at) {
    return el("button", { type: "button", click: () => showFinding(at) }, findings[at].message);
  }
  function showFinding(at) {
    const finding = findings[at];
    dim("chosen", "part", "whole", "again", "here");
    light(finding.numbers, "here");
    if (finding.numbers.length) {
      place(finding.numbers[0]);
      rest(finding.numbers[0]);
    } else if (finding.lines.length) {
      toLine(finding.lines[0]);
    }
    told.replaceChildren(
      el("h2", {}, finding.message),
      el("p", { class: "dim" }, el("code", {}, finding.code), " ", finding.places.join("; ")),
      finding.mend ? el("p", {}, finding.mend) : "",
      finding.details.length ? el("ul", {}, finding.details.map((detail) => el("li", {}, detail))) : "",
      finding.numbers.length ? el("h3", {}, word("cells-of")) : "",
      el("ul", { class: "items" }, finding.numbers.map((number) => el("li", {}, toNumber(number)))),
    );
    panel.scrollTop = 0;
    document.dispatchEvent(new CustomEvent("chosen", { detail: { finding: at, facts: [] } }));
  }
  function toLine(line) {
    dim("here");
    const there = page.querySelector(`.tl${line}`) ?? marks.get(lines.get(line))?.[0];
    there?.classList.add("here");
    show(there);
  }

  const kinds = {
    open: () => findings.map((_, at) => toFinding(at)),
    single: () => numbersThat((number) => number.shade === "single"),
    unread: () => numbersThat((number) => number.shade === "unread"),
  };
  function numbersThat(is) {
    return numbers.flatMap((number, index) => (is(number, index) ? [toNumber(index, labelled(number))] : []));
  }
  function labelled(number) {
    const fact = number.rows[0][1];
    return [el("span", { class: "n" }, number.printed || "∅"), " ", ...(fact >= 0 ? says(facts[fact].label) : [number.where])];
  }
  function showList(items) {
    const shown = items.slice(0, MOST).map((item) => el("li", {}, item));
    list.replaceChildren(
      el("h2", {}, filled("results", { count: items.length })),
      items.length ? el("ul", { class: "items" }, shown) : el("p", { class: "dim" }, word("none-found")),
      items.length > MOST ? el("p", { class: "dim" }, filled("more", { count: items.length - MOST })) : "",
    );
  }
  function pressed(button) {
    document.querySelectorAll("[data-filter]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
  }
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.addEventListener("click", () => {
      const was = button.getAttribute("aria-pressed") === "true";
      pressed(was ? null : button);
      const key = button.dataset.filter;
      const of = kinds[key] ?? (() => numbersThat((number) => number.marks.includes(key)));
      was ? list.replaceChildren() : showList(of());
    });
  }

  // What no style can switch: the page's own language, and what stands in the empty field.
  for (const choice of document.querySelectorAll("input[name='language']")) {
    choice.addEventListener("change", () => {
      document.documentElement.lang = choice.id.replace("show-", "");
      find.placeholder = words["find-what"][document.documentElement.lang];
    });
  }

  // Words of labels, concepts, elements, members; amounts as printed or digit by digit.
  const plain = (text) => text.toLowerCase().replace(/(?<=\d),(?=\d)/g, "");
  let haystack = null;
  function searched(number) {
    const told = number.rows.flatMap(([, at]) => {
      const fact = facts[at];
      const concept = fact && concepts[fact.concept];
      return fact ? [...Object.values(fact.label), concept.name, concept.element, fact.value, fact.id] : [];
    });
    return plain([number.printed, number.where, ...told].join("\n"));
  }
  find.addEventListener("input", () => {
    const sought = plain(find.value.trim());
    pressed(null);
    if (!sought) {
      list.replaceChildren();
      return;
    }
    haystack ??= numbers.map(searched);
    const all = sought.split(/\s+/);
    showList(numbersThat((_, index) => all.every((one) => haystack[index].includes(one))));
  });

  // The map beside the page ----------------------------------------------------------------------------------

  const COLOURS = { failed: "#d13a2f", accepted: "#8a5fc0", contradicts: "#d13a2f", unread: "#d13a2f", single: "#d8b400", exact: "#5fae78", rounded: "#8cc084", repeated: "#6f9fd8" };
  function draw() {
    const root = page.documentElement;
    const ratio = window.devicePixelRatio || 1;
    map.width = map.clientWidth * ratio;
    map.height = map.clientHeight * ratio;
    const pen = map.getContext("2d");
    const top = page.defaultView.scrollY;
    const whole = Math.max(root.scrollHeight, 1);
    for (const [index, [mark]] of marks) {
      const number = numbers[index];
      const heavy = concerning.has(index) || number.marks.includes("doubtful");
      const wrong = (concerning.get(index) ?? []).some((at) => findings[at].code !== "draft.open");
      const colour = wrong ? COLOURS.failed : heavy ? "#d88400" : COLOURS[number.shade];
      if (colour) {
        pen.fillStyle = colour;
        const y = ((mark.getBoundingClientRect().top + top) / whole) * map.height;
        pen.fillRect(heavy ? 0 : map.width / 3, y, map.width, Math.max(ratio * (heavy ? 3 : 1), 1));
      }
    }
  }
  map.addEventListener("click", (event) => {
    const share = event.offsetY / map.clientHeight;
    page.defaultView.scrollTo({ top: share * page.documentElement.scrollHeight - frame.clientHeight / 2 });
  });
  new ResizeObserver(draw).observe(map);

  // Addresses ------------------------------------------------------------------------------------------------

  function follow(name) {
    const line = /^L(\d+)$/.exec(name);
    const number = /^N(\d+)$/.exec(name);
    if (byId.has(name)) {
      const [first] = facts[byId.get(name)].numbers;
      first === undefined ? tellFactAlone(byId.get(name)) : choose(first, { push: false });
    } else if (line) {
      toLine(Number(line[1]));
    } else if (number && numbers[Number(number[1])]) {
      choose(Number(number[1]), { push: false });
    } else {
      return false;
    }
    return true;
  }
  const named = () => decodeURIComponent(location.hash.slice(1));
  window.addEventListener("popstate", () => follow(named()));
  document.addEventListener("click", (event) => {
    const to = event.target.closest?.("a[href^='#']")?.getAttribute("href").slice(1);
    if (to && follow(to)) {
      event.preventDefault();
      history.pushState(null, "", `#${to}`);
      document.querySelector(".desk").scrollIntoView();
    }
  });
  document.getElementById("print").addEventListener("click", () => {
    document.documentElement.classList.add("sheet-alone");
    window.print();
    document.documentElement.classList.remove("sheet-alone");
  });
  follow(named());
  if (findings.length && !location.hash) {
    showList(kinds.open());
    pressed(document.querySelector("[data-filter='open']"));
  }

  window.tieout = { data, choose, showFinding, el, word, says, filled, told, panel, light, dim };
})();
