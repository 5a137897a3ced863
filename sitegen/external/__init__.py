"""Links to the outside: which the site has, whether they still lead somewhere, and how that is told.

The one room that talks to other people's servers. It never fails anything: what cannot be told is not held against
a link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sitegen.external.answers import Answer, Link, Manners, Verdict
from sitegen.external.links import links_of
from sitegen.external.memory import Memory
from sitegen.external.own import marks_on_own
from sitegen.external.refusals import refusal, without_secret
from sitegen.external.report import problems_of
from sitegen.problems import Problem
from sitegen.reporter import Reporter, Silence, Step
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

__all__ = ["Answer", "Link", "Manners", "Outside", "Verdict", "check_outside", "links_of", "marks_on_own"]

_FEW_HOSTS = 3
"""As many hosts of which none answers at all are a machine without a network, and not as many broken links."""


class Outside(Value, frozen=True):
    """What came of looking outside."""

    problems: tuple[Problem, ...]
    """Links that are broken, or have moved for good."""
    answers: Mapping[str, Answer]
    """By address, those of this time and those that are remembered."""
    links: int
    """How many different addresses the site links to."""
    asked: int
    remembered: int
    left: tuple[str, ...]
    """The addresses for which there was no time: the next look begins with them."""
    unasked: tuple[str, ...]
    """The addresses that are never asked: on this machine or its network, or made up for examples.

    They are without the passwords that may stand in them.
    """
    is_reachable: bool = True
    """False where nothing outside answers this machine, and so nothing is known."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many addresses there are of each verdict, by its name."""
        return Counter(answer.verdict.value for answer in self.answers.values())


def check_outside(
    links: Iterable[Link],
    manners: Manners,
    now: datetime,
    memory_at: Path | None = None,
    reporter: Reporter | None = None,
) -> Outside:
    """Ask after links, as far as nothing is remembered of them at `now` in the file `memory_at`, and remember.

    `now` has an offset. What is not remembered, or longest ago, is asked first.
    """
    every = tuple(links)
    urls = tuple(dict.fromkeys(link.address for link in every))
    refused = {url for url in urls if refusal(url, manners)}
    unasked = tuple(without_secret(url) for url in urls if url in refused)
    memory = Memory(memory_at, now)
    may_ask = [url for url in urls if url not in refused]
    known = {url: answer for url in may_ask if (answer := memory.answer(url)) is not None}
    wanted = sorted((url for url in may_ask if url not in known), key=lambda url: (memory.asked_at(url), url))
    chosen = wanted[: manners.links]
    heard: Mapping[str, Answer] = {}
    if chosen:
        from sitegen.external.rounds import ask_all  # noqa: PLC0415  # where nothing is asked, nobody pays for it

        reporter = reporter or Silence()
        reporter.begin(Step.ASK, len(chosen))
        heard = ask_all(tuple(chosen), manners, reporter.advance)
    if is_cut_off(heard):
        return Outside((), known, len(urls), 0, len(known), tuple(wanted), unasked, is_reachable=False)
    if heard:
        memory.keep(heard, among=may_ask)
    answers = {**known, **heard}
    left = tuple(url for url in wanted if url not in heard)
    return Outside(problems_of(every, answers), answers, len(urls), len(heard), len(known), left, unasked)


def is_cut_off(heard: Mapping[str, Answer]) -> bool:
    """Whether the answers are those of a machine without a network: several hosts were asked, and none said a word."""
    hosts = {url.split("/")[2] for url in heard}
    return len(hosts) >= _FEW_HOSTS and not any(answer.is_word for answer in heard.values())
