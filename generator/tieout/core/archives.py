"""Limits the size of zip archives that are opened, since a few kilobytes can unpack to any size."""

import zipfile

# More, and larger, than any report or taxonomy is; what is larger takes more memory than a desk has.
_MAX_ENTRIES = 20_000
_MAX_ENTRY = 100_000_000
_MAX_TOTAL = 500_000_000


def too_large(archive: zipfile.ZipFile) -> str | None:
    """Why an archive is not unpacked, in words; None where it may be.

    The declared sizes count: reading stops there, whatever more the archive holds.
    """
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        return f"it holds {len(entries):,} files, more than {_MAX_ENTRIES:,}"
    largest = max(entries, key=lambda entry: entry.file_size, default=None)
    if largest is not None and largest.file_size > _MAX_ENTRY:
        return (
            f"{largest.filename} unpacks to {largest.file_size:,} bytes, more than {_MAX_ENTRY:,} for a file"
        )
    total = sum(entry.file_size for entry in entries)
    return f"it unpacks to {total:,} bytes, more than {_MAX_TOTAL:,}" if total > _MAX_TOTAL else None
