"""Timing how long a save takes to be served, by several previews in turns; what is asked of one is asked of all."""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench.corpus import make_post
from bench.results import Save, Served
from bench.server import Server, ServerError, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.measure import Contender

SAVES_A_RUN: Final[dict[Save, int]] = {Save.TEXT: 5, Save.TITLE: 3, Save.TEMPLATE: 1}
"""How often each is saved for each run that was asked for; a template may build every page."""
_PAUSE: Final = 0.5
_STEP: Final = 0.137
"""Pauses differ by this, so that a server that looks about twice a second is not always caught at the same moment."""


def measure_saves(contenders: Sequence[Contender], runs: int, say: Callable[[str], None]) -> tuple[Served, ...]:
    """Run previews of the same posts side by side, save in turns, and end them and remove their sites again."""
    rows: list[Served] = []
    running: dict[int, tuple[Contender, Server]] = {}
    with ExitStack() as held:
        for number, contender in enumerate(contenders):
            held.callback(shutil.rmtree, contender.site, ignore_errors=True)
            say(f"{contender.generator.title}, {contender.posts:,} posts: writing, and starting its server")
            row = Served(contender.generator.name, contender.generator.title, contender.posts)
            write(contender)
            contender.settle()
            try:
                server, first = held.enter_context(serving(contender, _pages(contender)[0]))
            except ServerError as error:
                rows.append(_failed(row, error, say))
                continue
            say(f"  the first page: {first:.2f} s")
            rows.append(replace(row, first=first))
            running[number] = (contender, server)
        order = [save for save in Save for _ in range(runs * SAVES_A_RUN[save])]
        for turn, save in enumerate(order):
            first_one = turn % len(contenders)
            for number in (*range(first_one, len(contenders)), *range(first_one)):
                if number not in running:
                    continue
                # Nobody is to be timed while another one still works.
                for _, server in running.values():
                    server.rest(0)
                try:
                    seconds = time_save(*running[number], save, turn)
                except ServerError as error:
                    rows[number] = _failed(rows[number], error, say)
                    del running[number]
                    continue
                say(f"  {rows[number].title}, {save}: {seconds:.3f} s")
                rows[number] = _with(rows[number], save, seconds)
        for number, (_, server) in running.items():
            server.rest(_PAUSE)
            share, mib = server.at_rest()
            rows[number] = replace(rows[number], idle_cpu=share, idle_mib=mib)
    return tuple(rows)


def _with(row: Served, save: Save, seconds: float) -> Served:
    return replace(row, saves={**row.saves, save: (*row.saves.get(save, ()), seconds)})


def _failed(row: Served, error: ServerError, say: Callable[[str], None]) -> Served:
    say(f"  {row.title}: {error}")
    return replace(row, failure=str(error))


def write(contender: Contender) -> None:
    """Write the site of a contender anew, with what its preview needs beside it."""
    contender.write()
    if contender.generator.preview:
        for path, text in contender.generator.preview.files.items():
            place = contender.site / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")


def time_save(contender: Contender, server: Server, save: Save, turn: int) -> float:
    """Return the seconds from just before a file is written until the pages that show it have been served."""
    pages = _pages(contender) if save is Save.TITLE else _pages(contender)[:1]
    word = f"saved{turn:04}x"
    place, text = saved(contender, save, word)
    # Whoever saves has the page open; and a server is told here that it was looked at.
    server.wait(pages, "</html>")
    server.rest(_PAUSE + turn * _STEP % _PAUSE)
    began = time.perf_counter()
    place.write_text(text, encoding="utf-8")
    server.wait(pages, word)
    return time.perf_counter() - began


def saved(contender: Contender, save: Save, word: str) -> tuple[Path, str]:
    """Return a file of a site and its text with a word in it, in the post in the middle or in every page's title."""
    generator, post = contender.generator, make_post(contender.posts // 2)
    if save is Save.TEMPLATE:
        if generator.preview is None:
            raise ServerError("there is no preview")
        return contender.site / generator.preview.template, generator.preview.with_word(word)
    titled = replace(post, title=f"{post.title} {word}") if save is Save.TITLE else post
    more = f"\n{word}\n" if save is Save.TEXT else ""
    return contender.site / generator.source(post), f"{generator.front_matter(titled)}{post.body}{more}"


def _pages(contender: Contender) -> tuple[str, str]:
    """Return the address of the post in the middle, and of the next one, which names it."""
    middle = contender.posts // 2
    return f"/posts/{make_post(middle).slug}/", f"/posts/{make_post(middle - 1).slug}/"
