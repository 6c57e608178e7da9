"""Forms as modals, and the answers back from what was submitted.

A field's `block_id` is its name, its element's `action_id` is `ANSWER`, and the form's command line is in the
view's `private_metadata`. What is wrong with an answer goes under its field when it rides on the ack
(`complaints`), and above its field when the form is opened anew (`render`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, assert_never

from adapters import fields, reading
from adapters.slack import limits, mrkdwn
from adapters.slack.blocks import Json, fits_menu, option, options, plain, section, size
from facilitation.talk import frame
from facilitation.talk import text as words
from facilitation.talk.forms import (
    Answers,
    Day,
    Field,
    Form,
    Line,
    Moment,
    Paragraph,
    People,
    Pick,
    PickMany,
    Scale,
)
from facilitation.talk.languages import Language
from facilitation.talk.messages import Bold, Option
from facilitation.talk.when import moments

CALLBACK = "form"
ANSWER = "answer"


NAME = "Peerloop"
TALL = 6
"""With more fields than this a form is taller than a screen."""


def render(
    form: Form,
    errors: Mapping[str, str] | None = None,
    *,
    mention: mrkdwn.Mentioning = mrkdwn.native,
) -> Json:
    """Return the form as a modal view for views.open, views.update or views.push, within Slack's limits."""
    title = words.one_line(form.title)
    # a longer one stands inside, above the fields
    fits = words.units(words.shown(title)) <= limits.TITLE
    view: Json = {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(title if fits else NAME, limits.TITLE),
        "close": plain(frame.CANCEL.said_in(form.language), limits.TITLE),
    }
    if words.units(form.command) > limits.METADATA:
        sorry = frame.TOO_LONG.said_in(form.language)
        return {**view, "blocks": [section(mrkdwn.escape(sorry))]}
    blocks: list[Json] = []
    for most in limits.VIEW_SQUEEZES:
        blocks = list(_blocks(form, errors or {}, mention, most))
        if _fits(blocks):
            break
    blocks = words.fit(blocks, limits.VIEW_BLOCKS, _fits, _left_out(form.language))
    empty = section(frame.EMPTY.said_in(form.language))
    view |= {"private_metadata": form.command, "blocks": blocks or [empty]}
    if any(block["type"] == "input" for block in blocks):
        view["submit"] = plain(frame.SUBMIT.said_in(form.language), limits.TITLE)
    return view


def line_of(view: Mapping[str, Any]) -> str:
    """Return the command line that a submitted view carries; raises Unreadable."""
    return reading.text(view, "private_metadata")


def fields_of(view: Mapping[str, Any]) -> set[object]:
    """Return the names of what can be filled in, in a submitted view."""
    blocks = view.get("blocks")
    named = blocks if isinstance(blocks, list) else []
    return {
        name
        for one in named
        if isinstance(one, dict) and isinstance(name := one.get("block_id"), str)
    }


def answers_of(view: Mapping[str, Any], *, workspace: str) -> Answers:
    """Return a submitted view's answers by field name; members by their ids in `workspace` (`slack:T1`)."""
    values = (view.get("state") or {}).get("values") or {}
    return {
        name: _answer(element, workspace)
        for name, elements in values.items()
        for element in elements.values()
    }


def complaints(errors: Mapping[str, str], form: Form) -> Json:
    """Return the ack of a view_submission that puts a sentence under each field.

    Of a tall form only the end is in sight when it is sent off, so the last field says which others to look at.
    """
    last = form.fields[-1].name if form.fields else ""
    labels = [words.one_line(one.label) for one in form.fields if one.name in errors]
    if len(form.fields) > TALL and last not in errors and labels:
        errors = {**errors, last: frame.look_above(labels).said_in(form.language)}
    said = {name: words.cut(words.one_line(error), limits.HINT) for name, error in errors.items()}
    return {"response_action": "errors", "errors": said}


def moment(language: Language) -> Json:
    """Return what stands in place of a form that was sent off, when the answer takes a while."""
    return {
        "type": "modal",
        "title": plain(frame.ONE_MOMENT.said_in(language), limits.TITLE),
        "close": plain(frame.CLOSE.said_in(language), limits.TITLE),
        "blocks": [section(frame.MOMENT_FORM.said_in(language))],
    }


def _answer(element: Mapping[str, Any], workspace: str) -> str | tuple[str, ...]:
    match element.get("type"):
        case "static_select" | "radio_buttons":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "checkboxes" | "multi_static_select":
            return tuple(str(one["value"]) for one in element.get("selected_options") or ())
        case "users_select":
            user = element.get("selected_user")
            return f"{workspace}:{user}" if user else ""
        case "multi_users_select":
            return tuple(f"{workspace}:{user}" for user in element.get("selected_users") or ())
        case "datepicker":
            return str(element.get("selected_date") or "")
        case "datetimepicker":
            at = element.get("selected_date_time")
            return f"@{at}" if at else ""
        case _:
            return str(element.get("value") or "")


def _fits(blocks: list[Json]) -> bool:
    return size(blocks) <= limits.VIEW_BYTES


