"""Filling a modal in the way a person would: by field, by option, with what was there before."""

from collections.abc import Mapping
from typing import Any

from tests.contracts import slack_checker
from tests.simulators.slack.model import Json, User, View

Filled = Mapping[str, Any]
"""Answers by a field's block id or label: words, an option's text or value, a user, or a list of them."""


def values(view: View, filled: Filled) -> Json:
    """Return `state.values` of a submission; fails the test where Slack would not let the person submit."""
    fields = [block for block in view.shape()["blocks"] if block["type"] == "input"]
    names = {name for block in fields for name in (block["block_id"], block["label"]["text"])}
    unknown = set(filled) - names
    assert not unknown, f"no field {sorted(unknown)} among {sorted(names)}"
    told: Json = {}
    for block in fields:
        element = block["element"]
        given = filled.get(block["block_id"], filled.get(block["label"]["text"]))
        answer = _initial(element) if given is None else _given(element, given)
        if not block.get("optional"):
            label = block["label"]["text"]
            assert any(answer.values()), f"Slack would not let them leave out “{label}”"
        told[block["block_id"]] = {element["action_id"]: {"type": element["type"], **answer}}
    return told


def options_of(element: Json) -> list[Json]:
    """Return the options of a menu, those in groups too."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options", ())]


def option_of(element: Json, wanted: str) -> Json:
    """Return the option with this text or value; fails the test when there is none."""
    known = options_of(element)
    for option in known:
        if wanted in (option["text"]["text"], option["value"]):
            return option
    texts = [option["text"]["text"] for option in known]
    raise AssertionError(f"no option “{wanted}” among {texts}")


def _initial(element: Json) -> Json:
    match element["type"]:
        case "static_select" | "radio_buttons":
            return {"selected_option": element.get("initial_option")}
        case "multi_static_select" | "checkboxes":
            return {"selected_options": list(element.get("initial_options", ()))}
        case "users_select":
            return {"selected_user": element.get("initial_user")}
        case "multi_users_select":
            return {"selected_users": list(element.get("initial_users", ()))}
        case "datepicker":
            return {"selected_date": element.get("initial_date")}
        case "datetimepicker":
            return {"selected_date_time": element.get("initial_date_time")}
        case _:
            return {"value": element.get("initial_value")}


def _given(element: Json, given: Any) -> Json:
    match element["type"]:
        case "static_select" | "radio_buttons":
            return {"selected_option": option_of(element, str(given)) if given != "" else None}
        case "multi_static_select" | "checkboxes":
            return {"selected_options": [option_of(element, str(one)) for one in given]}
        case "users_select":
            return {"selected_user": _user(given)}
        case "multi_users_select":
            return {"selected_users": [_user(one) for one in given]}
        case "datepicker":
            return {"selected_date": str(given) or None}
        case "datetimepicker":
            return {"selected_date_time": int(given.timestamp()) if given else None}
        case "number_input":
            low, high = float(element["min_value"]), float(element["max_value"])
            assert low <= float(given) <= high, f"Slack takes {low} to {high}, not {given}"
            return {"value": str(given)}
        case _:
            most = element.get("max_length", 3_000)
            assert slack_checker.length(given) <= most, f"Slack takes {most} characters at most"
            return {"value": given or None}


def _user(given: User | str) -> str:
    return given.id if isinstance(given, User) else given
