"""`sitegen status --format markdown`: a short summary for the page on which a host shows its builds.

It is CommonMark without HTML. What authors wrote stands in it as text: nothing of that becomes markup.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sitegen.cli.status_words import change_words, counted, kind_words, listed, plain, worth_telling
from sitegen.model import SessionStatus
from sitegen.site import SessionPhase, SparkPhase, State
from sitegen.status import moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.problems import Problem
    from sitegen.site import Session, Spark
    from sitegen.status import StatusReport

_MOST: Final = 10
"""How many lines a list has: hosts refuse summaries that are too long, and nobody reads them."""
_MARKUP: Final = re.compile(r"[\\`*_\[\]~$|]|:(?=//)|(?<=www)\.")
"""What means something within a line, addresses that would become links of themselves among it: no text begins one."""
_ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_WAITING: Final = ((State.DRAFT, "draft"), (State.EXPIRED, "expired"), (State.UNLISTED, "not listed"))


def as_markdown(report: StatusReport, clock: str) -> str:
    """Return the summary."""
    site = report.site
    lines = [f"## {_text(site.settings.title)}", ""]
    if report.errors:
        mend = "is mended" if len(report.errors) == 1 else "are mended"
        lines += [f"**Nothing new is published** until {counted(len(report.errors), 'error')} {mend}.", ""]
        lines += [*_problems(report.errors), ""]
    lines += [*_live(report, clock), *_coming(report), *_waiting(report)]
    warnings = tuple(problem for problem in report.problems if not problem.is_error)
    if warnings:
        lines += ["### Worth a look", "", *_problems(warnings), ""]
    return "\n".join(lines).rstrip()


def _live(report: StatusReport, clock: str) -> Iterator[str]:
    site = report.site
    kinds = Counter(d.status.kind for d in report.documents if d.is_live)
    counts = listed([kind_words(kind, kinds[kind]) for kind in sorted(kinds)]) or "nothing yet"
    word = "Would be live" if report.errors else "Live"
    home = _link(site.settings.base_url.absolute("/"), site.settings.base_url.absolute("/"))
    yield f"{word} as of **{_text(moment_words(site.now))}** ({clock}) at {home}: {counts}."
    yield ""
    held = [s for s in site.sessions if s.start and s.fields.status is not SessionStatus.CANCELLED]
    now = [session for session in held if session.phase is SessionPhase.NOW]
    ahead = [session for session in held if session.phase is SessionPhase.BEFORE]
    sparks = [spark for spark in site.sparks if spark.phase is SparkPhase.OPEN]
    sparks.sort(key=lambda spark: (-(spark.opens.timestamp() if spark.opens else 0.0), spark.id))
    yield from _list("On now", [_session(report, session, is_now=True) for session in now])
    following = [session for session in ahead if session.start == ahead[0].start]
    yield from _list("Next", [_session(report, session, is_now=False) for session in following])
    yield from _list(f"Open sparks ({len(sparks)})", [_spark(report, spark) for spark in sparks])


def _session(report: StatusReport, session: Session, *, is_now: bool) -> str:
    moment = session.end if is_now else session.start
    when = f", {'until' if is_now else 'at'} {_text(moment_words(moment))}" if moment else ""
    room = f", {_text(session.fields.room)}" if session.fields.room else ""
    return f"{_titled(report, session.title, session.address)}{when}{room}"


def _spark(report: StatusReport, spark: Spark) -> str:
    closes = f", until {_text(moment_words(spark.closes))}" if spark.closes else ""
    return f"{_titled(report, spark.title, spark.address)}{closes}"


def _coming(report: StatusReport) -> Iterator[str]:
    following = report.site.next_change
    yield "### What comes next"
    yield ""
    if following is None:
        yield "Time alone changes nothing more."
        yield ""
        return
    yield f"The site next changes by itself at **{_text(moment_words(following))}**, with a build then."
    yield ""
    told = worth_telling(report.coming)
    lines = [f"{_text(moment_words(c.at))}: {change_words(c, _named)} ({_text(c.path)})" for c in told]
    yield from _list("", lines)


def _waiting(report: StatusReport) -> Iterator[str]:
    held = [
        f"{word}: {_text(d.status.path)}{'' if d.status.has_own_file else f' ({_text(d.status.id)})'}: {_text(d.steps)}"
        for state, word in _WAITING
        for d in report.documents
        if d.status.state is state
    ]
    if held:
        yield "### What waits for somebody"
        yield ""
        yield from _list("", held)


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems[:_MOST]:
        hint = f" ({_text(problem.hint)})" if problem.hint else ""
        yield f"- {_text(problem.path)}, line {problem.line}: {_text(problem.message)}{hint}"
    if len(problems) > _MOST:
        yield f"- and {len(problems) - _MOST:,} more"


def _list(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    if heading:
        yield f"**{heading}**"
        yield ""
    for line in lines[:_MOST]:
        yield f"- {line}"
    if len(lines) > _MOST:
        yield f"- and {len(lines) - _MOST:,} more"
    yield ""


def _titled(report: StatusReport, title: str, address: str) -> str:
    return _link(title, report.site.settings.base_url.absolute(address))


def _link(title: str, url: str) -> str:
    safe = url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    return f"[{_text(title)}](<{safe}>)"


def _named(title: str) -> str:
    return f"“{_text(title)}”"


def _text(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    escaped = _MARKUP.sub(lambda found: f"\\{found[0]}", plain(text))
    return re.sub(r"[<>&]", lambda found: _ENTITIES[found[0]], escaped)
