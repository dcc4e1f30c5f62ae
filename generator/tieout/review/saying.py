"""What the page says of decisions, in each language of the company: in the words of `render/words.yaml`."""

from collections.abc import Iterable

from tieout.render import Texts, words


def said(languages: Iterable[str], key: str, **values: str | Texts) -> Texts:
    """The words of a key with values put into them; a value may be words in each language itself."""
    texts = words()[key]
    return {
        language: texts.get(language, texts["en"]).format_map(
            {name: value if isinstance(value, str) else value[language] for name, value in values.items()}
        )
        for language in languages
    }


def plain(languages: Iterable[str], text: str) -> Texts:
    """What has one wording, such as the name of a step or what a finding says."""
    return dict.fromkeys(languages, text)
