"""What facilitators and admins ask about gaps, and what they can do about one."""

from functools import partial

from facilitation.errors import NotFound, UserError
from facilitation.gaps import calling, calling_views, cure_views, cures, survey, views
from facilitation.gaps.calling import What
from facilitation.gaps.survey import Gaps
from facilitation.people import rights, withholding
from facilitation.people.plainly import folded, kept
from facilitation.reports import waiting
from facilitation.skills import commands as skills
from facilitation.skills import hearing
from facilitation.skills.hearing import Said
from facilitation.skills.model import Kind
from facilitation.steering import inviting
from facilitation.talk import grammar, near
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Button, Code, Message
from facilitation.talk.phrases import later, say, sentences
from facilitation.talk.words import listed

GAPS = (
    Heard(
        line="gaps",
        does=later("What is wanted and missing"),
        harmless=True,
    ),
)


NEAR = 70
"""How alike (0-100) a team's name must be to be suggested."""


def show(call: Call) -> Reply:
    """Show the gaps of the workspace, or of one team."""
    found = survey.take(call.work, call.workspace.id)
    admin = rights.may(call.member, "admin")
    words = _rest(call, "gaps")
    if not words or found.small:
        within = waiting.lately(call.work, call.workspace.id, call.now)
        closed = _closed(call, found)
        return Say(views.overview(found, admin=admin, closed=closed, within=within))
    row = _row(words, found.teams)
    felt = survey.of_team(found, row)
    return Say(views.team(row, felt, admin=admin, closed=_closed(call, felt)))


def _closed(call: Call, gaps: Gaps) -> set[str]:
    return cures.closed(call.work, call.workspace.id, views.shown(gaps), call.now)


def _row(words: str, teams: tuple[str, ...]) -> str:
    """Return the row that words name; raises NotFound, with the nearest, for a team that is not told of by itself."""
    meant = {folded(words), folded(words).strip(grammar.QUOTES + "”»")}
    for team in teams:
        if folded(team) in meant:
            return team
    if teams and views.OTHER_TEAMS in meant:
        return withholding.OTHERS
    names = {team: folded(team) for team in teams}
    hint = near.meant(near.nearest(folded(words), names, NEAR))
    unknown = say("I can show nothing about a team “{team}” by itself.", team=kept(words)[:60])
    small = say("Small teams are together: {command}", command=Code(f"gaps {views.OTHER_TEAMS}"))
    raise NotFound(sentences(unknown, hint, small if teams else ""))


def invite(what: What, call: Call) -> Reply:
    """Post a call about a skill in a program's channel, after a preview."""
    work, workspace, now = call.work, call.workspace, call.now
    said = _one(call)
    message = calling.message(work, what, said, call.member)
    calling.check_apart(work, workspace.id, what, said, now)
    if "program" in call.given:
        program = calling.place(work, call.member, call.given["program"])
    else:
        places = calling.places(work, call.member)
        if not places:
            return Say(calling_views.nowhere(message))
        if len(places) > 1:
            return Say(calling_views.which(call.line, places))
        (program,) = places

    def apply() -> Message:
        due_at = calling.post(work, workspace, program, what, said, call.member, now)
        return calling_views.posted(program, due_at, now)

    shown = calling_views.preview(message, program)
    return propose(call, Change(say("Post this?"), shown, apply, say("Post it")))


def gap(call: Call) -> Reply:
    """Show one gap: what was done about it, what came of that, and what can be done."""
    found = survey.take(call.work, call.workspace.id)
    admin = rights.may(call.member, "admin")
    if found.small:
        return Say(views.overview(found, admin=admin))
    one = cures.look(call.work, call.workspace, call.member, _one(call), call.now)
    return Say(cure_views.one(one, call.member, admin=admin))


def invite_people(call: Call) -> Reply:
    """Invite to a program those who want a skill and those who can help with it, after a preview."""
    said = _one(call)
    program = inviting.running(call, call.given["program"])

    def apply() -> Message:
        cures.invite(call, program, said)
        return cure_views.invited(program)

    shown = cure_views.would_invite(said.named.name, program)
    return propose(call, Change(say("Invite them?"), shown, apply, say("Invite them")))


def take(kind: Kind, call: Call) -> Reply:
    """Let whoever pressed a button under a call offer or want its skill; what the channel reads stays as it is."""
    return Say(skills.take(call, kind, [_one(call)]))


def _one(call: Call) -> Said:
    """Return the one skill that is meant, as it stands where it is quoted; raises UserError when that is not clear."""
    words = call.given["skill"]
    if f'"{words}"' in call.line:
        words = f'"{words}"'
    said = hearing.hear(call.work, call.workspace.id, words, graded=False)
    if len(said) > 1:
        raise UserError(
            "One skill at a time: {what}?", what=listed([s.named.name for s in said], "or")
        )
    (one,) = said
    if one.unsure:
        raise UserError(
            'I do not know {named}. Did you mean {near}? If it is what you mean, write it in quotes: "{named}"',
            named=one.named.name,
            near=listed(one.named.near, "or"),
        )
    return one


def _rest(call: Call, words: str) -> str:
    found = grammar.split(call.line, (words,))
    return found[1] if found else ""


_SKILL = Argument("skill", "text", shown='"skill"')
_PROGRAM = Argument("program", "text", optional=True, keywords=("in",), shown="<program>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="gaps",
        heard=GAPS,
        summary=say("See which skills are wanted and missing, without names"),
        run=show,
        topic="For facilitators",
        button=Button(say("Which skills are missing?"), "gaps"),
        who="facilitator",
        arguments=(Argument("team", "text", optional=True),),
        examples=("gaps", "gaps design"),
    ),
    Command(
        words="expert wanted",
        summary=say("Ask in a program's channel who can help with a skill"),
        run=partial(invite, "expert"),
        topic="For facilitators",
        who="facilitator",
        arguments=(_SKILL, _PROGRAM),
        examples=("expert wanted kubernetes", 'expert wanted "kubernetes" in coffee'),
    ),
    Command(
        words="prompt about",
        summary=say("Start a conversation about a skill in a program's channel"),
        run=partial(invite, "prompt"),
        topic="For facilitators",
        who="facilitator",
        arguments=(_SKILL, _PROGRAM),
        examples=("prompt about figma in design",),
    ),
    Command(
        words="gap about",
        summary=say("See what came of a gap, and what can be done about it"),
        run=gap,
        topic="For facilitators",
        who="facilitator",
        arguments=(_SKILL,),
        listed=False,
    ),
    Command(
        words="invite about",
        summary=say("Invite to a program those who want a skill and those who can help with it"),
        run=invite_people,
        topic="For facilitators",
        arguments=(_SKILL, Argument("program", "text", keywords=("to",), shown="<program>")),
        listed=False,
    ),
    Command(
        words="can help",
        summary=say("Offer the skill that a channel was asked for"),
        run=partial(take, "offer"),
        topic="About me",
        arguments=(_SKILL,),
        listed=False,
    ),
    Command(
        words="would learn",
        summary=say("Want the skill that a channel talks about"),
        run=partial(take, "want"),
        topic="About me",
        arguments=(_SKILL,),
        listed=False,
    ),
)
