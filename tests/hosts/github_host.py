"""GitHub, as far as a workflow needs it: what a step says is run in bash; the few actions are done here in its stead.

A clock stands in for the machine's: who asks for it through SOURCE_DATE_EPOCH, or leaves it set, gets another time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from tests.conftest import lacking
from tests.hosts.expressions import fill, is_met
from tests.hosts.sites import FAR_FROM_HERE, bare_environment, commit, git

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAIN: Final = "refs/heads/main"
PATIENCE: Final = 240
_PYTHON: Final = """#!/bin/bash
# The machine's Python at another time: SOURCE_DATE_EPOCH, if it is left, wins as it does over the real one.
if [ "$1 $2" = "-m sitegen" ] && [ -z "$SOURCE_DATE_EPOCH" ] && [[ " $* " != *" --now "* ]]; then
  exec {python} "$@" --now "$(cat {clock})"
fi
exec {python} "$@"
"""
_DATE: Final = """#!/bin/bash
# The machine's date at another time, and what is counted from it.
then=$(cat {clock})
rest=()
while (($#)); do
  if [ "$1" = -d ]; then then="$then $2"; shift; else rest+=("$1"); fi
  shift
done
exec {date} -d "$then" "${{rest[@]}}"
"""


@dataclass(slots=True)
class Run:
    """How a run went: of each job `success`, `failure` or `skipped`, and all that was said."""

    jobs: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    """The names of the steps that were taken."""
    log: str = ""
    summary: str = ""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    number: int = 0


@dataclass(slots=True)
class GitHub:
    """A repository on GitHub, with a workflow, what its runs keep, and the pages that it publishes."""

    workflow: str
    site: Path
    """Where its commits are made."""
    room: Path
    now: str = "2026-01-14T12:00:00Z"
    secrets: dict[str, str] = field(default_factory=dict)
    is_refusing: bool = False
    """Whether publishing fails."""
    caches: list[tuple[str, str, Path]] = field(default_factory=list)
    """The branch that may read it, its key and its files; the newest is the last."""
    number: int = 0

    @property
    def live(self) -> Path:
        """What readers get."""
        return self.room / "live"

    def copied(self, place: Path) -> GitHub:
        """Return the same repository, with all that it has kept and published, in another place."""
        site, room = (shutil.copytree(one, place / one.name, symlinks=True) for one in (self.site, self.room))
        caches = [(ref, key, room / kept.relative_to(self.room)) for ref, key, kept in self.caches]
        return replace(self, site=site, room=room, caches=caches, secrets={**self.secrets})

    def head(self, branch: str = MAIN) -> str:
        """Return the newest commit of a branch."""
        return git(self.site, "rev-parse", branch)

    def push(self, texts: Mapping[str, str]) -> str:
        """Commit to the default branch."""
        return commit(self.site, texts)

    def run(  # noqa: PLR0913  # what an event on GitHub has
        self,
        event: str = "push",
        *,
        ref: str = MAIN,
        sha: str = "",
        inputs: Mapping[str, Any] | None = None,
        between: Callable[[], object] = lambda: None,
        again: Run | None = None,
    ) -> Run:
        """Run the workflow; `between` happens before its last job, which alone is taken again where a run is given."""
        if sys.platform != "linux" or shutil.which("curl") is None:
            lacking("the scripts of workflows need what GitHub's Linux machines have, curl among it")
        self.number += 1
        number = again.number if again else self.number
        # A schedule is not told of its repository: nothing may depend on that.
        payload = {} if event == "schedule" else {"repository": {"default_branch": "main"}}
        github = {
            "event_name": event,
            "ref": ref,
            "ref_name": ref.removeprefix("refs/heads/"),
            "sha": sha or self.head(),
            "event": payload,
            "run_id": str(number),
            "run_attempt": str(self.number - number + 1),
        }
        secrets = self.secrets if event != "pull_request" else {}
        contexts: dict[str, Any] = {"github": github, "inputs": inputs or {}, "secrets": secrets, "needs": {}}
        result = Run(number=number)
        jobs: dict[str, Any] = yaml.safe_load(self.workflow)["jobs"]
        for place, (name, job) in enumerate(jobs.items()):
            if again and place < len(jobs) - 1:
                result.jobs[name], result.outputs[name] = "success", again.outputs[name]
            else:
                if place:
                    between()
                self._do(name, job, contexts, result)
            contexts["needs"][name] = {"result": result.jobs[name], "outputs": result.outputs[name]}
        return result

    def _do(self, name: str, job: Mapping[str, Any], contexts: Mapping[str, Any], result: Run) -> None:
        result.outputs[name] = {}
        needed = [job["needs"]] if "needs" in job else []
        is_wanted = all(result.jobs[one] == "success" for one in needed) and is_met(job.get("if", "true"), contexts)
        if not is_wanted:
            result.jobs[name] = "skipped"
            return
        result.jobs[name] = "success"
        workspace = self.room / "workspace"
        shutil.rmtree(workspace, ignore_errors=True)
        workspace.mkdir()
        steps: dict[str, Any] = {}
        here = {**contexts, "steps": steps}
        for step in job["steps"]:
            asks = step.get("if", "")
            outputs: dict[str, str] = {}
            # Without one of the functions of a status, a step waits for the success of those before.
            is_held_up = result.jobs[name] == "failure" and "cancelled()" not in asks
            if is_held_up or not is_met(asks or "true", here):
                outcome = "skipped"
            else:
                result.steps.append(step["name"])
                outcome, outputs = self._take(step, here, workspace, result)
            steps[step.get("id", step["name"])] = {"outcome": outcome, "outputs": outputs}
            if outcome == "failure":
                result.jobs[name] = "failure"
        result.outputs[name] = {key: fill(value, here) for key, value in job.get("outputs", {}).items()}

    def _take(
        self, step: Mapping[str, Any], contexts: Mapping[str, Any], workspace: Path, result: Run
    ) -> tuple[str, dict[str, str]]:
        if "run" in step:
            return self._script(step, contexts, workspace, result)
        action = step["uses"].partition("@")[0]
        told = {key: fill(value, contexts) if isinstance(value, str) else value for key, value in step["with"].items()}
        github = contexts["github"]
        match action:
            case "actions/checkout":
                git(self.room, "clone", "--quiet", str(self.site), str(workspace))
                git(workspace, "checkout", "--quiet", told.get("ref", "").removeprefix("refs/heads/") or github["sha"])
            case "actions/setup-python":
                pass
            case "actions/cache/restore":
                self._restore(told, github["ref"], workspace)
            case "actions/cache/save":
                place = self.room / f"cache-{len(self.caches)}"
                for name in told["path"].split():
                    shutil.copytree(workspace / name, place / name)
                self.caches.append((github["ref"], told["key"], place))
            case "actions/upload-pages-artifact":
                shutil.copytree(workspace / told["path"], self.room / "artifacts" / github["run_id"] / told["name"])
            case "actions/deploy-pages":
                if self.is_refusing:
                    return "failure", {}
                shutil.rmtree(self.live, ignore_errors=True)
                shutil.copytree(self.room / "artifacts" / github["run_id"] / told["artifact_name"], self.live)
                return "success", {"page_url": "https://harbour.example.org/"}
            case _:
                raise AssertionError(f"nobody here does {action}")
        return "success", {}

    def _restore(self, told: Mapping[str, str], ref: str, workspace: Path) -> None:
        """Give back the newest that was kept by this branch, or else by the default one."""
        for scope in (ref, MAIN):
            for of, key, place in reversed(self.caches):
                if of == scope and key.startswith((told["key"], told["restore-keys"])):
                    shutil.copytree(place, workspace, dirs_exist_ok=True)
                    return

    def _script(
        self, step: Mapping[str, Any], contexts: Mapping[str, Any], workspace: Path, result: Run
    ) -> tuple[str, dict[str, str]]:
        machine = self.room / "machine"
        machine.mkdir(exist_ok=True)
        for name in ("output", "summary"):
            (machine / name).write_text("", "utf-8")
        (machine / "clock").write_text(self.now, "utf-8")
        (machine / "script").write_text(step["run"], "utf-8")
        programs = machine / "bin"
        programs.mkdir(exist_ok=True)
        for name, text in (("python", _PYTHON), ("date", _DATE)):
            real = {"python": sys.executable, "date": shutil.which("date"), "clock": machine / "clock"}
            (programs / name).write_text(text.format(**real), "utf-8")
            (programs / name).chmod(0o755)
        environment = bare_environment(machine)
        environment |= {
            "PATH": f"{programs}:{environment['PATH']}",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": contexts["github"]["event_name"],
            "GITHUB_REF": contexts["github"]["ref"],
            "GITHUB_OUTPUT": str(machine / "output"),
            "GITHUB_STEP_SUMMARY": str(machine / "summary"),
            # Whoever leaves this set shows the site as it was when the tests' clock was made.
            "SOURCE_DATE_EPOCH": FAR_FROM_HERE,
            "PIP_NO_INDEX": "1",
            **{name: fill(str(value), contexts) for name, value in step.get("env", {}).items()},
        }
        answer = subprocess.run(  # noqa: S603  # what the workflow says, as GitHub runs it with `shell: bash`
            ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", str(machine / "script")],
            cwd=workspace,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        result.log += answer.stdout
        result.summary += (machine / "summary").read_text("utf-8")
        lines = (machine / "output").read_text("utf-8").splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        return "failure" if answer.returncode else "success", outputs
