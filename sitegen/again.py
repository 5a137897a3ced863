"""A build of what was built before: nothing where nothing has changed, little where little has, else all of it.

Each way gives the same site, byte for byte. What only a longer way needs is imported on it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen import stamp as stamps
from sitegen.job import Done, Job, Look
from sitegen.reporter import Step
from sitegen.standing import rows_of, walk

if TYPE_CHECKING:
    from datetime import datetime

    from sitegen.reporter import Reporter
    from sitegen.stamp import Stamp
    from sitegen.standing import Row


def build_again(job: Job, reporter: Reporter) -> Done:
    """Build a site in the shortest way; raises as `sitegen.build.build` does."""
    reporter.begin(Step.LOOK)
    look = Look(time.time_ns(), walk(str(job.root), *stamps.INPUTS))
    last = stamps.read_stamp(job.cache) if job.remembers else None
    stamp = last if last is not None and _is_asked_again(job, last) else None
    if stamp is not None:
        now = moment_in(job.now, stamp.zone)
        rows = rows_of(str(job.folder), stamp.paths)
        if not (stamps.is_for(stamp, now.timestamp()) and stamps.holds(stamp.outputs, stamp.paths, rows, job.folder)):
            stamp = None
        elif look.inputs is not None:
            if stamps.holds(stamp.inputs, tuple(look.inputs), tuple(look.inputs.values()), job.root):
                _settle(job, stamp, look, rows)
                return Done(stamp, now)
            from sitegen.touch_up import touch_up  # noqa: PLC0415  # only where something has changed

            reporter.begin(Step.MEND)
            done = touch_up(job, stamp, now, look, rows)
            if done is not None:
                return done
    from sitegen.whole import build_whole  # noqa: PLC0415  # as above

    return build_whole(job, stamp, look, reporter, last)


def _is_asked_again(job: Job, last: Stamp) -> bool:
    """Tell whether the last build was asked for the same; an empty site is refused again unless it is allowed again."""
    is_allowed = job.may_shrink or all(code != "empty-site" for _, _, _, code, *_ in last.problems)
    return is_allowed and stamps.is_asked_again(last, job.request)


def _settle(job: Job, stamp: Stamp, look: Look, rows: list[Row | None]) -> None:
    """Write the stamp without the doubts that time has settled: next time, these files need not be read."""
    if stamp.inputs.doubtful or stamp.outputs.doubtful:
        outputs = dict(zip(stamp.paths, rows, strict=True))
        inputs = stamps.past_doubt(stamp.inputs, look.inputs or {}, look.seen)
        settled = replace(stamp, inputs=inputs, outputs=stamps.past_doubt(stamp.outputs, outputs, look.seen))
        if settled != stamp:
            stamps.write_stamp(job.cache, settled)


def moment_in(now: datetime, zone_name: str) -> datetime:
    """Return the instant in the site's zone."""
    from sitegen.zones import zone  # noqa: PLC0415  # dear, and here because time zones are read from a package

    zoned = zone(zone_name)
    return now.astimezone(zoned) if now.tzinfo else now.replace(tzinfo=zoned)
