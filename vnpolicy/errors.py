"""The errors that are told to the user in one plain line."""


class VnpolicyError(Exception):
    """Something failed that the user can mend; the message says what and what to do. Exit status 1."""


class UsageError(VnpolicyError):
    """Wrong usage, or no such corpus. Exit status 2."""


class Interrupted(VnpolicyError):  # noqa: N818  (a name that reads as what happened)
    """The user stopped the command; the message says what was done. Exit status 130."""


class Refused(VnpolicyError):  # noqa: N818  (a name that reads as what happened)
    """One input cannot be taken; the message is the reason, without the input's name."""
