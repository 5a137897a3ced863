"""What a reader has to know of the machine that was measured on, and nothing that would name it."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path
from typing import Final

_KIB_PER_GIB: Final = 1024 * 1024


def describe() -> str:
    """Return the machine in a line: cores, processor, memory, system, Python, and how busy it is already."""
    cores = os.cpu_count() or 1
    processor = _found("/proc/cpuinfo", r"^model name\s*:\s*(.+)$") or platform.processor() or platform.machine()
    kib = _found("/proc/meminfo", r"^MemTotal:\s+(\d+)")
    memory = f"{int(kib) / _KIB_PER_GIB:.0f} GiB, " if kib else ""
    system = _found("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)') or platform.system()
    counted = f"{cores} core{'s' if cores != 1 else ''}"
    python = f"Python {platform.python_version()}"
    return f"{counted} ({' '.join(processor.split())}), {memory}{system}, {python}, load {load():.1f} before"


def load() -> float:
    """Return how many processes, in the mean of the last minute, ran or waited to run."""
    return os.getloadavg()[0]


def _found(path: str, pattern: str) -> str:
    place = Path(path)
    match = re.search(pattern, place.read_text(errors="replace"), re.MULTILINE) if place.exists() else None
    return match[1] if match else ""
