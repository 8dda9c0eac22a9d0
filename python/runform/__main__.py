"""The command `runform`, in this process."""

from __future__ import annotations

import sys

from . import _runform


def main() -> int:
    """Runs the command line; the exit code."""
    return _runform.command(["runform", *sys.argv[1:]], [sys.executable, "-m", "runform"])


if __name__ == "__main__":
    sys.exit(main())
