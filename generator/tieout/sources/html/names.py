"""The names of HTML's elements, by what they do."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Elements without content (HTML, 13.1.2 "Elements").
VOID = _names("area base br col embed hr img input link meta param source track wbr")
# Elements that the parser opens anew where they were left open (13.2.4.3).
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
TABLE = _names("table caption thead tbody tfoot tr td th")
# Elements that begin a line of their own (15.3.3 "Flow content"), and those that EDGAR writes before a page.
BLOCKS = _names(
    "html body p div section article header footer main aside nav address blockquote center figure"
    " figcaption form fieldset legend details summary h1 h2 h3 h4 h5 h6 ul ol li dl dt dd dir menu hr"
    " pre listing xmp caption hgroup document type sequence filename description text page"
)
# Elements that end an open one of their own name.
CLOSES_OWN = _names("p li dt dd option tr td th thead tbody tfoot a nobr button")
# Elements of which nothing is seen as text, or that are no part of what a page publishes: its navigation.
UNSEEN = _names(
    "script style head title template noscript svg math select textarea object iframe audio video canvas"
    " datalist dialog nav menu ix:header ix:hidden ix:references ix:resources"
)
UNSEEN_ROLES = _names("navigation menu menubar search dialog")
BOLD = _names("b strong th h1 h2 h3 h4 h5 h6")
# Elements whose lines are those that were typed.
TYPED = _names("pre listing xmp")
SMALLER = _names("small sup sub")
STRUCK = _names("s strike del")
# What each part of a table is to CSS (15.3.8 "Tables").
TABLE_DISPLAY = {
    "table": "table",
    "thead": "table-header-group",
    "tbody": "table-row-group",
    "tfoot": "table-footer-group",
    "tr": "table-row",
    "td": "table-cell",
    "th": "table-cell",
    "col": "none",
    "colgroup": "none",
}
