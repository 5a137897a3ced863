"""The preview server: builds a site, serves it to this machine, watches its files and keeps open pages fresh."""

from sitegen.serve.preview import Preview, open_preview
from sitegen.serve.server import run_server
from sitegen.serve.sockets import listen

__all__ = ["Preview", "listen", "open_preview", "run_server"]
