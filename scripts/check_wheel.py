"""Build the wheel and check it: it has every file of the tree, nothing else, and works on its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Folder in the repository and folder in the wheel.
PLACES = {"src/balagh": "balagh", "ingest": "balagh/ingest", "pipelines": "balagh/pipelines"}

#: The model that balagh reads Tifinagh with, which no package of a system brings, and the most it may weigh, in bytes.
MODEL, HEAVIEST = "balagh/pipelines/recognise/models/zgh.traineddata", 4_000_000

#: What a build reads beside the packages.
DESCRIPTION = ("pyproject.toml", "setup.py", "README.md", "LICENSE")

#: Run against the unpacked wheel: every part is the wheel's own, and the command line answers.
SMOKE = """
import sys, balagh, balagh.ingest, balagh.pipelines
parts = (balagh, balagh.ingest, balagh.pipelines)
assert all(part.__file__.startswith(sys.argv[1]) for part in parts), [part.__file__ for part in parts]
from balagh.doctor import examine
(model,) = [finding for finding in examine() if finding.name == "zgh"]
assert model.ok and model.path.startswith(sys.argv[1]), model
"""


def wanted() -> set[str]:
    """List the files that the wheel must hold, by their paths in it."""
    return {
        f"{inside}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, inside in PLACES.items()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }


def build(folder: Path) -> Path:
    """Build the wheel from a copy, as an old build folder would slip deleted files into it."""
    copy = folder / "tree"
    for name in PLACES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in DESCRIPTION:
        shutil.copy2(ROOT / name, copy / name)
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-w", str(folder), str(copy)], check=True)
    return next(folder.glob("balagh-*.whl"))


def main() -> int:
    """Compare, try, and say what is wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        # Blanks and letters beyond ASCII: the path goes to Tesseract.
        site = folder / "un site né ici"
        with zipfile.ZipFile(build(folder)) as wheel:
            held = {entry for entry in wheel.namelist() if ".dist-info/" not in entry}
            wheel.extractall(site)
            weight = wheel.getinfo(MODEL).file_size if MODEL in held else 0
        for what, files in (("missing", wanted() - held), ("too many", held - wanted())):
            for file in sorted(files):
                print(f"{what} in the wheel: {file}", file=sys.stderr)
        if not 0 < weight <= HEAVIEST:
            print(f"{MODEL}: {weight} bytes, between 1 and {HEAVIEST} wanted", file=sys.stderr)
        if held != wanted() or not 0 < weight <= HEAVIEST:
            return 1
        environment = {**os.environ, "PYTHONPATH": str(site), "BALAGH_MODELS": ""}
        for command in (["-c", SMOKE, str(site)], ["-m", "balagh", "--version"]):
            subprocess.run([sys.executable, "-P", *command], check=True, env=environment, cwd=folder)
    print(f"the wheel holds its {len(held)} files and works")
    return 0


if __name__ == "__main__":
    sys.exit(main())
