"""`python -m kirinuki` is the command line."""

from kirinuki.cli import main

if __name__ == "__main__":
    main()
