"""A plan as JSON, for the script of the theme that carries it out."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sitegen.comments.provider import OwnScript, Plan, Shade, Told


def plan_json(plan: Plan) -> str:
    """Return a plan as JSON, in which `{"$shade": …}` and `{"$own": true}` stand for what the browser settles.

    No text can be taken for one of these, whatever an author wrote.
    """
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


def _plain(value: Told | OwnScript | Mapping[str, str | Shade | OwnScript]) -> object:
    if isinstance(value, Shade):
        return {"$shade": {"light": value.light, "dark": value.dark} | ({"auto": value.auto} if value.auto else {})}
    if isinstance(value, OwnScript):
        return {"$own": True}
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value
