"""A plan as JSON, for the script of the theme that carries it out."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sitegen.comments.provider import Plan, Shade, Told


def plan_json(plan: Plan) -> str:
    """Return a plan as JSON; a shade is an object with `light` and `dark`, and perhaps `auto`."""
    told: dict[str, object] = {
        "elements": [[one.tag, _plain(one.attributes)] for one in plan.elements],
        "variables": _plain(plan.variables),
        "callbacks": _plain(plan.callbacks),
    }
    if plan.repaint:
        told["repaint"] = [plan.repaint.function, _plain(plan.repaint.argument)]
    if plan.stands:
        told["stands"] = plan.stands
    if plan.returning:
        told["returning"] = plan.returning
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def _plain(value: Told) -> object:
    if isinstance(value, Shade):
        return {"light": value.light, "dark": value.dark} | ({"auto": value.auto} if value.auto else {})
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value
