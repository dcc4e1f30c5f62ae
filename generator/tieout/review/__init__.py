"""Reviewing a release in its own page: a person's decisions are written into the YAML files.

`acts` and `lines` say which file each decision changes, and how. `journal` writes files completely or not at
all, and takes acts back. `session` reads the release again after each act. `candidates` proposes concepts.
`server` serves the page, on this machine only, to whoever has the token.
"""

from tieout.review.session import Session, release_folder

__all__ = ["Session", "release_folder"]
