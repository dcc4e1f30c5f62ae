"""XML of anybody's is read by one rule: no entity is replaced, nothing is fetched."""

from lxml import etree

from tieout.core.hardened import xml_parser


def test_no_entity_is_replaced_and_no_file_is_read(tmp_path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    for entity in (f'SYSTEM "{(tmp_path / "secret").as_uri()}"', '"many"'):
        text = f"<!DOCTYPE a [<!ENTITY e {entity}>]><a>&e;</a>"
        (found,) = etree.fromstring(text.encode(), xml_parser())
        assert found.text == "&e;"


def test_no_module_makes_a_parser_by_a_rule_of_its_own(root) -> None:
    makes = [
        path.name
        for path in sorted((root / "generator" / "tieout").rglob("*.py"))
        if "XMLParser(" in path.read_text(encoding="utf-8")
    ]
    assert makes == ["hardened.py"]
