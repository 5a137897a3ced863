"""Readers of typed fields: a node of front matter in, a value out, and a note where it does not fit."""
