"""What people say to ask each other, and to keep what they learn: ask, answer, keep, share, search."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.people.plainly import folded, kept
from facilitation.programs import service as programs
from facilitation.questions import service, takeaway_views, views
from facilitation.questions.model import Takeaway
from facilitation.skills import naming
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say

NEAR = 70
"""How alike (0-100) words and a takeaway must be to be found."""
_QUESTION = Argument("question", "text", optional=True, shown='"what you want to know"')


def ask(call: Call) -> Reply:
    """Take a question and let the asker choose who gets it; the form where there is none."""
    said = call.given.get("question", "")
    if not said:
        return Ask(views.ask_form())
    skill = call.given.get("skill", "")
    if said.casefold().startswith("about ") and ":" in said:
        skill, _, said = said[len("about ") :].partition(":")
    name = naming.read(call.work, call.workspace.id, skill).name if skill.strip() else ""
    question = service.draft(call.work, call.member, said, name, call.now)
    candidates = service.peers(call.work, call.workspace, call.member, question, call.now)
    return Say(views.choose(question, candidates, service.channels(call.work, call.member)))


def ask_peers(call: Call) -> Reply:
    """Put a question to the best-placed peers."""
    question = service.mine(call.work, call.member, call.given["id"])
    if question.to or question.state == "closed":
        raise UserError("That question is on its way already, or closed.")
    candidates = service.peers(call.work, call.workspace, call.member, question, call.now)
    if not candidates:
        raise UserError("Nobody who offers that can be asked just now. Try a channel, or later.")
    service.put_to_peers(call.work, call.member, question, candidates, call.now)
    return Replace(views.sent(question, candidates))


def ask_channel(call: Call) -> Reply:
    """Put a question to a program's channel."""
    question = service.mine(call.work, call.member, call.given["id"])
    program = programs.find(call.work, call.workspace.id, call.given["program"])
    if not program.channel:
        raise UserError(f"{program.name} has no channel that I can post in.")
    if question.channel or question.state == "closed":
        raise UserError("That question is on its way already, or closed.")
    service.put_to_channel(call.work, call.member, question, program, call.now)
    return Replace(views.sent_to_channel(question, program))


def ask_close(call: Call) -> Reply:
    """Close a question."""
    return Replace(views.closed(service.close(call.work, call.member, call.given["id"])))


def answer(call: Call) -> Reply:
    """Answer a question; the form where the words are missing."""
    question = service.to_answer(call.work, call.member, call.given["id"])
    if "text" not in call.given:
        return Ask(views.answer_form(question))
    service.answer(call.work, call.member, question.id, call.given["text"], call.now)
    return Replace(views.thanks(call.work.members.get(question.asker)))


def let_pass(call: Call) -> Reply:
    """Let a question pass."""
    further = service.passed(call.work, call.workspace, call.member, call.given["id"], call.now)
    return Replace(views.passed_on(further=further))


def keep(call: Call) -> Reply:
    """Keep an answer for others; the form where the words are missing."""
    found, question = service.answer_of(call.work, call.member, call.given["id"])
    if call.answers is None:
        return Ask(takeaway_views.keep_form(found, question))
    title, text = call.given.get("title", ""), call.given.get("text", "")
    try:
        made = service.keep(call.work, call.member, found, title, text, question.skill, call.now)
    except UserError as error:
        if error.field is None:
            raise
        return Ask(takeaway_views.keep_form(found, question), {error.field: error.sentence})
    return Say(takeaway_views.kept(made))


def share(call: Call) -> Reply:
    """Keep a takeaway of one's own; the form where nothing is said."""
    if call.answers is None and not call.given.get("text"):
        return Ask(takeaway_views.share_form())
    text = call.given.get("text", "")
    title = call.given.get("title") or text.splitlines()[0][: service.TITLE]
    skill = service.about(call.work, call.workspace.id, f"{title} {text}")
    made = service.keep(call.work, call.member, None, title, text, skill, call.now)
    return Say(takeaway_views.kept(made))


