"""An example of every message and form about takeaways, made by the views themselves."""

from dataclasses import replace

from facilitation.knowledge import (
    board_views,
    check_views,
    digest_views,
    learning_views,
    recall_views,
    recalling,
    share_views,
    takeaway_views,
)
from facilitation.knowledge.board_views import Page
from facilitation.knowledge.digest import Digest
from facilitation.knowledge.examples import ANA, ANSWER, AT, BEN, CLEO, FOUND, PROGRAM, QUESTION
from facilitation.knowledge.learning import Help
from facilitation.knowledge.model import Recall, Takeaway
from facilitation.knowledge.recalling import Retention
from facilitation.knowledge.resources import Suggested
from facilitation.knowledge.takeaway_views import Known
from facilitation.knowledge.trying import Evidence
from facilitation.reflections import morning_views
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

TAKEAWAY = Takeaway(
    id="tak_1",
    workspace="playground:acme",
    title="Timeouts: look at the load balancer first",
    text=ANSWER.text * 4,
    skill="Kubernetes",
    by=BEN.id,
    kept_by=ANA.id,
    owner=ANA.id,
    state="checked",
    checked_by=CLEO.id,
    created_at=AT,
)
DRAFT = replace(TAKEAWAY, id="tak_2", state="draft", checked_by="", text=ANSWER.text)
WAITS = replace(DRAFT, id="tak_3", open=False)
GONE = replace(TAKEAWAY, id="tak_4", state="obsolete", replaced_by="tak_1", title="Old *ways*")
DUE = replace(TAKEAWAY, id="tak_5", state="due")
KNOWN = Known(
    {one.id: one for one in (ANA, BEN, CLEO)},
    {"tak_1": Evidence(worked=2, partly=1), "tak_5": Evidence(no=1)},
    {"tak_1": TAKEAWAY},
)
PAGE = Page("takeaways", 2, more=True)
RESOURCE = replace(
    DRAFT, id="tak_6", kind="resource", title="The docs", link="https://docs.example/a", level=2
)
BOOK = replace(RESOURCE, id="tak_7", link="", title="A *book* on pods")
HELP = Help(
    "Kubernetes",
    FOUND,
    [TAKEAWAY, DUE],
    [
        Suggested(RESOURCE, say("It worked for {worked} of {n} who tried it.", worked=2, n=3)),
        Suggested(BOOK, say("It is for your level.")),
    ],
    [],
    [PROGRAM],
)
RECALL = Recall(takeaway="tak_1", member=ANA.id, due_at=AT, rating="partly", answered_at=AT)

