"""sitegen: a static-site generator for conference blogs, where a session is a conversation."""

__version__ = "0.1.0"