def search(call: Call) -> Reply:
    """Find takeaways by their words."""
    words = kept(call.given.get("words", ""))
    everything = call.work.questions.takeaways(call.workspace.id)
    found = _matching(everything, words) if words else everything
    return Say(takeaway_views.takeaways(found, _people(call, found), words[:60]))


def takeaway(call: Call) -> Reply:
    """Show one takeaway."""
    found = service.takeaway(call.work, call.member, call.given["id"])
    return Say(takeaway_views.takeaway(found, _people(call, [found]).get(found.by)))


def unkeep(call: Call) -> Reply:
    """Take a takeaway out again."""
    found = service.take_back(call.work, call.member, call.given["id"])
    return Replace(takeaway_views.taken_back(found))


def questions(call: Call) -> Reply:
    """List one's own questions."""
    found = [q for q in call.work.questions.of_member(call.member.id) if q.state != "draft"]
    counts = {q.id: len(call.work.questions.answers(q.id)) for q in found[: views.SHOWN]}
    return Say(views.questions(found, counts))


def _matching(everything: list[Takeaway], words: str) -> list[Takeaway]:
    """Return the takeaways that say the words, else those that nearly do, best first."""
    wanted = folded(words).split()
    says = {t.id: folded(f"{t.title} {t.skill} {t.text}") for t in everything}
    exact = [t for t in everything if all(word in says[t.id] for word in wanted)]
    if exact:
        return exact
    hits = process.extract(
        folded(words),
        says,
        scorer=fuzz.partial_token_set_ratio,
        score_cutoff=NEAR,
        limit=views.SHOWN,
    )
    order = [key for _, _, key in hits]
    return sorted((t for t in everything if t.id in order), key=lambda t: order.index(t.id))


def _people(call: Call, found: list[Takeaway]) -> Mapping[str, Member]:
    return call.work.members.some(sorted({t.by for t in found[: views.SHOWN]}))


_ID = Argument("id", shown="<question>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="ask",
        summary="Ask the peers who know best, or a channel",
        run=ask,
        topic="Finding help",
        arguments=(_QUESTION,),
        examples=("ask", 'ask "How do you test Terraform modules?"'),
        form=True,
    ),
    Command(
        words="questions",
        summary="See what you asked, and what came back",
        run=questions,
        topic="Finding help",
        also=("my questions",),
    ),
    Command(
        words="share",
        summary="Keep something you learned, for others to find",
        run=share,
        topic="Finding help",
        arguments=(Argument("text", "text", optional=True, shown="what others can use"),),
        examples=("share", "share Restart the pod before you raise the limit"),
        form=True,
    ),
    Command(
        words="search",
        summary="Find takeaways by their words",
        run=search,
        topic="Finding help",
        arguments=(Argument("words", "text", optional=True),),
        examples=("search terraform",),
        also=("takeaways",),
    ),
    Command(
        words="question peers",
        summary="Put a question to the best-placed peers",
        run=ask_peers,
        topic="Finding help",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="question channel",
        summary="Post a question in a program's channel",
        run=ask_channel,
        topic="Finding help",
        arguments=(_ID, Argument("program")),
        listed=False,
    ),
    Command(
        words="question close",
        summary="Close a question of yours",
        run=ask_close,
        topic="Finding help",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="answer",
        summary="Answer a question",
        run=answer,
        topic="Finding help",
        arguments=(_ID, Argument("text", "text", optional=True)),
        listed=False,
        form=True,
    ),
    Command(
        words="pass",
        summary="Let a question pass",
        run=let_pass,
        topic="Finding help",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="keep",
        summary="Keep an answer for others",
        run=keep,
        topic="Finding help",
        arguments=(Argument("id", shown="<answer>"),),
        listed=False,
        form=True,
    ),
    Command(
        words="unkeep",
        summary="Take back what was kept for others",
        run=unkeep,
        topic="Finding help",
        arguments=(Argument("id", shown="<takeaway>"),),
        also=("unshare",),
        listed=False,
    ),
    Command(
        words="takeaway",
        summary="Read one takeaway",
        run=takeaway,
        topic="Finding help",
        arguments=(Argument("id", shown="<takeaway>"),),
        listed=False,
    ),
)
