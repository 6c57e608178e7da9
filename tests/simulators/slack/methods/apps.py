"""The app itself: who a token is, installing, rotating, leaving, and connections for Socket Mode."""

from datetime import timedelta

from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Json, SlackError, Token
from tests.simulators.slack.world import Grant

TOKEN_LIFE = timedelta(hours=12)
TICKET_LIFE = timedelta(seconds=30)


@method("auth.test")
def auth_test(request: Request) -> Json:
    """Tell whose token it is."""
    team = request.team
    told = {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": team.bot.handle,
        "team_id": team.id,
        "user_id": team.bot.id,
        "bot_id": team.bot_id,
        "is_enterprise_install": bool(request.token.org),
    }
    return {**told, **({"enterprise_id": team.enterprise} if team.enterprise else {})}


@method("auth.teams.list")
def teams_list(request: Request) -> Json:
    """List the workspaces that an org-wide token stands for, or the token's own."""
    org, known = request.token.org, request.world.teams.values()
    teams = [one for one in known if one.enterprise == org] if org else [request.team]
    return {
        "teams": [{"id": one.id, "name": one.name} for one in teams],
        "response_metadata": {"next_cursor": ""},
    }


@method("auth.revoke")
def revoke(request: Request) -> Json:
    """Take the token back."""
    if not request.flag("test"):
        request.token.state = "revoked"
    return {"revoked": not request.flag("test")}


@method("apps.uninstall")
def uninstall(request: Request) -> Json:
    """Take every token of the workspace back."""
    _client(request)
    request.world.close(request.team)
    return {}


@method("apps.connections.open", "connections:write", wants="app")
def connections(request: Request) -> Json:
    """Return a one-time address for Socket Mode."""
    world = request.world
    ticket = f"ticket-{world.number()}"
    world.tickets[ticket] = world.now() + TICKET_LIFE
    address = world.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={world.app_id}"}


@method("oauth.v2.access", wants="none")
def access(request: Request) -> Json:
    """Exchange a code for a token, or a refresh token for the next one; each only once."""
    _client(request)
    world = request.world
    if request.args.get("grant_type") == "refresh_token":
        given = request.text("refresh_token")
        grant = world.refreshes.get(given)
        if grant is None or given in world.spent:
            raise SlackError("invalid_refresh_token")
    else:
        given = str(request.args.get("code") or "")
        grant = world.codes.get(given)
        if grant is None:
            raise SlackError("invalid_code")
        if given in world.spent:
            raise SlackError("code_already_used")
        if grant.redirect_uri != str(request.args.get("redirect_uri") or grant.redirect_uri):
            raise SlackError("bad_redirect_uri")
    world.spent.add(given)
    return _installed(request, grant)


def _client(request: Request) -> None:
    if request.args.get("client_id") != request.world.client_id:
        raise SlackError("invalid_client_id")
    if request.args.get("client_secret") != request.world.client_secret:
        raise SlackError("bad_client_secret")


def _installed(request: Request, grant: Grant) -> Json:
    world, team = request.world, grant.team
    prefix = "xoxe.xoxb" if world.rotation else "xoxb"
    token = Token(f"{prefix}-{team.id}-{world.number()}", team, "bot", grant.scopes, org=grant.org)
    told: Json = {
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(sorted(grant.scopes)),
        "bot_user_id": team.bot.id,
        "app_id": world.app_id,
        "team": None if grant.org else {"id": team.id, "name": team.name},
        "enterprise": {"id": team.enterprise, "name": "Enterprise"} if team.enterprise else None,
        "authed_user": {"id": grant.user.id},
        "is_enterprise_install": bool(grant.org),
    }
    if world.rotation:
        token.expires_at = world.now() + TOKEN_LIFE
        refresh = f"xoxe-1-{world.number()}"
        world.refreshes[refresh] = grant
        told |= {"expires_in": int(TOKEN_LIFE.total_seconds()), "refresh_token": refresh}
    world.tokens[token.value] = token
    team.token = token.value
    return told
