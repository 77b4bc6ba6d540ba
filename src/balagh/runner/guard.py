"""Sees to it that no worker is left when the program goes, even by ``kill -9``.

A thread in each worker waits for its parent's end; but where a library's C code never lets go of the interpreter, that
thread never gets its turn. So one small process, started with the first worker, waits too, and ends the workers'
process groups. It also removes the folder that the workers keep their passing files in: a worker that is killed cannot.
Run as a program of its own, this file uses nothing but Python's own library.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from typing import Final

#: What the guard is told: the number of a process group to watch, or a negative one to watch no more.
MESSAGE: Final = struct.Struct("!i")


class Guard:
    """The guard as its parent sees it; raises `OSError` when it cannot be started.

    Attributes:
        folder: for passing files; it goes when the guard does.
    """

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="balagh-")
        self._lifeline, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                # Nothing of the user's is loaded: neither his folder's files nor what is installed.
                [sys.executable, "-I", "-S", __file__, str(theirs.fileno()), self.folder],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                process_group=0,
            )

    def watch(self, group: int) -> None:
        """Have a process group ended when this process ends."""
        self._tell(group)

    def forget(self, group: int) -> None:
        """Say that a group is taken care of; its number may soon be another's."""
        self._tell(-group)

    def close(self) -> None:
        """End the guard; groups that it still watches are ended with it."""
        self._lifeline.close()
        self._process.wait()

    def _tell(self, number: int) -> None:
        # Somebody may have killed it: the workers' own threads then are all there is.
        with contextlib.suppress(OSError):
            self._lifeline.sendall(MESSAGE.pack(number))


def main() -> None:
    """Listen to the parent until it is gone, then end the groups it named."""
    lifeline = socket.socket(fileno=int(sys.argv[1]))
    groups: set[int] = set()
    with contextlib.suppress(OSError):
        while len(said := lifeline.recv(MESSAGE.size, socket.MSG_WAITALL)) == MESSAGE.size:
            number = MESSAGE.unpack(said)[0]
            if number > 0:
                groups.add(number)
            else:
                groups.discard(-number)
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    # Twice: what was just killed may have been making a file.
    for _ in range(2):
        shutil.rmtree(sys.argv[2], ignore_errors=True)


if __name__ == "__main__":
    main()
