"""A site's host installs the program as it was installed where the site began."""

from __future__ import annotations

import json
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from sitegen.beginning import beginning
from sitegen.installation import Installation, described
from sitegen.new_files import begin_site
from tests.disk import put
from tests.new_sites import NOW, TORQUAY

WHAT = "# What the host installs before it builds the site: this program."
WHEEL = "sitegen-1.2-py3-none-any.whl"


def installed(root: Path, noted: object) -> Distribution:
    """Return a distribution whose installer has noted where it came from."""
    put(root, "sitegen-1.2.dist-info/METADATA", b"Metadata-Version: 2.1\nName: sitegen\nVersion: 1.2\n")
    if noted is not None:
        text = noted if isinstance(noted, str) else json.dumps(noted)
        put(root, "sitegen-1.2.dist-info/direct_url.json", text.encode())
    return Distribution.at(root / "sitegen-1.2.dist-info")


@pytest.mark.parametrize(
    ("noted", "requirement"),
    [
        (None, "sitegen==1.2"),
        ("{", "sitegen==1.2"),
        ("[]", "sitegen==1.2"),
        (
            {"url": "https://example.org/sitegen-1.2.tar.gz", "archive_info": {}},
            "sitegen @ https://example.org/sitegen-1.2.tar.gz",
        ),
        (
            {"url": "https://git.example.org/sitegen.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}},
            "sitegen @ git+https://git.example.org/sitegen.git@0a1b2c",
        ),
    ],
)
def test_what_the_installer_noted_is_what_the_host_is_asked_for(
    noted: object, requirement: str, tmp_path: Path
) -> None:
    assert described(installed(tmp_path, noted)) == Installation(requirement)


@pytest.mark.parametrize(
    ("noted", "folder"),
    [
        ({"url": "file:///home/jo/my%20sitegen", "dir_info": {"editable": True}}, "/home/jo/my sitegen"),
        ({"url": "file:///nowhere/sitegen-1.2-py3-none-any.whl", "archive_info": {}}, f"/nowhere/{WHEEL}"),
        ({"url": "https://git.example.org/s.git", "vcs_info": {"vcs": "git", "commit_id": "0a; x"}}, "."),
        ({"url": "file:///home/jo/sitegen", "vcs_info": {"vcs": "git", "commit_id": "0a1b2c"}}, "."),
    ],
)
def test_what_no_host_has_is_never_asked_of_an_index(noted: object, folder: str, tmp_path: Path) -> None:
    program = described(installed(tmp_path, noted))
    assert program == Installation(f"./packages/{WHEEL}", folder=Path(folder))


def test_a_wheel_that_no_index_has_goes_into_the_site(tmp_path: Path) -> None:
    wheel = put(tmp_path, f"my downloads/{WHEEL}", b"a wheel")
    program = described(installed(tmp_path, {"url": wheel.as_uri(), "archive_info": {}}))
    assert program == Installation(f"./packages/{WHEEL}", wheel)
    begun = begin_site(tmp_path / "site", beginning(TORQUAY, NOW, program))
    assert f"packages/{WHEEL}" in begun.written
    assert (tmp_path / "site/packages" / WHEEL).read_bytes() == b"a wheel"
    assert (tmp_path / "site/requirements.txt").read_text("utf-8").splitlines() == [
        f"{WHAT} To take a newer one, put its file into packages/, and write its name here.",
        f"./packages/{WHEEL}",
    ]
