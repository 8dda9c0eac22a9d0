"""What can go wrong. Every message says what was found and what to do, in terms of the
parameters of this package."""

from __future__ import annotations

import json
from typing import Any

__all__ = [
    "ArgumentError",
    "BatchError",
    "InternalError",
    "ReadError",
    "RefusedError",
    "RunformError",
    "RunformWarning",
]


class RunformError(Exception):
    """Why something could not be done; `str(error)` says it, with what to do."""

    code: str
    """Stable word for programs, such as `unknown_format` or `not_a_run`."""
    message: str
    """What was found, what was expected, what to do."""
    path: str
    """The file concerned; empty where there is none."""
    details: dict[str, Any]
    """The numbers and words behind the message."""

    def __init__(
        self,
        message: str,
        code: str = "",
        remedy: str | None = None,
        path: str = "",
        details: str = "",
    ) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.code = code
        self.message = message
        self.path = path
        self.details = json.loads(details) if details else {}
        self._remedy = remedy

    @property
    def remedy(self) -> str:
        """What to do; the whole message where it is one sentence with the reason."""
        return self._remedy or self.message

    def __reduce__(self) -> tuple[Any, ...]:
        given = (self.message, self.code, self._remedy, self.path, json.dumps(self.details))
        return (type(self), given)


class ReadError(RunformError, OSError):
    """A file that is not there, damaged, or not understood."""

    def __str__(self) -> str:
        return str(self.args[0])


class RefusedError(RunformError, ValueError):
    """A recording that was understood, but is no run whose form can be measured."""


class ArgumentError(RunformError, ValueError):
    """An argument that cannot be used."""


class BatchError(RunformError):
    """A step of a batch that could not be done."""


class InternalError(RunformError, RuntimeError):
    """A mistake of runform: please report it."""


class RunformWarning(UserWarning):
    """Something in a file was left aside."""
