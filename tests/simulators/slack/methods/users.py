"""People: one, all, by their address."""

from tests.simulators.slack.methods.conversations import paged
from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Json, SlackError, User

MANY = 1_000
"""A workspace with more people than this must be listed with a limit."""


@method("users.list", "users:read")
def listing(request: Request) -> Json:
    """List everyone, a page at a time: bots, Slackbot and those who left too."""
    if request.token.org and not request.args.get("team_id"):
        raise SlackError("missing_argument", arg="team_id")
    everyone = list(request.team.users.values())
    if len(everyone) > MANY and not request.args.get("limit"):
        raise SlackError("limit_required")
    page, cursor = paged(request, everyone, MANY)
    return {
        "members": [_shown(request, one) for one in page],
        "cache_ts": int(request.world.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.info", "users:read")
def info(request: Request) -> Json:
    """Describe one person."""
    return {"user": _shown(request, request.user())}


@method("users.lookupByEmail", "users:read.email")
def by_email(request: Request) -> Json:
    """Find a person by their address."""
    address = request.text("email").lower()
    for one in request.team.users.values():
        if one.email.lower() == address and not one.deleted:
            return {"user": _shown(request, one)}
    raise SlackError("users_not_found")


@method("team.info", "team:read")
def team(request: Request) -> Json:
    """Describe the workspace."""
    asked = str(request.args.get("team") or request.team.id)
    if asked != request.team.id:
        raise SlackError("team_not_found")
    told = {"id": request.team.id, "name": request.team.name, "domain": request.team.domain}
    if request.team.enterprise:
        told |= {"enterprise_id": request.team.enterprise, "enterprise_name": "Enterprise"}
    return {"team": told}


def _shown(request: Request, user: User) -> Json:
    shown = user.shape(request.world.now(), "users:read.email" in request.token.scopes)
    wanted = str(request.args.get("include_locale", "")).lower() in ("1", "true")
    return {**shown, "locale": user.locale} if wanted and user.locale else shown
