"""Makes the viewer of a report: Arelle loads the inline report, the ixbrl-viewer package writes its page.

The page is HTML and not XHTML: the viewer's script writes HTML into it, which a browser refuses in XHTML. All
that the page needs stands beside it, so that it opens from disk, without a server and without a network.
"""

import io
import json
import re
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from tieout.core import Finding, InputError, Place, resolved
from tieout.publish import MANIFEST, Staging
from tieout.render import INLINE, SIGN_OFF, Rendered
from tieout.validate.arelle import loaded
from tieout.view.anchors import anchors

INDEX = SIGN_OFF
"""The page that a report is opened by: that for signing it off, or one that leads to the viewer's own."""

_SCRIPT = "ixbrlviewer.js"
_BESIDE = "beside.js"
# The viewer's script asks a server for this; it is content with nothing in it.
_CONFIG = "ixbrlviewer.config.json"
# The statements set anew stand beside the page that is the report.
_STATEMENTS = INLINE["statements"]

_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The definition of a role that a statement is presented in: its place among them, its kind, its title.
_DEFINITION = re.compile(r"(\d+) - \w+ - .")
_FACTS = (
    "{http://www.xbrl.org/2013/inlineXBRL}nonFraction",
    "{http://www.xbrl.org/2013/inlineXBRL}nonNumeric",
)
_HIDDEN = "{http://www.xbrl.org/2013/inlineXBRL}hidden"
# A fact that is printed again has the id of the first printing, a point and a number.
_AGAIN = re.compile(r"\.\d+$")
_DATA = re.compile(r' id="data">(.*?)</script>', re.DOTALL)
# What a page names that stands beside it.
_NAMED = re.compile(r'(?:href|src)="((?:[\w-]+/)?[^"#?/:]+)"')


@dataclass(frozen=True, slots=True)
class Viewer:
    """The viewer of one report: its files, by name. `page` is the one to open."""

    page: str
    files: dict[str, bytes]


def inline_report(folder: Path) -> Path:
    """The inline report in a release's folder,
    or in a report's own. Raises InputError where there is none.
    """
    of_release = (folder / "release.yaml").is_file()
    report = folder / "xbrl" if of_release else folder
    found = sorted(path for suffix in ("htm", "xhtml") for path in report.glob(f"*.{suffix}"))
    pages = [path for path in found if not path.name.endswith(_STATEMENTS)]
    found = pages or found
    if len(found) == 1:
        return found[0]
    what, mend = "no inline report", "Name a release's folder, or that of a report built with an inline one."
    if found:
        what = f"{len(found)} inline reports: {', '.join(path.name for path in found)}"
        mend = "Name a folder with one."
    elif of_release:
        mend = f"Build it with: tieout build {folder}"
    raise InputError(_refusal("input.no-report", f"{report} holds {what}", mend, report))


def make_viewer(report: Path) -> Viewer:
    """The viewer of an inline report, with the sign-off page if that is beside it.

    The same report gives the same bytes. Raises InputError where the package is missing, or Arelle cannot
    load the report.
    """
    page = f"{report.stem}.html"
    path = report.with_name(SIGN_OFF)
    sign_off = path.read_text(encoding="utf-8") if path.is_file() else ""
    content, script = _page(report, sign_off)
    files = {
        page: content,
        _SCRIPT: script,
        _CONFIG: b"{}\n",
        _BESIDE: resources.files("tieout.view").joinpath(_BESIDE).read_bytes(),
        **(_beside(sign_off, report, page) if sign_off else {INDEX: _index(report.stem, page)}),
    }
    return Viewer(INDEX, dict(sorted(files.items())))


def save_viewer(viewer: Viewer, target: Path) -> None:
    """Writes a viewer into `target`, completely or not at all."""
    with Staging(target) as staging:
        staging.write(Rendered(name, iter((content,))) for name, content in viewer.files.items())
        staging.seal()
        staging.publish()


def check_target(target: Path, report: Path) -> None:
    """Raises InputError where `target` holds anything but a viewer, or is inside the folder of `report`."""
    whole, own = resolved(target), resolved(report.parent)
    mend = "Name an empty folder, or one that an earlier run wrote."
    if own in (whole, *whole.parents):
        why = f"{target} is not written: the report's own folder holds the report alone"
        raise InputError(_refusal("input.foreign-folder", why, mend, target))
    # A report's folder is a build's to replace, not a viewer's.
    if whole.is_dir() and any(whole.iterdir()) and not (whole / _SCRIPT).is_file():
        why = f"{target} is not replaced: it holds no viewer"
        raise InputError(_refusal("input.foreign-folder", why, mend, target))


def _page(report: Path, sign_off: str) -> tuple[bytes, bytes]:
    """The viewer's page for a report, and its script. `sign_off` is the text of the sign-off page."""
    try:
        from iXBRLViewerPlugin.constants import DEFAULT_VIEWER_PATH  # noqa: PLC0415 - optional, and slow
        from iXBRLViewerPlugin.iXBRLViewer import IXBRLViewerBuilder  # noqa: PLC0415
        from iXBRLViewerPlugin.xhtmlserialize import XHTMLSerializer  # noqa: PLC0415
    except ImportError as error:
        if not (error.name or "").startswith("iXBRLViewerPlugin"):
            raise
        what = "the viewer needs the package ixbrl-viewer, which is not installed"
        raise InputError(Finding("input.package", what, 'Install it: pip install "tieout[view]"')) from None
    with anchors(report) as arcs, loaded(str(report), **arcs.options) as (models, records):
        _refuse_unloaded(report, models, records)
        (model,) = models
        home = {"home_link_url": SIGN_OFF, "home_link_label": "Sign-off page"} if sign_off else {}
        builder = IXBRLViewerBuilder(model.modelManager.cntlr, features=home)
        builder.processModel(model)
        _settle(builder, model, arcs.stand_ins)
        viewer = builder.createViewer(scriptUrl=_SCRIPT, showValidations=False)
        tree = viewer.files[0].xmlDocument
        _prepare(tree, sign_off)
        page = io.BytesIO()
        XHTMLSerializer(page).serialize(tree)
    return page.getvalue(), Path(DEFAULT_VIEWER_PATH).read_bytes()


