// The panel: what is told of the number that is chosen, of its facts, its relations, and what was before.
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
    el("p", { class: "dim" }, number.where || amongWords(index), " · ", filled("of-line", { line: number.line })),
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
