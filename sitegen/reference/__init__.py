"""What is made of the explanations of fields and settings: example files, schemas for editors, pages of tables. Pure.

Nothing that builds a site needs this room.
"""

from __future__ import annotations

from sitegen.reference.commands import Command, Option
from sitegen.reference.examples import example_file
from sitegen.reference.pages import reference_pages
from sitegen.reference.schemas import front_matter_schema, settings_schema

__all__ = [
    "Command",
    "Option",
    "example_file",
    "front_matter_schema",
    "reference_pages",
    "settings_schema",
]