def _refuse_unloaded(report: Path, models: list[Any], records: list[dict[str, Any]]) -> None:
    """Raises InputError if Arelle loaded the report with errors: parts would be missing without a word."""
    said = [str(record["msg"]) for record in records if record["levelname"] in ("ERROR", "CRITICAL")]
    if not said and models and len(models[0].factsInInstance):
        return
    what = f"{report.name} cannot be shown: Arelle loads it with {len(said)} errors"
    if not said:
        what = f"{report.name} cannot be shown: Arelle finds no fact in it"
    mend = f"See all of them with: tieout validate {report.parent}"
    raise InputError(Finding("input.report", what, mend, (Place(str(report)),), details=tuple(said[:3])))


def _settle(builder: Any, model: Any, stand_ins: frozenset[str]) -> None:
    """Puts the viewer's content into the report's order, and removes files that are not the report's."""
    root = model.modelDocument.xmlRootElement
    places = {node.get("id"): place for place, node in enumerate(root.iter("{*}*"))}
    hidden = {node.get("id") for top in root.iter(_HIDDEN) for node in top}
    for source in builder.taxonomyData["sourceReports"]:
        for shown in source["targetReports"]:
            for fact in shown["facts"].values():
                # They come in no order: Arelle keeps them in a set.
                fact.get("fn", []).sort(key=places.__getitem__)
            _leave_out_unprinted(shown, hidden)
            for name in stand_ins:
                shown["localDocs"].pop(name, None)
            _number(shown["roleDefs"], builder.roleMap.prefixmap, model)


def _leave_out_unprinted(shown: dict[str, Any], hidden: set[str]) -> None:
    """Removes sections without anything printed: a fact in one makes the viewer's outline fail."""
    printed = {fact["a"]["c"] for name, fact in shown["facts"].items() if name not in hidden}
    sections = shown["rels"].get("pres", {})
    for section, arcs in list(sections.items()):
        named = {*arcs, *(arc["t"] for found in arcs.values() for arc in found)}
        if not named & printed:
            del sections[section]


def _number(titles: dict[str, dict[str, str]], roles: dict[str, str], model: Any) -> None:
    """Puts the number of a role's definition before its titles, since the viewer sorts sections by title."""
    numbers = {}
    for prefix in titles:
        for role in model.roleTypes.get(roles[prefix], ()):
            if found := _DEFINITION.match(role.definition or ""):
                numbers[prefix] = int(found[1])
    width = len(str(max(numbers.values(), default=0)))
    for prefix, number in numbers.items():
        bare = {lang: title for lang, title in titles[prefix].items() if not _DEFINITION.match(title)}
        titles[prefix].update({lang: f"{number:0{width}} {title}" for lang, title in bare.items()})


def _prepare(tree: Any, sign_off: str) -> None:
    """Changes the page to HTML: language attributes, and a script of our own."""
    root = tree.getroot()
    for node in root.iter(f"{_XHTML}*"):
        if (language := node.get(_XML_LANG)) is not None:
            node.set("lang", language)
    body = root.find(f"{_XHTML}body")
    script = body.makeelement(f"{_XHTML}script", {"src": _BESIDE, "type": "text/javascript"})
    if sign_off:
        printed = _printed(sign_off)
        facts = [_AGAIN.sub("", node.get("id")) for node in root.iter(*_FACTS)]
        script.set("data-page", SIGN_OFF)
        script.set("data-unprinted", " ".join(dict.fromkeys(fact for fact in facts if fact not in printed)))
    script.text = ""
    body.append(script)


def _printed(sign_off: str) -> set[str]:
    """The ids of the facts that the sign-off page marks in the release."""
    found = _DATA.search(sign_off)
    told = json.loads(found[1])["facts"] if found is not None else []
    return {fact["id"] for fact in told if fact["numbers"]}


def _beside(sign_off: str, report: Path, page: str) -> dict[str, bytes]:
    """The sign-off page with links into the viewer, and the files that it names."""
    named = sorted(set(_NAMED.findall(sign_off)) - {MANIFEST})
    files = {name: (report.parent / name).read_bytes() for name in named if (report.parent / name).is_file()}
    linked = sign_off.replace(f'"report":"{report.name}#"', f'"report":"{page}#f-"', 1)
    link = 'class="report" href="{}"'
    linked = linked.replace(link.format(escape(report.name)), link.format(escape(page)), 1)
    return {**files, INDEX: linked.encode()}


def _index(stem: str, page: str) -> bytes:
    name, to = escape(stem), escape(page)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<script>location.replace("{to}" + location.hash)</script></head>'
        f'<body><p><a href="{to}">{name} in the viewer</a></p></body></html>\n'
    ).encode()


def _refusal(code: str, what: str, mend: str, place: Path) -> Finding:
    return Finding(code, what, mend, (Place(str(place)),))
