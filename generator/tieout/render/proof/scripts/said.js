// What the page is told, and how it says it: the data, words in each language, ways between numbers and findings.
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
        text.replace(/\{(\w+)\}/g, (_, name) => values[name]?.[lang] ?? values[name]),
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
  number.places = [...new Set(number.where)].map((at) => captions[at]);
  number.where = number.places.join(" / ");
}
const byId = new Map(facts.map((fact, index) => [fact.id, index]));

findings.forEach((finding, at) => {
  if (finding.cut !== undefined) {
    document.getElementById(`finding-${at}`)?.append(cut(finding.cut, finding.message));
  }
});
