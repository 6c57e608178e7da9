"""A file in the fields of a form: cut between lines where a field holds less than all of it, and put together again."""

from collections.abc import Mapping

from facilitation.errors import UserError
from facilitation.talk.forms import Answers, Paragraph
from facilitation.talk.phrases import say

LONGEST = 2900
"""So many characters one field holds at the most; Slack's limit is 3,000."""
FIELDS = ("first", "second", "third", "fourth")
_LABELS: Mapping[str, str] = {
    "first": say("The file"),
    "second": say("More of it, where it is long"),
    "third": say("More of it"),
    "fourth": say("The rest of it"),
}


def split(text: str) -> list[str]:
    """Return a text in parts that fit into fields, without the line ends between them; raises UserError."""
    parts = [""]
    for line in text.splitlines(keepends=True):
        if parts[-1] and len(parts[-1]) + len(line) > LONGEST:
            parts[-1] = parts[-1].removesuffix("\n")
            parts.append("")
        parts[-1] += line
    if len(parts) > len(FIELDS) or any(len(part) > LONGEST for part in parts):
        raise UserError(
            say("That file is too long for a form. Whoever runs the server can read and write it.")
        )
    return parts


def joined(answers: Answers) -> str:
    """Return the text that was filled in, ending with a line end; what is empty is left out."""
    given = [str(answers.get(name, "")) for name in FIELDS]
    said = "\n".join(part for part in given if part.strip())
    return said if said.endswith("\n") or not said else said + "\n"


def fields(text: str = "", hint: str = "") -> tuple[Paragraph, ...]:
    """Return the fields for a file, filled with a text."""
    parts = split(text) if text else []
    return tuple(
        Paragraph(
            name,
            _LABELS[name],
            value=parts[place] if place < len(parts) else "",
            hint=hint if not place else say("Cut it between two lines."),
            optional=bool(place),
            longest=3000,
        )
        for place, name in enumerate(FIELDS)
    )
