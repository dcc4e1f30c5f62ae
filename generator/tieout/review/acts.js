// What a served page has more than one from disk: for the number in the panel, what a person can decide. Each
// decision is shown as a diff before it is written; then the release is read again and the page is fetched anew.
"use strict";
(() => {
  const { data, el, panel, word } = window.tieout;
  const line = document.getElementById("acts");
  const status = el("span", { role: "status", id: "said" });
  const undo = el("button", { type: "button", id: "undo", hidden: "" });
  const work = el("section", { id: "work", "aria-label": "Work" });
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
      throw new Error(findings.map((one) => [one.message, one.mend, ...(one.places ?? [])].filter(Boolean).join(". ")).join("\n"));
    }
    return told;
  }
  const tell = (text) => status.replaceChildren(text);

  // The page is of one revision; when the server has another, it is fetched, at the number where one was.
  async function follow() {
    try {
      const now = await ask("/state");
      revision ??= now.revision;
      undo.hidden = !now.undo;
      undo.replaceChildren(`Take back: ${now.undo}`);
      tell(now.busy ? `${now.told} …` : now.told);
      if (!now.busy && now.revision !== revision) {
        // A fact may be called otherwise now; the number stands where it stood.
        if (last !== undefined) {
          history.replaceState(null, "", `#N${last}`);
        }
        location.reload();
        return;
      }
      setTimeout(follow, now.busy ? 300 : 1500);
    } catch (error) {
      tell(`The server does not answer: ${error.message}`);
      setTimeout(follow, 3000);
    }
  }

  async function propose(said) {
    const shown = el("div", { class: "proposal" });
    work.querySelector(".proposal")?.remove();
    work.append(shown);
    try {
      const found = await ask("/propose", said);
      const write = el("button", { type: "button", class: "write", click: () => carry(found.id, shown) }, "Write it");
      const leave = el("button", { type: "button", click: () => shown.remove() }, "Leave it");
      shown.append(el("p", {}, found.what), el("pre", { tabindex: "0" }, coloured(found.diff)), write, " ", leave);
      write.focus();
    } catch (error) {
      shown.append(el("p", { class: "refused", role: "alert" }, error.message));
    }
    shown.scrollIntoView({ block: "nearest" });
  }
  function coloured(diff) {
    return diff.split("\n").map((text) => el("span", { class: { "+": "more", "-": "less" }[text[0]] ?? "same" }, `${text}\n`));
  }
  async function carry(id, shown) {
    try {
      await ask("/do", { id });
      shown.replaceChildren("Written. The release is read again …");
    } catch (error) {
      shown.replaceChildren(el("p", { class: "refused", role: "alert" }, error.message));
    }
  }

  // A decision that needs words: a summary that opens, a field, a button.
  let fields = 0;
  function wanting(title, label, name, act) {
    const id = `field-${(fields += 1)}`;
    const field = el("input", { type: "text", id, name });
    const go = el("button", { type: "submit" }, "Show what changes");
    const form = el("form", { submit: (event) => (event.preventDefault(), act(field.value)) });
    form.append(el("label", { for: id }, label), field, go);
    return el("details", { class: `act ${name}` }, el("summary", {}, title), form);
  }

  function choosing(at, fact) {
    const id = `field-${(fields += 1)}`;
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
      const used = one.companies ? `${one.companies} companies` : "";
      const facts = [one.layer, one.type, one.balance, one.period, used].filter(Boolean).join(", ");
      const chosen = { kind: "concept", concept: one.name, "concept-now": fact.concept, ...at };
      const button = el("button", { type: "button", "data-concept": one.name, title: one.doc, click: () => propose(chosen) });
      button.append(el("strong", {}, one.label || one.name), el("br"), el("code", {}, one.name), el("br"), facts);
      return el("li", {}, button);
    }
    field.addEventListener("input", search);
    const opened = el("details", { class: "act concept" }, el("summary", {}, "Choose another concept"));
    opened.append(el("label", { for: id }, "Words of it"), field, list);
    opened.addEventListener("toggle", () => opened.open && !list.children.length && search());
    return opened;
  }

  function show({ index, facts }) {
    last = index;
    work.replaceChildren();
    if (index === undefined) {
      return;
    }
    const number = data.numbers[index];
    const at = { line: number.line, column: number.column };
    const act = (kind, more = {}) => propose({ kind, ...at, ...more });
    const parts = [];
    for (const fact of facts.map((one) => data.facts[one])) {
      const concept = data.concepts[fact.concept];
      const now = { "concept-now": concept.name.split(":").pop() };
      if (!fact.sure) {
        parts.push(el("p", {}, el("button", { type: "button", class: "settle", click: () => act("settle", now) }, "It is right: settle")));
      }
      parts.push(choosing(at, { concept: now["concept-now"] }));
      parts.push(el("p", {}, el("button", { type: "button", class: "sign-of", click: () => act("sign", now) }, "Turn its sign")));
      parts.push(wanting("Of a member", "Axis = member, such as ProductAxis = ServiceMember", "member", (text) => {
        const [axis, member = ""] = text.split("=").map((part) => part.trim());
        act("member", { ...now, axis, member });
      }));
      parts.push(wanting("Its unit or period type", "unit, type or period-type = what it is", "attribute", (text) => {
        const [name, value = ""] = text.split("=").map((part) => part.trim());
        act("attribute", { ...now, name, value });
      }));
      for (const relation of fact.relations.map((one) => data.relations[one]).filter((one) => !one.holds && !one.why)) {
        const total = data.facts[relation.terms.at(-1)[2]].id;
        parts.push(wanting(`Accept that ${relation.name} is off by ${relation.off}`, "Why it is printed so", "accept", (why) =>
          act("accept", { relation: relation.name, total, why })));
      }
    }
    if (number.rows.some(([became]) => became === "contradicts") || number.shade === "failed") {
      parts.push(wanting("Accept that it is printed otherwise elsewhere", "Why", "accept-repeat", (why) => act("accept", { why })));
    }
    if (!facts.length) {
      parts.push(wanting("It is no figure", "What such a number is", "no-figure", (why) => act("no-figure", { why })));
    }
    parts.push(wanting("Comment", "What there is to say", "comment", (says) => act("comment", { says })));
    work.append(el("h3", {}, "Decide"), ...parts);
  }

  undo.addEventListener("click", async () => {
    try {
      await ask("/undo", {});
    } catch (error) {
      tell(error.message);
    }
  });
  const sign = wanting("Sign off", "Your name", "sign-off", (name) => {
    panel.scrollTop = panel.scrollHeight;
    propose({ kind: "sign-off", name });
  });
  line.append(sign, undo, status);
  document.addEventListener("chosen", (event) => show(event.detail));
  // What the address chose before this was there.
  const chosen = document.getElementById("page").contentDocument.querySelector(".chosen");
  if (chosen) {
    const index = Number(chosen.dataset.n);
    show({ index, facts: [...new Set(data.numbers[index].rows.map((row) => row[1]))].filter((fact) => fact >= 0) });
  }
  follow();
})();
