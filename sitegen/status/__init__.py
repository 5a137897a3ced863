"""What is published and what is not, until when and why, and what it would take; pure, and told of a whole site."""

from sitegen.status.answers import Answer, answer
from sitegen.status.coming import Change, Turn, changes_next, coming
from sitegen.status.documents import DocumentStatus, statuses
from sitegen.status.files import FileState, FileStatus, file_statuses
from sitegen.status.last_build import Built, LastBuild, is_behind_time
from sitegen.status.report import DocumentReport, StatusReport, tell_status
from sitegen.status.steps import moment_words

__all__ = [
    "Answer",
    "Built",
    "Change",
    "DocumentReport",
    "DocumentStatus",
    "FileState",
    "FileStatus",
    "LastBuild",
    "StatusReport",
    "Turn",
    "answer",
    "changes_next",
    "coming",
    "file_statuses",
    "is_behind_time",
    "moment_words",
    "statuses",
    "tell_status",
]
