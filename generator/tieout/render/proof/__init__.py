"""The page to read, sign and work in: the release itself with the proof laid over it.

`numbers` says what became of each printed number, `told` what is to be said of it (concept, equations,
repeats), `page` sets the release for its frame with each number marked, `record` and `charts` are
what stands below it, and `view` puts these together for the template.
"""

from tieout.render.proof.model import InEdition, SignOff, Status
from tieout.render.proof.texts import Texts, digest_of, words
from tieout.render.proof.view import signoff

__all__ = ["InEdition", "SignOff", "Status", "Texts", "digest_of", "signoff", "words"]
