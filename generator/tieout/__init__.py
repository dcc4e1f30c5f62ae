"""tieout: an earnings release becomes XBRL in which every number ties."""

__version__ = "0.1.0"
