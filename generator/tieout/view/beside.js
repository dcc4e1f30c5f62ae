// Stands beside the viewer's own script and adds three things to it: where the page for signing off has the
// selected fact, Back and Forward that select, and a search that finds words of languages such as Japanese.
"use strict";
(() => {
  const { page, unprinted = "" } = document.currentScript.dataset;

  // The viewer writes the selection into the address as #f-ID, and reads it from there only once.
  const addressed = () => decodeURIComponent(/^#f-(.+)$/.exec(location.hash)?.[1] ?? "");
  const report = () => document.querySelector("#ixv iframe")?.contentDocument;
  const select = (id) => window.postMessage(JSON.stringify({ task: "SHOW_FACT", factId: id || null }), "/");

  // In the bar above the report, where it covers nothing; on a phone it takes the place of the link there.
  const link = document.createElement("a");
  link.id = "tieout-printed";
  link.textContent = "Where the release prints it";
  link.hidden = true;
  link.style.cssText =
    "flex: 0 1 auto; min-width: 0; margin: 0 1.2rem; font-size: 1.4rem; line-height: 1.2; text-align: right";

  function follow() {
    const id = addressed();
    const found = id ? report()?.getElementById(id) : null;
    // A fact that is printed again has the id of the first printing, a point and a number.
    const fact = /non(fraction|numeric)$/i.test(found?.localName ?? "") && id.replace(/\.\d+$/, "");
    link.hidden = !page || !fact || unprinted.split(" ").includes(fact);
    if (!link.hidden) {
      link.href = `${page}#${fact}`;
    }
    const selected = [...(report()?.querySelectorAll(".ixbrl-selected") ?? [])];
    const isSelected = selected.some((node) => found && (node.contains(found) || found.contains(node)));
    // What is hidden is selected without a mark in the report.
    if (found ? !isSelected : !id && !document.querySelector("#inspector.no-fact-selected")) {
      select(id);
    }
  }

  // The viewer's index keeps no word without a Latin letter, and no name such as us-gaap:Revenues: these are
  // searched as the names of the concepts that have them in a label or a reference, the nearest first.
  let concepts;
  function read() {
    const data = document.querySelector("script[type='application/x.ixbrl-viewer+json']").textContent;
    const targets = JSON.parse(data).sourceReports.flatMap((source) => source.targetReports);
    return targets.flatMap((target) => Object.entries(target.concepts));
  }
  function namesWith(word) {
    concepts ??= read();
    return concepts.flatMap(([name, { labels, r: references = [] }]) => {
      const { doc, ...roles } = labels;
      const texts = Object.values(roles).flatMap((said) => Object.values(said));
      const found = texts.filter((text) => text.includes(word));
      found.push(...references.flat().map(([, value]) => value).filter((value) => value === word));
      const share = Math.max(...found.map((text) => word.length / text.length));
      return found.length ? [`concept:${name.split(":").pop()}^${Math.ceil(100 * share ** 2)}`] : [];
    });
  }
  const searchable = (text) =>
    text.replace(/\S*[^\x00-\x7f]\S*|[\w-]+:\w+/g, (word) => namesWith(word).join(" ") || word);

  // The viewer reads the field while it handles an event: the names stand there for that long.
  let typed = null;
  function lend() {
    const field = document.getElementById("ixbrl-search");
    if (field && typed === null && searchable(field.value) !== field.value) {
      typed = field.value;
      field.value = searchable(typed);
      // Some events end before they come back to the window.
      setTimeout(giveBack);
    }
  }
  function giveBack() {
    if (typed !== null) {
      document.getElementById("ixbrl-search").value = typed;
      typed = null;
    }
  }

  function start(observer) {
    const bar = document.querySelector("#ixv #top-bar");
    if (!bar || document.querySelector("#ixv .loader")) {
      return;
    }
    observer.disconnect();
    bar.querySelector(".zoom-controls").before(link);
    window.addEventListener("hashchange", follow);
    for (const event of ["change", "click"]) {
      window.addEventListener(event, lend, true);
      window.addEventListener(event, giveBack);
    }
    follow();
  }

  const everything = { childList: true, subtree: true };
  new MutationObserver((_, observer) => start(observer)).observe(document.body, everything);
})();
