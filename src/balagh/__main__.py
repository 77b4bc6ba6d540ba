"""``balagh`` and ``python -m balagh``."""

from __future__ import annotations

import os
import sys

# One page, one core: pages are shared out by --jobs. The threads of numpy's and Tesseract's own would only wait for
# each other. Set before numpy is first loaded, which reads them once; what the user has set stays.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")

from balagh.cli.app import main  # noqa: E402 - after the lines above

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
