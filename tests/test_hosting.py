"""What a new site gets for its host: which files, and that the tools that know workflows find nothing in them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from sitegen.hosting.files import hosting_files
from sitegen.settings.single import Host

PLUGIN = ("netlify/plugin/index.mjs", "netlify/plugin/manifest.yml")
WORKFLOWS = {path: text for host in Host for path, text in hosting_files(host) if path.startswith(".github/workflows/")}


def test_each_host_gets_its_files_and_no_other() -> None:
    assert {host: [path for path, _ in hosting_files(host)] for host in Host} == {
        Host.NETLIFY: [".github/workflows/wake.yml", "netlify.toml", *PLUGIN, "requirements.txt"],
        Host.PAGES: [".github/workflows/publish.yml", "requirements.txt"],
        Host.ANY: ["requirements.txt"],
    }


def test_what_is_installed_is_the_one_line_that_was_asked_for() -> None:
    text = dict(hosting_files(Host.PAGES, "sitegen==1.2"))["requirements.txt"]
    assert [line for line in text.splitlines() if not line.startswith("#")] == ["sitegen==1.2"]


def test_netlify_builds_with_one_command_and_previews_show_drafts() -> None:
    settings = tomllib.loads(dict(hosting_files(Host.NETLIFY))["netlify.toml"])
    command = settings["build"]["command"]
    assert command == "python -m sitegen build"
    assert settings["build"]["publish"] == "public"
    assert settings["context"] == {
        name: {"command": f"{command} --drafts"} for name in ("deploy-preview", "branch-deploy")
    }
    assert [plugin["package"] for plugin in settings["plugins"]] == [f"./{PLUGIN[0]}"]


@pytest.mark.parametrize("path", WORKFLOWS)
def test_every_action_is_held_to_a_commit_and_the_same_one_everywhere(path: str) -> None:
    used = re.findall(r"^ +uses: (.+)$", WORKFLOWS[path], re.MULTILINE)
    assert used
    for one in used:
        assert re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one
    everywhere = {one for text in WORKFLOWS.values() for one in re.findall(r"uses: ([\w/-]+@\w+)", text)}
    assert len({one.partition("@")[0] for one in everywhere}) == len(everywhere)


def _judge(tmp_path: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    for path, text in WORKFLOWS.items():
        (tmp_path / Path(path).name).write_text(text, "utf-8")
    command = [str(Path(sys.executable).with_name(program)), *arguments, *sorted(map(str, tmp_path.glob("*.yml")))]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603  # pinned programs


def test_the_workflows_are_as_githubs_schema_has_them(tmp_path: Path) -> None:
    answer = _judge(tmp_path, "check-jsonschema", "--builtin-schema", "vendor.github-workflows")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_nothing_in_the_workflows_is_known_to_be_unsafe(tmp_path: Path) -> None:
    answer = _judge(tmp_path, "zizmor", "--offline", "--no-progress", "--persona=pedantic")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("path", WORKFLOWS)
def test_every_script_is_bash(path: str) -> None:
    steps = [step for job in yaml.safe_load(WORKFLOWS[path])["jobs"].values() for step in job["steps"] if "run" in step]
    assert steps
    for step in steps:
        assert "${{" not in step["run"], "what others write would become a part of the script"
        answer = subprocess.run(["/bin/bash", "-n"], input=step["run"], capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr
