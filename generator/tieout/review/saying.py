"""The page's words for decisions, in each language of the company, from `render/words.yaml`."""

from collections.abc import Iterable

from tieout.render import Texts, words


def said(languages: Iterable[str], key: str, **values: str | Texts) -> Texts:
    """The wording of a key with values filled in; a value may itself be given by language."""
    texts = words()[key]
    return {
        language: texts.get(language, texts["en"]).format_map(
            {name: value if isinstance(value, str) else value[language] for name, value in values.items()}
        )
        for language in languages
    }


def plain(languages: Iterable[str], text: str) -> Texts:
    """A text that is the same in each language, such as a finding's message."""
    return dict.fromkeys(languages, text)
