"""List the packages: the folders at the top of the repository are installed as ``balagh.*``."""

from __future__ import annotations

from setuptools import find_packages, setup

ROOT = [f"balagh.{name}".removesuffix(".") for name in ("", *find_packages("src/balagh"))]
MAPPED = [
    f"balagh.{name}" for name in find_packages(include=["ingest", "ingest.*", "pipelines", "pipelines.*"])
]

setup(packages=ROOT + MAPPED)
