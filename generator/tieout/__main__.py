"""Where the command `tieout` begins, which is `python -m tieout` too."""

import signal


def start() -> None:
    """Runs the command. While it is still being read, Ctrl-C ends it at once and without a word."""
    # What whoever started it had ignored stays ignored.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from tieout.cli import main  # noqa: PLC0415 - after that

    main()


if __name__ == "__main__":
    start()
