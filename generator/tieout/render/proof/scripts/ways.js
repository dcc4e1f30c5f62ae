// The map beside the page, and addresses: each number and finding has one.
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
  const finding = /^F(\d+)$/.exec(name);
  if (byId.has(name)) {
    const [first] = facts[byId.get(name)].numbers;
    first === undefined ? tellFactAlone(byId.get(name)) : choose(first, { push: false });
  } else if (line) {
    toLine(Number(line[1]));
  } else if (number && numbers[Number(number[1])]) {
    choose(Number(number[1]), { push: false });
  } else if (finding && findings.length) {
    // What was settled there is gone: the next one has its place, behind the last one the last.
    showFinding(Math.min(Number(finding[1]), findings.length - 1), { push: false });
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
if (findings.length && /^(#F\d+)?$/.test(location.hash)) {
  showList(kinds.open());
  pressed(document.querySelector("[data-filter='open']"));
}

window.tieout = { data, choose, showFinding, el, word, says, filled, told, panel, light, dim };
