"""A corpus of made-up posts, the same on every machine; in which dialect they are written is the generators' matter."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bench.vocabulary import CODE, HEADINGS, SENTENCES, SLOTS, TAGS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET: Final = 590
"""Paragraphs are added until a post has as many words; with the last one it has about 620."""
NEWEST: Final = datetime(2025, 12, 30, 18, 0, tzinfo=UTC)
STEP: Final = timedelta(minutes=97)
"""Spreads 1,000 posts over ten weeks, and 100,000 over eighteen years."""
CODE_TURN, NOTE_TURN, TABLE_TURN, TURNS = 0, 1, 2, 5
SECTIONS: Final = 4
ASKED: Final = 0.06
"""The share of sentences that end with a question mark."""
DECORATED: Final = 0.025
"""The share of phrases that are a link; each of three other decorations has the same."""
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Post:
    """One post, before it is written for a generator; post 0 is the newest."""

    number: int
    title: str
    slug: str
    date: datetime
    tags: tuple[str, ...]
    summary: str
    body: str


def posts(count: int) -> Iterator[Post]:
    """Yield the first posts of the corpus; a small corpus is the beginning of a larger one."""
    return (make_post(number) for number in range(count))


def make_post(number: int) -> Post:
    """Return one post, made from its number alone."""
    dice = random.Random(f"post {number}")
    title = _filled(dice.choice(TITLES), dice)
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("ø", "o")).strip("-")
    return Post(
        number=number,
        title=title,
        slug=f"{number:06d}-{words}",
        date=NEWEST - number * STEP,
        tags=tuple(sorted(dice.sample(TAGS, 3))),
        summary=f"{_filled(dice.choice(SENTENCES), dice)}.",
        body=_body(number, dice),
    )


def _body(number: int, dice: random.Random) -> str:
    fixed = _fixed_parts(number, dice)
    have = sum(len(part.split()) for section in fixed for part in section)
    paragraphs: list[str] = []
    while have < TARGET:
        paragraphs.append(_paragraph(dice))
        have += len(paragraphs[-1].split())
    opening, *rest = paragraphs
    blocks = [opening]
    for turn, (heading, *parts) in enumerate(fixed):
        blocks += [heading, *rest[turn::SECTIONS], *parts]
    return "\n\n".join(blocks) + "\n"


def _fixed_parts(number: int, dice: random.Random) -> list[list[str]]:
    """Return a heading for each section and what stands in it beside its paragraphs."""
    sections = [[f"## {_filled(dice.choice(HEADINGS), dice)}"] for _ in range(SECTIONS)]
    sections[0].append("\n".join(f"- {_sentence(dice)}" for _ in range(dice.randint(3, 5))))
    sections[1].append(f"> {_sentence(dice)} {_sentence(dice)}")
    sections[2].append(f"### {_filled(dice.choice(HEADINGS), dice)}")
    sections[2].append("\n".join(f"{turn}. {_sentence(dice)}" for turn in range(1, 4)))
    if number % TURNS == CODE_TURN:
        code = CODE.format(shelf=dice.randrange(100), limit=dice.randint(3, 60), least=dice.randint(2, 9))
        sections[1].append(f"```python\n{code}\n```")
    if number % TURNS == NOTE_TURN:
        sections[1].append(f"{_sentence(dice)}[^source] {_sentence(dice)}")
        sections[3].append(f"[^source]: {_sentence(dice)}")
    if number % TURNS == TABLE_TURN:
        sections[1].append(_table(dice))
    return sections


def _table(dice: random.Random) -> str:
    rows = [f"| {tag} | {dice.choice(SLOTS['place'])} | {dice.randrange(500)} |" for tag in dice.sample(TAGS, 6)]
    return "\n".join(("| Table | Where | Visitors |", "| --- | --- | ---: |", *rows))


def _paragraph(dice: random.Random) -> str:
    return " ".join(_sentence(dice) for _ in range(dice.randint(2, 4)))


def _sentence(dice: random.Random) -> str:
    return f"{_filled(dice.choice(SENTENCES), dice, decorated=True)}{'?' if dice.random() < ASKED else '.'}"


def _filled(pattern: str, dice: random.Random, *, decorated: bool = False) -> str:
    """Fill each slot with a phrase of its kind, now and then emphasised, as code, or as a link."""

    def phrase(slot: re.Match[str]) -> str:
        found = dice.choice(SLOTS[slot[1]])
        return _decorated(found, dice) if decorated else found

    filled = _SLOT.sub(phrase, pattern)
    return filled[:1].upper() + filled[1:]


def _decorated(phrase: str, dice: random.Random) -> str:
    roll = dice.random()
    if roll < DECORATED:
        return f"[{phrase}](https://example.org/{dice.choice(TAGS)}/{dice.randrange(900)})"
    for place, mark in enumerate(("**", "*", "`"), start=1):
        if roll < DECORATED * (1 + place):
            return f"{mark}{phrase}{mark}"
    return phrase
