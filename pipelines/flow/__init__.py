"""A word processor's flow in, blocks out: its text as it stands, its pictures read."""

from __future__ import annotations

from balagh.pipelines.flow.page import read_flow_page

__all__ = ["read_flow_page"]
