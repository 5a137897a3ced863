"""A driver for tests: build and tell the status of the sites in the folders named, through the command line.

Run as `python build_every_site.py NOW FOLDER [NOW FOLDER ...]`; prints what the commands print, as JSON.
"""

from __future__ import annotations

import sys

from sitegen.cli import main

if __name__ == "__main__":
    for now, folder in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        if main(["build", "-C", folder, "--now", now, "--format", "json"]):
            sys.exit(1)
        main(["status", "-C", folder, "--now", now, "--format", "json"])