def _left_out(language: Language) -> Callable[[int], Json]:
    return lambda missing: section(frame.fields_left_out(missing).said_in(language))


def _blocks(
    form: Form, errors: Mapping[str, str], mention: mrkdwn.Mentioning, most: int
) -> Iterator[Json]:
    title = words.one_line(form.title)
    if words.units(words.shown(title)) > limits.TITLE:
        yield section(mrkdwn.cut(mrkdwn.render((Bold(title),), mention), limits.SECTION))
    for piece in mrkdwn.chunks(mrkdwn.escape(words.cut(form.lead, 6_000)), limits.SECTION):
        yield section(piece)
    known = {field.name for field in form.fields}
    for name, error in errors.items():
        if name not in known:
            yield _error(error)
    for field in form.fields:
        if field.name in errors:
            yield _error(errors[field.name])
        yield _input(field, mention, most, form.language)


def _error(error: str) -> Json:
    return section(mrkdwn.cut(f"⚠️ {mrkdwn.escape(words.one_line(error))}", limits.SECTION))


def _input(field: Field, mention: mrkdwn.Mentioning, most: int, language: Language) -> Json:
    element, missing = _element(field, mention, most, language)
    hint = words.one_line(field.hint)
    if missing:
        left = frame.options_left_out(missing).said_in(language)
        hint = f"{words.cut(hint, limits.HINT // 2)} {left}".strip()
    if element is None:
        label = words.cut(words.one_line(field.label), limits.LABEL // 2)
        return section(mrkdwn.escape(frame.no_options(label).said_in(language)))
    shown: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain(words.one_line(field.label), limits.LABEL),
        "element": {**element, "action_id": ANSWER},
        "optional": field.optional,
    }
    if hint:
        shown["hint"] = plain(hint, limits.HINT)
    return shown


def _element(
    field: Field, mention: mrkdwn.Mentioning, most: int, language: Language
) -> tuple[Json | None, int]:
    """Return a field's element (None when it has nothing to offer) and how many options it leaves out."""
    match field:
        case Line() | Paragraph():
            return _typed(field), 0
        case Pick():
            kept = _kept(field.options, (field.value,), most)
            return _pick(field, kept, language), len(field.options) - len(kept)
        case PickMany():
            kept = _kept(field.options, field.values, most)
            return _pick_many(field, kept, language), len(field.options) - len(kept)
        case People():
            return _people(field, mention), 0
        case Scale():
            return _scale(field), 0
        case Day():
            day = fields.day(field.value)
            return {"type": "datepicker", **({"initial_date": day} if day else {})}, 0
        case Moment():
            at = moments.parts(field.value).epoch or 0
            shown = {"initial_date_time": at} if at >= limits.EARLIEST else {}
            return {"type": "datetimepicker", **shown}, 0
        case _:
            assert_never(field)


def _typed(field: Line | Paragraph) -> Json:
    longest = max(1, min(field.longest, limits.INPUT))
    value = words.cut(words.shown(field.value), longest)
    return {
        "type": "plain_text_input",
        "multiline": isinstance(field, Paragraph),
        "max_length": longest,
        **({"initial_value": value} if value else {}),
    }


def _kept(given: Sequence[Option], chosen: Sequence[str], most: int) -> list[Option]:
    """Return the options that a menu can carry: the chosen ones whatever comes, then the first ones."""
    return fields.kept([one for one in given if fits_menu(one)], chosen, most)


def _pick(field: Pick, kept: Sequence[Option], language: Language) -> Json | None:
    if not kept:
        return None
    chosen = [option(one) for one in kept if one.value == field.value][:1]
    return {
        "type": "static_select",
        **options(kept, "options", language),
        **({"initial_option": chosen[0]} if chosen else {}),
    }


def _pick_many(field: PickMany, kept: Sequence[Option], language: Language) -> Json | None:
    if not kept:
        return None
    chosen = [option(one) for one in kept if one.value in field.values]
    return {
        "type": "checkboxes" if len(kept) <= limits.BOXES else "multi_static_select",
        **options(kept, "options", language),
        **({"initial_options": chosen} if chosen else {}),
    }


def _people(field: People, mention: mrkdwn.Mentioning) -> Json:
    users = [user for user in map(mention, field.values) if user]
    if field.many:
        return {"type": "multi_users_select", **({"initial_users": users} if users else {})}
    return {"type": "users_select", **({"initial_user": users[0]} if users else {})}


def _scale(field: Scale) -> Json:
    steps = fields.steps(field)
    if len(steps) > limits.BOXES:
        given = [one.value for one in steps if one.value == field.value]
        return {
            "type": "number_input",
            "is_decimal_allowed": False,
            "min_value": steps[0].value,
            "max_value": steps[-1].value,
            **({"initial_value": given[0]} if given else {}),
        }
    shown = [option(one) for one in steps]
    chosen = [one for one in shown if one["value"] == field.value]
    return {
        "type": "radio_buttons",
        "options": shown,
        **({"initial_option": chosen[0]} if chosen else {}),
    }
