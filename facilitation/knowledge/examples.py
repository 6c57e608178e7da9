"""An example of every message and form about questions, made by the views themselves."""

from datetime import UTC, date, datetime

from facilitation.knowledge import views
from facilitation.knowledge.model import Answer, Question
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.skills.finding import Candidate
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ANA, BEN, CLEO = (
    Member(id=f"playground:acme:{n.lower()}", workspace="playground:acme", name=n)
    for n in ("Ana", "Ben <3", "Cléo 🌻")
)
QUESTION = Question(
    id="qst_1",
    workspace="playground:acme",
    asker=ANA.id,
    text="Our ingress keeps timing out after 60 s, whatever I set. Where else is there a limit?",
    skill="Kubernetes",
    created_at=AT,
)
OTHER = Question(
    id="qst_2", workspace="playground:acme", asker=ANA.id, text="Who *knows* <this>?", created_at=AT
)
ANSWER = Answer(
    id="ans_1",
    question="qst_1",
    member=BEN.id,
    text="The load balancer in front has its own idle timeout. Raise that one first.",
    at=AT,
)
PROGRAM = Program(
    id="prg_1",
    workspace="playground:acme",
    number=1,
    name="Platform people",
    format="pairs",
    channel="playground:acme:platform",
    channel_name="platform",
    anchor=date(2026, 11, 24),
    created_at=AT,
)
FOUND = [
    Candidate(
        member=one,
        level=4,
        confidence=0.8,
        source="peer",
        reason=(say("You share {n} working hours a day.", n=6),),
        week_min=1800,
        open=0,
    )
    for one in (BEN, CLEO)
]

MESSAGES: dict[str, Message] = {
    "question: who should hear it": views.choose(QUESTION, FOUND, [PROGRAM]),
    "question: nobody free": views.choose(QUESTION, [], [PROGRAM]),
    "question: no skill in it": views.choose(OTHER, [], []),
    "question on its way": views.sent(QUESTION, FOUND),
    "question on its way to a channel": views.sent_to_channel(QUESTION, PROGRAM),
    "question to a peer": views.asked(QUESTION, ANA),
    "question in a channel": views.posted(OTHER, ANA, PROGRAM),
    "question answered": views.answered(QUESTION, ANSWER, BEN),
    "question: thanks": views.thanks(ANA),
    "question passed on": views.passed_on(further=True),
    "question passed": views.passed_on(further=False),
    "question closed": views.closed(
        Question(
            id="qst_1",
            workspace="playground:acme",
            asker=ANA.id,
            text="?",
            to=(BEN.id,),
            state="closed",
            created_at=AT,
        )
    ),
    "question never asked": views.closed(OTHER),
    "my questions": views.questions([QUESTION, OTHER], {"qst_1": 2}),
    "my questions, none": views.questions([], {}),
}
FORMS: dict[str, Form] = {
    "ask": views.ask_form(),
    "answer": views.answer_form(QUESTION),
}
