"""Characters that no report can carry."""

import re

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot carry (XML 1.0, production Char), the delete character, and halves of a surrogate pair."""
