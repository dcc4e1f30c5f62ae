"""Releases of one folder for assistants: read, explained and checked over the Model Context Protocol."""

from tieout.mcp.server import server

__all__ = ["server"]
