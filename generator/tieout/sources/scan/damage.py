"""Why a scan is not read, as an error that knows no file."""


class ScanError(Exception):
    """Raised where a scan cannot be read: its code is `input.` followed by `code`, `mend` is what to do."""

    def __init__(self, code: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend
