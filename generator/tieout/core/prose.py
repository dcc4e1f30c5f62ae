"""Where a sentence of a text ends and another begins."""

import re

BETWEEN_SENTENCES = re.compile(r"(?<=[.!?;])(?<!\.[A-Z]\.)[\"'”’)]*\s+(?=[^\W\d_a-z]|[\"“(•·])|(?<=。)")
"""What stands between two sentences; the stop of `U.S.` ends none, nor does one before a small letter."""
