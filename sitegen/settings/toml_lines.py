"""What the lines of a TOML text look like: a table's name, a key, a text in quotes. Patterns alone."""

from __future__ import annotations

import re
from typing import Final

TABLE: Final = re.compile(r"^\s*\[(?P<list>\[)?\s*(?P<path>[^\[\]]+?)\s*\]")
KEY: Final = re.compile(r"""^\s*(?P<key>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*""")
STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*$')
"""A text in quotes, or a note: what has no brackets that count."""
