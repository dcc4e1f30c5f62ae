"""The command line. It answers at once: what a command needs is imported when the command runs."""

# Each module adds its commands to the group.
from tieout.cli import (
    ask,
    batch,
    bug,
    build,
    company,
    draft,
    history,
    mcp,
    migrate,
    releases,
    review,
    schemas,
    validate,
    view,
)
from tieout.cli.base import main

__all__ = [
    "ask",
    "batch",
    "bug",
    "build",
    "company",
    "draft",
    "history",
    "main",
    "mcp",
    "migrate",
    "releases",
    "review",
    "schemas",
    "validate",
    "view",
]
