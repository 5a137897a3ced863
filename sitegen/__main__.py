"""`python -m sitegen`: the command line without an installed script."""

from __future__ import annotations

from sitegen.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
