// What a served page has more than one from disk: for the number in the panel, what a person can decide. Each
// decision is shown as a diff before it is written; then the release is read again and the page is fetched anew.
"use strict";
(() => {
  const { data, el, panel, says, word, filled } = window.tieout;
  const line = document.getElementById("acts");
  const status = el("span", { role: "status", id: "said" });
  const undo = el("button", { type: "button", id: "undo", hidden: "" });
  const publish = el("button", { type: "button", id: "publish", hidden: "" }, word("act-publish"));
  const report = el("a", { id: "report", hidden: "" }, word("act-report"));
  const work = el("section", { id: "work", "aria-labelledby": "decide" });
  document.getElementById("told").after(work);
  let revision = null;
  let last;

  async function ask(path, said) {
    const options = said && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(said),
    };
    const answer = await fetch(path, options || undefined);
    const told = answer.headers.get("content-type") === "application/json" ? await answer.json() : null;
    if (!answer.ok) {
      const findings = told?.findings ?? [{ message: await answer.text().catch(() => ""), mend: "" }];
      // Why something cannot be done is said in each language; what a finding says has one.
      throw Object.assign(new Error(findings.map((one) => [one.message, one.mend, ...(one.places ?? [])].filter(Boolean).join(". ")).join("\n")), { said: told?.said });
    }
    return told;
  }
  // What a decision is called: a text in each language, or one that has none of its own.
  const spoken = (text) => (typeof text === "string" ? [text] : says(text));
  const why = (error) => spoken(error.said ?? error.message);
  const tell = (...parts) => status.replaceChildren(...parts);

  // The page is of one revision; when the server has another, it is fetched, at the number where one was.
  async function follow() {
    try {
      const now = await ask("/state");
      revision ??= now.revision;
      undo.hidden = !now.undo;
      undo.replaceChildren(...filled("act-undo", { what: now.undo }));
      // It is shown on one line, cut off where that ends.
      undo.title = undo.innerText;
      publish.hidden = !now.ready;
      report.hidden = !now.report;
      report.href = `report/${now.report}`;
      tell(...spoken(now.told), now.busy ? " …" : "");
      if (!now.busy && now.revision !== revision) {
        // A fact may be called otherwise now; the number stands where it stood. A finding that was settled
        // gives its place to the next one.
        if (last !== undefined) {
          history.replaceState(null, "", `#${last}`);
        }
        location.reload();
        return;
      }
      setTimeout(follow, now.busy ? 300 : 1500);
    } catch (error) {
      tell(...filled("act-silent", { why: error.message }));
      setTimeout(follow, 3000);
    }
  }

  async function propose(said) {
    const shown = el("div", { class: "proposal" });
    work.querySelector(".proposal")?.remove();
    work.append(shown);
    try {
      const found = await ask("/propose", said);
      const write = el("button", { type: "button", class: "write", click: () => carry(found.id, shown) }, word("act-write"));
      const leave = el("button", { type: "button", click: () => shown.remove() }, word("act-leave"));
      shown.append(el("p", {}, spoken(found.what)), el("pre", { tabindex: "0" }, coloured(found.diff)), write, " ", leave);
      write.focus();
    } catch (error) {
      shown.append(el("p", { class: "refused", role: "alert" }, why(error)));
    }
    shown.scrollIntoView({ block: "nearest" });
  }
  function coloured(diff) {
    return diff.split("\n").map((text) => el("span", { class: { "+": "more", "-": "less" }[text[0]] ?? "same" }, `${text}\n`));
  }
  async function carry(id, shown) {
    try {
      await ask("/do", { id });
      shown.replaceChildren(...word("act-written"));
    } catch (error) {
      shown.replaceChildren(el("p", { class: "refused", role: "alert" }, why(error)));
    }
  }

  // A decision that needs words: a summary that opens, a field, a button.
  let fields = 0;
  const newField = () => `field-${(fields += 1)}`;
  function wanting(title, label, name, act) {
    const id = newField();
    const field = el("input", { type: "text", id, name });
    const go = el("button", { type: "submit" }, word("act-show"));
    const form = el("form", { submit: (event) => (event.preventDefault(), act(field.value)) });
    form.append(el("label", { for: id }, label), field, go);
    return el("details", { class: `act ${name}` }, el("summary", {}, title), form);
  }

  function choosing(at, fact) {
    const id = newField();
    const field = el("input", { type: "search", id, autocomplete: "off" });
    const list = el("ul", { class: "items concepts" });
    let asks = 0;
    async function search() {
      const mine = (asks += 1);
      const asked = new URLSearchParams({ ...at, q: field.value });
      const found = await ask(`/concepts?${asked}`);
      if (mine === asks) {
        list.replaceChildren(...found.map(candidate));
      }
    }
    function candidate(one) {
      const used = one.companies ? [", ", ...filled("act-used", { count: one.companies })] : [];
      const facts = [one.layer, one.type, one.balance, one.period].filter(Boolean).join(", ");
      const chosen = { kind: "concept", concept: one.name, "concept-now": fact.concept, ...at };
      const button = el("button", { type: "button", "data-concept": one.name, title: one.doc, click: () => propose(chosen) });
      button.append(el("strong", {}, one.label || one.name), el("br"), el("code", {}, one.name), el("br"), facts, ...used);
      return el("li", {}, button);
    }
    field.addEventListener("input", search);
    const opened = el("details", { class: "act concept" }, el("summary", {}, word("act-concept")));
    opened.append(el("label", { for: id }, word("act-words")), field, list);
    opened.addEventListener("toggle", () => opened.open && !list.children.length && search());
    return opened;
  }

  // What more there is to decide is asked of the other scripts.
  function show(chosen) {
    const { index, finding } = chosen;
    last = finding === undefined ? (index === undefined ? undefined : `N${index}`) : `F${finding}`;
    work.replaceChildren();
    if (index !== undefined) {
      decide(chosen);
    } else if (finding !== undefined && data.findings[finding].numbers.length) {
      decideFinding(data.findings[finding]);
    }
    document.dispatchEvent(new CustomEvent("decided", { detail: chosen }));
  }
  const factsOf = (index) => [...new Set(data.numbers[index].rows.map((row) => row[1]))].filter((fact) => fact >= 0);
  // What a finding is about is decided where the finding is told, at the first of its numbers; of a doubt the
  // likeliest concepts are there at once, and how and where the file would be changed by hand is not said.
  function decideFinding({ code, numbers: [index] }) {
    decide({ index, facts: factsOf(index) });
    if (code === "draft.open") {
      document.querySelectorAll("#told .mend, #told .source").forEach((said) => said.remove());
      work.querySelectorAll("details.concept").forEach((choice) => choice.setAttribute("open", ""));
    }
  }
  function decide({ index, facts }) {
    const number = data.numbers[index];
    const at = { line: number.line, column: number.column };
    const act = (kind, more = {}) => propose({ kind, ...at, ...more });
    const parts = [];
    // What a sentence reads, or is tied to a table, is decided at the table, or by the sentence's pattern.
    for (const fact of number.where ? facts.map((one) => data.facts[one]) : []) {
      const concept = data.concepts[fact.concept];
      const now = { "concept-now": concept.name.split(":").pop() };
      if (!fact.sure) {
        parts.push(el("p", {}, el("button", { type: "button", class: "settle", click: () => act("settle", now) }, word("act-settle"))));
      }
      parts.push(choosing(at, { concept: now["concept-now"] }));
      parts.push(el("p", {}, el("button", { type: "button", class: "sign-of", click: () => act("sign", now) }, word("act-sign"))));
      parts.push(wanting(word("act-member"), word("act-member-how"), "member", (text) => {
        const [axis, member = ""] = text.split("=").map((part) => part.trim());
        act("member", { ...now, axis, member });
      }));
      parts.push(wanting(word("act-attribute"), word("act-attribute-how"), "attribute", (text) => {
        const [name, value = ""] = text.split("=").map((part) => part.trim());
        act("attribute", { ...now, name, value });
      }));
      for (const relation of fact.relations.map((one) => data.relations[one]).filter((one) => !one.holds && !one.why)) {
        const total = data.facts[relation.terms.at(-1)[2]].id;
        parts.push(wanting(filled("act-accept", { name: relation.name, off: relation.off }), word("act-accept-how"), "accept", (why) =>
          act("accept", { relation: relation.name, total, why })));
      }
    }
    if (number.rows.some(([became]) => became === "contradicts") || number.shade === "failed") {
      parts.push(wanting(word("act-repeat"), word("act-accept-how"), "accept-repeat", (why) => act("accept", { why })));
    }
    if (!facts.length) {
      parts.push(wanting(word("act-no-figure"), word("act-no-figure-how"), "no-figure", (why) => act("no-figure", { why })));
    }
    parts.push(wanting(word("act-comment"), word("act-comment-how"), "comment", (says) => act("comment", { says })));
    work.append(el("h3", { id: "decide" }, word("act-decide")), ...parts);
  }

  for (const [button, path] of [[undo, "/undo"], [publish, "/publish"]]) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await ask(path, {});
      } catch (error) {
        tell(...why(error));
      }
      button.disabled = false;
    });
  }
  const sign = wanting(word("act-sign-off"), word("act-sign-off-how"), "sign-off", (name) => {
    panel.scrollTop = panel.scrollHeight;
    propose({ kind: "sign-off", name });
  });
  line.append(sign, publish, report, undo, status);
  Object.assign(window.tieout, { ask, propose, why, newField });
  document.addEventListener("chosen", (event) => show(event.detail));
  // What the address chose before this was there, once all scripts are.
  const chosen = document.getElementById("page").contentDocument.querySelector(".chosen");
  const told = /^#F(\d+)$/.exec(location.hash);
  if (chosen) {
    const index = Number(chosen.dataset.n);
    setTimeout(() => show({ index, facts: factsOf(index) }));
  } else if (told && data.findings.length) {
    setTimeout(() => show({ finding: Math.min(Number(told[1]), data.findings.length - 1), facts: [] }));
  }
  follow();
})();
