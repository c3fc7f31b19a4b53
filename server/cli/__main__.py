"""Lets `python -m server.cli` be the command line."""

from server.cli.muster import main

main(prog_name="muster")
