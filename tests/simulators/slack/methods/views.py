"""Modals and the home tab."""

from tests.simulators.slack import checks
from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Json, SlackError, Team, User, View
from tests.simulators.slack.world import TRIGGER_LIFE, Trigger, World

STACK = 3


@method("views.open")
def open_view(request: Request) -> Json:
    """Open a modal on a trigger."""
    payload = checks.view_of(request.args.get("view"), "modal")
    trigger = _trigger(request)
    return _told(add(request.world, request.team, trigger.user, payload))


@method("views.push")
def push(request: Request) -> Json:
    """Put a modal on top of the one that the trigger came from."""
    payload = checks.view_of(request.args.get("view"), "modal")
    trigger = _trigger(request)
    if trigger.view is None or trigger.view.closed:
        raise SlackError("not_found")
    return _told(add(request.world, request.team, trigger.user, payload, trigger.view))


@method("views.update")
def update(request: Request) -> Json:
    """Change an open modal, found by its id or its external id."""
    payload = checks.view_of(request.args.get("view"), "modal")
    view = _find(request)
    _same(request, view)
    change(request.world, view, payload)
    return _told(view)


@method("views.publish")
def publish(request: Request) -> Json:
    """Publish a person's home tab."""
    user = request.user("user_id")
    if not request.team.home_enabled:
        raise SlackError("not_enabled")
    payload = checks.view_of(request.args.get("view"), "home")
    view = request.team.homes.get(user.id)
    if view is None:
        view = _made(request.world, request.team, user, payload)
        request.team.homes[user.id] = view
        request.world.show(view, user.id)
    else:
        _same(request, view)
        change(request.world, view, payload)
    return _told(view)


def add(world: World, team: Team, user: User, payload: Json, on: View | None = None) -> View:
    """Open a view for a user, alone or on top of another; raises push_limit_reached."""
    depth, below = 1, on
    while below is not None:
        depth, below = depth + 1, below.previous
    if depth > STACK:
        raise SlackError("push_limit_reached")
    external = payload.get("external_id")
    if external and any(one.payload.get("external_id") == external for one in _open(team)):
        raise SlackError("duplicate_external_id")
    view = _made(world, team, user, payload)
    view.previous = on
    view.root = on.root if on else view.id
    team.views[view.id] = view
    world.show(view, user.id)
    return view


def change(world: World, view: View, payload: Json) -> None:
    """Give a view another content and hash."""
    view.payload = payload
    view.hash = f"{int(world.now().timestamp())}.h{world.number()}"
    world.show(view, view.user.id)


def _made(world: World, team: Team, user: User, payload: Json) -> View:
    key = f"V{world.number()}"
    return View(team, user, key, payload, f"{int(world.now().timestamp())}.h{world.number()}", key)


def _trigger(request: Request) -> Trigger:
    trigger = request.world.triggers.get(request.text("trigger_id"))
    if trigger is None or trigger.user.team is not request.team:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if request.world.now() - trigger.at > TRIGGER_LIFE:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger


def _open(team: Team) -> list[View]:
    return [one for one in team.views.values() if not one.closed]


def _find(request: Request) -> View:
    for view in _open(request.team):
        if view.id == request.args.get("view_id"):
            return view
        if view.payload.get("external_id", "") == request.args.get("external_id") != "":
            return view
    raise SlackError("not_found")


def _same(request: Request, view: View) -> None:
    given = request.args.get("hash")
    if given and given != view.hash:
        raise SlackError("hash_conflict")


def _told(view: View) -> Json:
    return {"view": view.shape()}
