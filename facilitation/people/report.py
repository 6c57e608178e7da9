"""What became of a people file, and the lines in which a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitation.talk.phrases import say

SHOWN = 20
"""Of so many whose skills were replaced a report says how."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that cannot be taken, and why; line 1 is the header."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file; where a line was refused nothing is written, and nobody is added or updated."""

    lines_read: int
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headers of columns that mean nothing to us."""
    remarks: tuple[str, ...] = ()
    """What is said of how the file was read, such as which of two columns was taken."""
    left: tuple[Refusal, ...] = ()
    """Cells that say nothing we know, and were left as they were while the rest of their line was taken."""
    changes: tuple[str, ...] = ()
    """Who changes, and how: a sentence for each."""
    new: tuple[str, ...] = ()
    """Of these the sentences on who is new: a slip in an address makes a second person."""
    lost: tuple[str, ...] = ()
    """Whose skills were replaced by others, so that some are gone: a sentence for each."""
    dry: bool = False
    """Whether it was only looked at what would happen."""

    @property
    def added(self) -> int:
        """How many people are new."""
        return len(self.new)


def lines_of(report: Report) -> Iterator[str]:
    """Give the report in lines a person reads."""
    yield from report.remarks
    if report.ignored:
        yield f"Columns I do not use: {', '.join(report.ignored)}."
    for refusal in report.refused:
        yield f"Line {refusal.line}: {refusal.why}"
    if report.refused:
        yield (
            say(
                "{refused} of {lines_read} lines refused, so nothing was changed. Mend them and import "
                "the file again.",
                refused=len(report.refused),
                lines_read=report.lines_read,
            )
        )
        return
    for left in report.left:
        yield f"Line {left.line}: {left.why}"
    yield from report.changes if report.dry else _told(report)
    would = "would be " if report.dry else ""
    yield (
        f"{report.lines_read} lines read: {report.added} people {would}added, "
        f"{report.updated} {would}updated, {report.unchanged} as they were."
        f"{' Nothing was changed.' if report.dry else ''}"
    )


def _told(report: Report) -> Iterator[str]:
    """Give what is to be known of a file that was taken: who is new, and who has less than before."""
    yield from report.new
    yield from report.lost[:SHOWN]
    if (more := len(report.lost) - SHOWN) > 0:
        yield f"And of {more} more what they offer or want was replaced; --check names all before it is."
