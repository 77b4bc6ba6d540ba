"""The command line: thin, one file a command. Nothing imports it but ``balagh.__main__``."""

from __future__ import annotations
