"""The inbox: a folder that people and scanners drop files into, watched by a program that nobody watches.

`lock` lets one run in at a time, `settle` tells which files have come to rest, `places` moves them where they belong.
"""

from __future__ import annotations
