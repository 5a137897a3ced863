"""Pages: what stands outside the conversation, such as how to get there."""

from __future__ import annotations

from sitegen.fields import texts
from sitegen.fields.field import Field, One
from sitegen.kinds.kind import TITLE_LINE, Kind, Start, shared
from sitegen.model import Fields


class PageFields(Fields, frozen=True, kw_only=True):
    """What a page says of itself; `menu` is its place in the menu."""

    menu: int | None = None


def _begin(start: Start) -> str:
    return f"---\ntitle: {start.title}\n---\n\nWhat people should know.\n"


KIND = Kind(
    folder="pages",
    noun="page",
    fields=PageFields,
    own={
        **shared(
            slug="travel",
            id="pages/how-to-come",
            summary="Trains, rooms and coats.",
            tags="[travel]",
            aliases="[/directions/]",
            image="harbour.jpg",
            image_alt="Boats in the harbour",
        ),
        "title": Field(texts.title, One.TEXT, "What it is called. A page needs nothing else.", "Getting here"),
        "menu": Field(texts.whole_number, One.NUMBER, "Its place in the menu. Without it, it is not there.", "5"),
        "comments": Field(texts.yes_or_no, One.YES_OR_NO, "`true`: there is a way to answer under this page.", "true"),
    },
    needs=TITLE_LINE,
    begin=_begin,
    needs_front_matter=False,
)
