"""The card in the channel of a question that takes no answers any more."""

from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.talk.messages import Message, Quote, Time, note, text
from facilitation.talk.phrases import Phrase, say, say_n


def over(discussion: Discussion, by: Member, people: int, days: int) -> Message:
    """Show the question, since when it is over, and that one reads on in the thread; 0 people are not told of."""
    asked = say("{ana} asked all of you", ana=by.name)
    if discussion.clinic:
        asked = say("{ana} brought a problem", ana=by.name)
    answered = say_n("{n} person answered.", "{n} people answered.", people) if people else ""
    more = say("Read on in the thread.")
    if discussion.state == "waiting":
        more = say("The answers appear in the thread soon.")
    return Message(
        asked,
        (
            Quote((discussion.question,)),
            text(_since(discussion), " ", *((answered, " ") if answered else ()), more),
            note(say("Peerloop keeps the words of this thread for {n} days.", n=days)),
        ),
    )


def _since(discussion: Discussion) -> Phrase:
    if discussion.closed_at is not None:
        return say("Closed on {when}.", when=Time(discussion.closed_at))
    return say("Time was up on {when}.", when=Time(discussion.closes_at))
