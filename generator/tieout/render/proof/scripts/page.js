// The company's page in its frame: its numbers marked, lit, and reached by pointer and by keyboard.
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

// A number of the prose is known by the words on either side of it.
const BEFORE = 60;
const BEHIND = 30;
function amongWords(index) {
  const mark = marks.get(index)?.[0];
  const block = mark?.closest("p, li, td, th, div, body");
  if (!block) {
    return "";
  }
  const range = page.createRange();
  range.selectNodeContents(block);
  range.setEndBefore(mark);
  const before = range.toString();
  range.selectNodeContents(block);
  range.setStartBefore(mark);
  const [from, behind] = [before.slice(-BEFORE), range.toString()];
  const length = mark.textContent.length + BEHIND;
  return `${before.length > BEFORE ? "…" : ""}${from}${behind.slice(0, length)}${behind.length > length ? "…" : ""}`.replace(/\s+/g, " ").trim();
}

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
