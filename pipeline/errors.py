"""Every error the product raises on purpose.

    KbError                     exit code
    ├── NothingFound            1   the request is fine, there is nothing to show
    ├── UsageError              2   a wrong argument or setting
    ├── StoreError              3   a store is missing, damaged, full or read-only
    ├── LockedError             4   another run holds the lock
    └── Stopped                 143 asked to stop (SIGTERM, one SIGINT); what was done is kept, the next run goes on

A message is one line: what is wrong, with the value, and the command that mends it. A page that cannot be used is
not an error but a `Rejected` record.
"""

from __future__ import annotations


class KbError(Exception):
    """Base of all; `exit_code` is what `kb` exits with."""

    exit_code = 1


class NothingFound(KbError):
    """The request found nothing."""


class UsageError(KbError):
    """A wrong argument, setting or file given by the user."""

    exit_code = 2


class StoreError(KbError):
    """The catalog, the archive or a generation is missing, damaged or cannot be written."""

    exit_code = 3


class LockedError(KbError):
    """Another run is writing to this home."""

    exit_code = 4


class Stopped(KbError):
    """The run was asked to stop and did, between two transactions; 143 is what a shell reports after SIGTERM."""

    exit_code = 143


class UnusableContent(KbError):
    """A page's bytes hold nothing a stage can use; the write path turns it into a `Rejected`."""


def disk_error(what: str, error: OSError) -> StoreError:
    """Return the StoreError for something that the disk does not take: `what` cannot be written."""
    return StoreError(f"{what} ({error.strerror or error}): check the disk, then run again")
