"""Lets `python -m server.cli` be the command line."""

from server.cli.muster import main

if __name__ == "__main__":  # a web process that granian spawns imports this file as well
    main(prog_name="muster")
