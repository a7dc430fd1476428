"""The command line, as `kirinuki` and as `python -m kirinuki`."""

import sys


def main() -> None:
    """Run it; stopped while it is still being loaded, it ends as quietly as later."""
    try:
        from kirinuki.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
