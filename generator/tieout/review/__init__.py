"""Working on a release in its own page: what a person decides is written into the YAML that decides.

`acts` and `lines` say what each decision changes in which file, `journal` writes files whole or not at all
and takes acts back, `session` reads the release again after each, `candidates` proposes concepts, and
`server` is the page's other side: on this machine alone, for the one who has the token.
"""

from tieout.review.session import Session, release_folder

__all__ = ["Session", "release_folder"]
