"""What people read who are about to keep a takeaway: the forms, and what is nearly kept already."""

from collections.abc import Sequence

from facilitation.knowledge.model import Answer, Question, Takeaway
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Line, Paragraph, Pick
from facilitation.talk.messages import Block, Bold, Button, Items, Option, Quote, buttons, text
from facilitation.talk.phrases import say
from facilitation.talk.text import cut


def keep_form(answer: Answer, question: Question) -> Form:
    """Ask for a title, and offer to shorten an answer, before it is kept for others."""
    return Form(
        title=say("Keep it for others"),
        command=f"keep {answer.id}",
        lead=say("Everybody here can find it. Leave out what should stay between you."),
        fields=(
            Line("title", say("Title"), value=cut(question.text, 100), longest=120),
            Paragraph("text", say("What is worth knowing"), value=answer.text),
        ),
    )


def share_form(
    words: str = "", programs: Sequence[Program] = (), written: str = "", command: str = "share"
) -> Form:
    """Ask for a takeaway of one's own, with what was said already, and for which of one's programs it is."""
    options = tuple(Option(p.name, f"#{p.number}") for p in programs)
    for_one = (Pick("program", say("For a program"), options, optional=True),) if options else ()
    return Form(
        title=say("Share a takeaway"),
        command=command,
        lead=say("Something you learned that others can use. Everybody here can find it."),
        fields=(
            Line("title", say("Title"), words, hint=say("What is it about?"), longest=120),
            Paragraph("text", say("What is worth knowing"), written),
            *for_one,
        ),
    )


def like_it(
    near: Sequence[Takeaway], title: str, written: str, programs: Sequence[Program]
) -> tuple[Form, dict[str, str]]:
    """Return the form with what was said, and that something like it is kept; sent off again it is kept too."""
    form = share_form(title, programs, written, command="share anyway")
    said = say(
        "Much like “{title}”, which is kept already. Send it off again to keep yours too.",
        title=near[0].title,
    )
    return form, {"text": said}


def would_keep(words: str, near: Sequence[Takeaway] = ()) -> tuple[Block, ...]:
    """Show what would be kept for others, who finds it, and what nearly says the same already."""
    shown: list[Block] = [Quote((words,)), text(say("Everybody here can find it, with your name."))]
    if near:
        shown.append(text(Bold(say("Much like it is kept already:"))))
        shown.append(Items(tuple((one.title,) for one in near)))
        shown.append(
            buttons(
                *(
                    Button(say("Read {title}", title=cut(t.title, 50)), f"takeaway {t.id}")
                    for t in near
                )
            )
        )
    return tuple(shown)
