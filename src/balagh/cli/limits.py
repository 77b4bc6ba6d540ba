"""The options that say what one document may cost."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

_PANEL = "Limits"

MaxMegapixels: TypeAlias = Annotated[
    float, typer.Option("--max-megapixels", help="Refuse pages larger than this.", rich_help_panel=_PANEL)
]
MaxPages: TypeAlias = Annotated[
    int, typer.Option("--max-pages", help="Refuse documents of more pages.", rich_help_panel=_PANEL)
]
MaxUnpacked: TypeAlias = Annotated[
    int,
    typer.Option(
        "--max-unpacked", metavar="MB", help="Refuse Word files that unpack to more.", rich_help_panel=_PANEL
    ),
]
MaxMemory: TypeAlias = Annotated[
    int,
    typer.Option(
        "--max-memory", metavar="MB", help="End a document that takes more memory.", rich_help_panel=_PANEL
    ),
]
DocumentSeconds: TypeAlias = Annotated[
    float,
    typer.Option("--document-seconds", help="End a document that takes longer.", rich_help_panel=_PANEL),
]
PageSeconds: TypeAlias = Annotated[
    float,
    typer.Option(
        "--page-seconds", help="End a document one page of which takes longer.", rich_help_panel=_PANEL
    ),
]
EngineSeconds: TypeAlias = Annotated[
    float,
    typer.Option("--engine-seconds", help="End an engine call that takes longer.", rich_help_panel=_PANEL),
]
RecycleAfter: TypeAlias = Annotated[
    int,
    typer.Option(
        "--recycle-after", metavar="N", help="Start a process anew after N files.", rich_help_panel=_PANEL
    ),
]
