"""Publishes what ties: render, validate, publish, completely or not at all."""

from tieout.publication.report import Built, build
from tieout.publication.taxonomies import build_base, build_taxonomy

__all__ = ["Built", "build", "build_base", "build_taxonomy"]
