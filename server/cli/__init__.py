"""The command line of Muster."""

from server.cli.muster import main

__all__ = ["main"]