MESSAGES: dict[str, Message] = {
    "takeaway before it is kept": Message(
        say("Keep this for others?"), share_views.would_keep(TAKEAWAY.text)
    ),
    "takeaway before it is kept, like another": Message(
        say("Keep this for others?"), share_views.would_keep(TAKEAWAY.text, [GONE, DUE])
    ),
    "takeaway kept": takeaway_views.kept(DRAFT),
    "takeaway kept, to be checked": takeaway_views.kept(DRAFT, CLEO),
    "takeaway waits for a yes": takeaway_views.waits(WAITS, BEN),
    "takeaway of mine: may it be kept": takeaway_views.may_it_be_kept(WAITS, ANA),
    "takeaway of mine: others may see it": takeaway_views.allowed(DRAFT),
    "takeaway taken back": takeaway_views.taken_back(TAKEAWAY),
    "takeaways": board_views.board([TAKEAWAY, DRAFT, WAITS, GONE, DUE], KNOWN, PAGE),
    "takeaways that are due": board_views.board([DUE], KNOWN, Page("takeaways due"), "due"),
    "takeaways, none": board_views.board([], KNOWN, Page("takeaways")),
    "takeaways, none of a kind": board_views.board([], KNOWN, Page("takeaways due"), "due"),
    "takeaways found": board_views.found_by("timeouts", [TAKEAWAY, DRAFT], KNOWN, PAGE),
    "takeaways, none found": board_views.found_by("<b>haskell</b>", [], KNOWN, PAGE),
    "question: something is known": board_views.known_first(QUESTION, [TAKEAWAY, DRAFT], KNOWN),
    "takeaways of a week": digest_views.digest(
        PROGRAM,
        Digest((DRAFT,) * 7, ((TAKEAWAY, 2), (GONE, 1)), (DUE,)),
        "https://peerloop.example/board/prg_1.1.x",
    ),
    "takeaways of a week, one new": digest_views.digest(PROGRAM, Digest((DRAFT,))),
    "takeaway": takeaway_views.takeaway(TAKEAWAY, KNOWN, CLEO.id),
    "takeaway of my own": takeaway_views.takeaway(TAKEAWAY, KNOWN, ANA.id),
    "takeaway that is not checked": takeaway_views.takeaway(DRAFT, KNOWN, CLEO.id),
    "takeaway that was replaced": takeaway_views.takeaway(GONE, KNOWN, CLEO.id),
    "takeaway of mine that was replaced": takeaway_views.takeaway(GONE, KNOWN, ANA.id),
    "takeaway tried": takeaway_views.tried(TAKEAWAY, "worked", Evidence(worked=3)),
    "takeaway tried by who gave it": takeaway_views.for_others_to_say(TAKEAWAY),
    "takeaway tried in vain": takeaway_views.tried(TAKEAWAY, "no", Evidence(no=1)),
    "takeaway: how did it go": takeaway_views.how_was_it(TAKEAWAY),
    "takeaway no longer right": takeaway_views.retired(GONE),
    "takeaway in use again": takeaway_views.restored(TAKEAWAY),
    "takeaway to check": check_views.please_check(DRAFT, BEN),
    "takeaway to check, of nobody's": check_views.please_check(replace(DRAFT, skill=""), None),
    "takeaway checked": check_views.checked(TAKEAWAY),
    "takeaway checked, with something to fix": check_views.fix_told(DRAFT),
    "takeaway left to others to check": check_views.left_to_others(),
    "takeaway to fix": check_views.to_fix(DRAFT, CLEO, "It is *two* timeouts now <b>."),
    "takeaway of mine: still right": check_views.still_right(DUE, own=True),
    "takeaway: still right": check_views.still_right(DUE, own=False),
    "takeaways that are mine now": check_views.yours_now([TAKEAWAY, DRAFT], BEN),
    "resources": board_views.resources([RESOURCE], KNOWN, Page("resources")),
    "resources, none": board_views.resources([], KNOWN, Page("resources")),
    "resource added": learning_views.added(RESOURCE),
    "resource": takeaway_views.takeaway(RESOURCE, KNOWN, CLEO.id),
    "learn": learning_views.learn(HELP),
    "learn, nothing yet": learning_views.learn(Help("cobol")),
    "want, with something to learn from": learning_views.with_resources(
        Message(say("Noted")), HELP.resources
    ),
    "recall on": recall_views.turned_on(2),
    "recall on, nothing yet": recall_views.turned_on(0),
    "recall off": recall_views.turned_off(),
    "recall": recall_views.standing(
        on=True,
        coming=RECALL,
        figures=[Retention(PROGRAM.name, 75, 20, 20), Retention("Design", None, 5, 20)],
    ),
    "recall, and two wait": recall_views.standing(on=True, coming=RECALL, figures=[], waiting=2),
    "recall, not yet on": recall_views.standing(on=False, coming=None, figures=[]),
    "recall: on a morning's card": morning_views.card_of([recall_views.item(3)]),
    "recall: a question": recall_views.ask(TAKEAWAY, recalling.question(TAKEAWAY), 2),
    "recall: the takeaway": recall_views.shown(TAKEAWAY, recalling.question(TAKEAWAY)),
    "recall: the takeaway and an answer": recall_views.shown(
        TAKEAWAY, recalling.question(TAKEAWAY), "There <b>"
    ),
    "recall: rated": recall_views.rated(RECALL, more=True),
    "recall: nothing due": recall_views.nothing_due(RECALL),
    "recall: nothing at all": recall_views.nothing_due(None),
    "recall: a question written": recall_views.written(
        TAKEAWAY, "Where do you look first?", situation=False
    ),
    "recall: a situation written": recall_views.written(
        TAKEAWAY, "The pod is killed. What do you do?", situation=True
    ),
    "recall: exported": recall_views.PACKAGE,
}
FORMS: dict[str, Form] = {
    "keep": share_views.keep_form(ANSWER, QUESTION),
    "share, like another": share_views.like_it([DUE], "Timeouts", DUE.text, [])[0],
    "share": share_views.share_form(),
    "share, with programs": share_views.share_form("Timeouts", [PROGRAM]),
    "recall answer": recall_views.answer_form(TAKEAWAY, recalling.question(TAKEAWAY)),
    "recall question": recall_views.question_form(
        TAKEAWAY, "Where do you look first?", situation=False
    ),
    "resource add": learning_views.add_form(),
    "takeaway edit": check_views.edit_form(TAKEAWAY),
    "takeaway check": check_views.fix_form(DRAFT),
}
