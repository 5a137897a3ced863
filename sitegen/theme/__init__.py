"""Themes: templates, assets and options in a folder, read once, that make pages of views. The room of Jinja."""

from sitegen.theme.chain import API
from sitegen.theme.loading import LoadedTheme, load_theme
from sitegen.theme.parts import Asset, Option, OptionProblem, OptionType, RenderError
from sitegen.theme.remembered import TemplateCache
from sitegen.theme.rendering import Theme

__all__ = [
    "API",
    "Asset",
    "LoadedTheme",
    "Option",
    "OptionProblem",
    "OptionType",
    "RenderError",
    "TemplateCache",
    "Theme",
    "load_theme",
]
