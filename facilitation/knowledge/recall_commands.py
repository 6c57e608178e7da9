"""What people say to let takeaways come back to them: on, off, now, and their answers."""

from datetime import datetime
from functools import partial

from facilitation.errors import Usage, UserError
from facilitation.knowledge import heard, keeping, memory, recall_views, recalling
from facilitation.people.model import Member
from facilitation.post import handing
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Code, Message
from facilitation.talk.phrases import say
from facilitation.work import Work


def standing(call: Call) -> Reply:
    """Say whether the caller is asked, and what comes next."""
    work, member = call.work, call.member
    shown = recall_views.standing(
        on=recalling.is_on(work, member),
        coming=recalling.coming(work, member),
        figures=recalling.retention(work, member, call.now),
        waiting=len(work.recalls.due(member.id, call.now, recalling.EVERY)),
    )
    return Say(shown)


def turn(call: Call, *, on: bool) -> Reply:
    """Let the caller be asked from now on, or no more."""
    if not on:
        recalling.turn_off(call.work, call.member)
        return Replace(recall_views.turned_off())
    return Replace(recall_views.turned_on(recalling.turn_on(call.work, call.member, call.now)))


def now(call: Call) -> Reply:
    """Ask what is due."""
    if not recalling.is_on(call.work, call.member):
        return standing(call)
    due = recalling.due(call.work, call.member, call.now)
    if not due:
        return Replace(recall_views.nothing_due(recalling.coming(call.work, call.member)))
    takeaway = call.work.takeaways.get(due[0].takeaway)
    return Replace(recall_views.ask(takeaway, _question(call, takeaway.id), len(due) - 1))


def _question(call: Call, id: str) -> str:
    written = recalling.questions(call.work, [id]).get(id, "")
    return recalling.question(call.work.takeaways.get(id), written)


def answer(call: Call) -> Reply:
    """Take an answer, which is shown beside the takeaway and not kept; the form where it is missing."""
    _, takeaway = recalling.asked(call.work, call.member, call.given["id"])
    question = _question(call, takeaway.id)
    if call.answers is None:
        return Ask(recall_views.answer_form(takeaway, question))
    return Say(recall_views.shown(takeaway, question, call.given.get("answer", "")))


def show(call: Call) -> Reply:
    """Show the takeaway that a question is about."""
    _, takeaway = recalling.asked(call.work, call.member, call.given["id"])
    return Replace(recall_views.shown(takeaway, _question(call, takeaway.id)))


def rate(call: Call) -> Reply:
    """Take how well it came to mind."""
    ratings: dict[str, memory.Rating] = {"got": "got", "partly": "partly", "no": "no"}
    rating = ratings.get(call.given["rating"])
    if rating is None:
        raise Usage("Say got, partly or no.")
    recall = recalling.rate(call.work, call.member, call.given["id"], rating, call.now)
    more = bool(recalling.due(call.work, call.member, call.now))
    return Replace(recall_views.rated(recall, more))


def question(call: Call) -> Reply:
    """Write what is asked about a takeaway; the form, with a question proposed, where it is missing."""
    found = call.given["id"]
    if call.answers is None:
        takeaway = keeping.takeaway(call.work, call.member, found)
        proposed = str(_question(call, takeaway.id))
        situation = call.work.recalls.situated(takeaway.id)
        return Ask(recall_views.question_form(takeaway, proposed, situation=situation))
    words, situation = call.given.get("question", ""), call.given.get("asks", "") == "situation"
    takeaway = recalling.write(call.work, call.member, found, words, situation=situation)
    asks = call.work.recalls.situated(takeaway.id)
    return Say(recall_views.written(takeaway, words, situation=asks))


def export(call: Call) -> Reply:
    """Give the caller their questions as an Anki package."""
    if not recalling.is_on(call.work, call.member):
        return standing(call)
    return handing.hand(call, recall_views.PACKAGE)


def file(work: Work, member: Member, _words: str, _now: datetime) -> Message:
    """Return the message that a member's questions go with; raises UserError where nothing comes back to them."""
    if not recalling.is_on(work, member):
        raise UserError(
            "Nothing comes back to you as a question. Turn it on: {command}",
            command=Code("recall on"),
        )
    return recall_views.PACKAGE


_ID = Argument("id", shown="<takeaway>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="recall",
        heard=heard.RECALL,
        summary=say("See how takeaways come back to you as questions"),
        run=standing,
        topic="Ask and share",
    ),
    Command(
        words="recall on",
        summary=say("Let takeaways come back to you as short questions"),
        run=partial(turn, on=True),
        topic="Ask and share",
    ),
    Command(
        words="recall off",
        summary=say("Let no more questions come back to you"),
        run=partial(turn, on=False),
        topic="Ask and share",
    ),
    Command(
        words="recall now",
        heard=heard.RECALL_NOW,
        summary=say("Answer the questions that are due"),
        run=now,
        topic="Ask and share",
    ),
    Command(
        words="recall export",
        summary=say("Take your questions with you, for Anki"),
        run=export,
        topic="Ask and share",
    ),
    Command(
        words="recall question",
        summary=say("Write the question that is asked about a takeaway"),
        run=question,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
        form=True,
    ),
    Command(
        words="recall answer",
        summary=say("Answer a question about a takeaway"),
        run=answer,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
        form=True,
    ),
    Command(
        words="recall show",
        summary=say("See the takeaway that a question is about"),
        run=show,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="recall rate",
        summary=say("Say how well it came to mind"),
        run=rate,
        topic="Ask and share",
        arguments=(_ID, Argument("rating")),
        listed=False,
    ),
)
