"""The page to read, sign and work in: the release with the proof laid over it.

`numbers` gives the outcome of each printed number, `told` the details shown for it (concept, equations,
repeats), `page` the release for its frame with each number marked, `record` and `charts` the parts below it,
and `view` all of these together.
"""

from tieout.render.proof.model import InEdition, SignOff, Status
from tieout.render.proof.texts import Texts, digest_of, words
from tieout.render.proof.view import signoff

__all__ = ["InEdition", "SignOff", "Status", "Texts", "digest_of", "signoff", "words"]
