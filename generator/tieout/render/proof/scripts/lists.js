// The lists: findings, filters, and numbers by words.
const titleOf = (finding) => (finding.titles ? says(finding.titles) : finding.message);
// In another language a title is of the kind of finding: what is so here stands below it as it was told.
const exactly = (finding) =>
  Object.entries(finding.titles ?? {})
    .filter(([, title]) => title !== finding.message)
    .map(([key]) => el("p", { class: "t", lang: key }, el("span", { lang: "en" }, finding.message)));
function toFinding(at) {
  return el("button", { type: "button", click: () => showFinding(at) }, titleOf(findings[at]));
}
// One finding is told between its neighbours, so that a person can go through all that is open.
function amid(at) {
  const step = (key, to) =>
    el("button", { type: "button", class: key, ...(findings[to] ? {} : { disabled: "" }), click: () => showFinding(to) }, word(key));
  return el("p", { class: "amid" }, step("finding-before", at - 1), " ", filled("finding-amid", { at: at + 1, count: findings.length }), " ", step("finding-next", at + 1));
}
function showFinding(at, { push = true } = {}) {
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
    findings.length > 1 ? amid(at) : "",
    el("h2", {}, titleOf(finding)),
    ...exactly(finding),
    el("p", { class: "dim source" }, el("code", {}, finding.code), " ", finding.places.join("; ")),
    finding.mend ? el("p", { class: "mend" }, finding.mends ? says(finding.mends) : finding.mend) : "",
    finding.details.length ? el("ul", {}, finding.details.map((detail) => el("li", {}, detail))) : "",
    ...cellsOf(finding.numbers),
  );
  panel.scrollTop = 0;
  if (push) {
    history.pushState(null, "", `#F${at}`);
  }
  document.dispatchEvent(new CustomEvent("chosen", { detail: { finding: at, facts: [] } }));
}
// The cells of one row stand side by side, with their columns alone; where the row is, is said once.
function cellsOf(indexes) {
  if (!indexes.length) {
    return [];
  }
  const rows = new Set(indexes.map((index) => numbers[index].places.slice(0, -1).join(" / ")));
  const inRow = indexes.length > 1 && rows.size === 1 && !rows.has("");
  const cell = (index) => toNumber(index, inRow ? `${numbers[index].printed || "∅"} · ${numbers[index].places.at(-1)}` : undefined);
  return [
    el("h3", {}, word("cells-of")),
    inRow ? el("p", { class: "dim" }, ...rows) : "",
    el("ul", { class: inRow ? "items beside" : "items" }, indexes.map((index) => el("li", {}, cell(index)))),
  ];
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
  const said = fact >= 0 ? says(facts[fact].label) : [number.where || amongWords(numbers.indexOf(number))];
  return [el("span", { class: "n" }, number.printed || "∅"), " ", ...said];
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
