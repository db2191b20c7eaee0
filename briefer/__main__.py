"""``python -m briefer``: a window, or the command line when a verb is given."""

import sys

from briefer.cli import main

if __name__ == "__main__":
    sys.exit(main())
