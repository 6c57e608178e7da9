"""What people say of how far a takeaway is right: it worked, it is right, it needs a fix, it is no longer so."""

from facilitation.errors import UserError
from facilitation.knowledge import (
    check_views,
    checking,
    heard,
    keeping,
    looking,
    recalling,
    service,
    takeaway_views,
    trying,
)
from facilitation.knowledge.model import Outcome
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.phrases import say

_OUTCOMES: dict[str, Outcome] = {
    **dict.fromkeys(("worked", "works", "yes", "helped"), "worked"),
    **dict.fromkeys(("partly", "partially", "somewhat"), "partly"),
    **dict.fromkeys(("no", "not", "failed", "didn't"), "no"),
}


def tried(call: Call) -> Reply:
    """Keep what came of a takeaway where somebody tried it; three buttons where they leave open how, or of which."""
    words = call.rest("tried")
    named, _, last = words.rpartition(" ")
    outcome = _OUTCOMES.get(last.casefold().strip(".!")) if named else None
    about = named if outcome else words
    found = looking.named(call.work, call.member, about, call.now)
    if found.by == call.member.id:
        return Say(takeaway_views.for_others_to_say(found))
    if outcome is None or not looking.surely(found, about):
        return Say(takeaway_views.how_was_it(found))
    evidence = trying.tried(call.work, call.member, found, outcome, call.now)
    return Say(takeaway_views.tried(found, outcome, evidence))


def check(call: Call) -> Reply:
    """Say whether a takeaway is right; the card with three buttons where nothing is said of it."""
    found = keeping.takeaway(call.work, call.member, call.given["id"])
    match call.given.get("verdict", ""):
        case "right":
            right = checking.right(call.work, call.member, found, call.now)
            recalling.spread(call.work, right, call.now)
            return Replace(check_views.checked(right))
        case "fix" if call.given.get("what", "").strip():
            what = service.readable(call.given["what"], say("What is not right"))
            saved = checking.needs_a_fix(call.work, call.member, found, what, call.now)
            return Replace(check_views.fix_told(saved))
        case "fix":
            return Ask(check_views.fix_form(found))
        case "pass":
            checking.passed(call.work, call.member, found, call.now)
            return Replace(check_views.left_to_others())
        case _:
            giver = call.work.members.find(found.by)
            return Say(check_views.please_check(found, giver))


def allow(call: Call) -> Reply:
    """Let others see what was kept of one's words."""
    made = keeping.allow(call.work, call.member, call.given["id"], call.now)
    return Replace(takeaway_views.allowed(made))


def edit(call: Call) -> Reply:
    """Change a takeaway; the form where the words are missing."""
    found = keeping.mine(call.work, call.member, call.given["id"])
    form = check_views.edit_form(found)
    if call.answers is None:
        return Ask(form)
    title, text = call.given.get("title", ""), call.given.get("text", "")
    try:
        changed = keeping.edit(call.work, call.member, found.id, title, text, call.now)
    except UserError as error:
        if error.field is None:
            raise
        return Ask(form, {error.field: error.sentence})
    return Say(
        takeaway_views.takeaway(changed, looking.known(call.work, [changed]), call.member.id)
    )


def retire(call: Call) -> Reply:
    """Mark a takeaway as no longer right, and by what it was replaced."""
    found = looking.named(call.work, call.member, call.given["takeaway"], call.now)
    newer = call.given.get("by", "")
    other = looking.named(call.work, call.member, newer, call.now).id if newer else ""
    done = keeping.retire(call.work, call.member, found.id, other)
    return Replace(takeaway_views.retired(done))


def restore(call: Call) -> Reply:
    """Let a takeaway that was no longer right be used again."""
    found = looking.named(call.work, call.member, call.given["takeaway"], call.now)
    return Replace(
        takeaway_views.restored(keeping.restore(call.work, call.member, found.id, call.now))
    )


_ID = Argument("id", shown="<takeaway>")
_TAKEAWAY = Argument("takeaway", "text", shown="<takeaway>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="tried",
        freely=True,
        heard=heard.TRIED,
        summary=say("Say how a takeaway worked for you"),
        run=tried,
        topic="Ask and share",
        arguments=(Argument("takeaway", "text", shown="<takeaway> worked | partly | no"),),
        examples=("tried ingress timeouts worked",),
    ),
    Command(
        words="obsolete",
        summary=say("Mark a takeaway as no longer right, and what replaces it"),
        run=retire,
        topic="Ask and share",
        arguments=(
            _TAKEAWAY,
            Argument("by", "text", optional=True, keywords=("by",), shown="<newer one>"),
        ),
        examples=("obsolete ingress timeouts by load balancer timeouts",),
    ),
    Command(
        words="restore",
        summary=say("Use a takeaway again that was no longer right"),
        run=restore,
        topic="Ask and share",
        arguments=(_TAKEAWAY,),
        examples=("restore ingress timeouts",),
    ),
    Command(
        words="takeaway edit",
        summary=say("Change a takeaway"),
        run=edit,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
        form=True,
    ),
    Command(
        words="check",
        summary=say("Say whether a takeaway is right"),
        run=check,
        topic="Ask and share",
        arguments=(_ID, Argument("verdict", optional=True)),
        listed=False,
        form=True,
    ),
    Command(
        words="allow",
        summary=say("Let others read what was kept of your words"),
        run=allow,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
)
