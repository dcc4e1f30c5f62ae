"""The command line. It answers at once: what a command needs is imported when the command runs."""

# Each module adds its commands to the group.
from tieout.cli import (
    ask,
    batch,
    bug,
    build,
    changes,
    company,
    draft,
    explain,
    history,
    load,
    mcp,
    migrate,
    releases,
    review,
    schemas,
    validate,
    view,
    watch,
)
from tieout.cli.base import main

__all__ = [
    "ask",
    "batch",
    "bug",
    "build",
    "changes",
    "company",
    "draft",
    "explain",
    "history",
    "load",
    "main",
    "mcp",
    "migrate",
    "releases",
    "review",
    "schemas",
    "validate",
    "view",
    "watch",
]
