"""What facilitators and admins ask about gaps, and what they can do about one."""

from functools import partial

from rapidfuzz import fuzz, process

from facilitation.changes import Change, propose
from facilitation.errors import NotFound, UserError
from facilitation.gaps import calling, calling_views, survey, views, withholding
from facilitation.gaps.calling import What
from facilitation.people.plainly import folded, kept
from facilitation.skills import commands as skills
from facilitation.skills import hearing
from facilitation.skills.hearing import Said
from facilitation.skills.model import Kind
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.words import listed

NEAR = 70
"""How alike (0-100) a team's name must be to be suggested."""


def show(call: Call) -> Reply:
    """Show the gaps of the workspace, or of one team."""
    found = survey.take(call.work, call.workspace.id)
    admin = call.member.role == "admin"
    words = _rest(call, "gaps")
    if not words or found.small:
        return Say(views.overview(found, admin=admin))
    row = _row(words, found.teams)
    return Say(views.team(row, survey.of_team(found, row), admin=admin))


def _row(words: str, teams: tuple[str, ...]) -> str:
    """Return the row that words name; raises NotFound, with the nearest, for a team that is not told of by itself."""
    meant = {folded(words), folded(words).strip(grammar.QUOTES + "”»")}
    for team in teams:
        if folded(team) in meant:
            return team
    if teams and views.OTHER_TEAMS in meant:
        return withholding.OTHERS
    names = {team: folded(team) for team in teams}
    near = process.extractOne(folded(words)[:80], names, scorer=fuzz.ratio, score_cutoff=NEAR)
    hint = f" Did you mean {near[2]}?" if near else ""
    small = f"Small teams are together: `gaps {views.OTHER_TEAMS}`" if teams else ""
    raise NotFound(
        f"There is no team “{kept(words)[:60]}” that I can speak of by itself.{hint} {small}".strip()
    )


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
    return propose(call, Change("Post this?", shown, apply, "Post it"))


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
        raise UserError(f"One skill at a time: {listed([s.named.name for s in said], 'or')}?")
    (one,) = said
    if one.unsure:
        raise UserError(
            f"I do not know {one.named.name}. Did you mean {listed(one.named.near, 'or')}? "
            f'If it is what you mean, write it in quotes: "{one.named.name}"'
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
        summary="See what is wanted and nobody, or one person alone, can give; without names",
        run=show,
        topic="Running a program",
        who="facilitator",
        arguments=(Argument("team", "text", optional=True),),
        examples=("gaps", "gaps design"),
    ),
    Command(
        words="expert wanted",
        summary="Ask in a program's channel who can help with a skill",
        run=partial(invite, "expert"),
        topic="Running a program",
        who="facilitator",
        arguments=(_SKILL, _PROGRAM),
        examples=("expert wanted kubernetes", 'expert wanted "kubernetes" in coffee'),
    ),
    Command(
        words="prompt about",
        summary="Post a question about a skill that some can help with in a program's channel",
        run=partial(invite, "prompt"),
        topic="Running a program",
        who="facilitator",
        arguments=(_SKILL, _PROGRAM),
        examples=("prompt about figma in design",),
    ),
    Command(
        words="can help",
        summary="Offer the skill that a channel was asked for",
        run=partial(take, "offer"),
        topic="You",
        arguments=(_SKILL,),
        listed=False,
    ),
    Command(
        words="would learn",
        summary="Want the skill that a channel talks about",
        run=partial(take, "want"),
        topic="You",
        arguments=(_SKILL,),
        listed=False,
    ),
)
