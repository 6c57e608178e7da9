"""A format file as text: read without obeying it, so that each value is still known by its line and column."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from facilitation.late import Late
from facilitation.programs.formats.wrong import Problem, Wrong, twice
from facilitation.talk.phrases import Phrase, say

if TYPE_CHECKING:
    from ruamel import yaml as ruamel
    from ruamel.yaml import error as errors
    from ruamel.yaml import events as kinds
else:
    ruamel = Late("ruamel.yaml")
    errors, kinds = Late("ruamel.yaml.error"), Late("ruamel.yaml.events")

LARGEST = 64 * 1024
TOO_LARGE = say("a file has {most} KB at the most", most=LARGEST // 1024)
DEEPEST = 8

_FOLD = "\a"
"""What ruamel puts where a folded text goes on in the next line; no text of ours has it."""

_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOL = frozenset(("true", "True", "TRUE", "false", "False", "FALSE"))


class Source:
    """The values of a file as plain data, and where each stands."""

    def __init__(self, text: str) -> None:
        """Read the text; raises Wrong for what is no plain YAML."""
        self._events = iter(_events(text))
        self._places: dict[tuple[Any, ...], tuple[int, int]] = {(): (1, 1)}
        self._twice: list[Problem] = []
        first = next(self._events, None)
        self.data: Any = None if first is None else self._plain(first, ())
        if self._twice:
            raise Wrong(self._twice)

    def problem(self, path: Sequence[Any], sentence: Phrase) -> Problem:
        """Return a problem at what a path of keys leads to; parts that lead nowhere are passed over."""
        found: tuple[Any, ...] = ()
        for part in path:
            if (*found, part) in self._places:
                found = (*found, part)
        return Problem(*self._places[found], sentence)

    def value(self, path: Sequence[Any]) -> Any:
        """Return the value that a path leads to; parts that lead nowhere are passed over."""
        value = self.data
        for part in path:
            if (isinstance(value, dict) and part in value) or (
                isinstance(value, list) and isinstance(part, int) and part < len(value)
            ):
                value = value[part]
        return value

    def _plain(self, event: Any, path: tuple[Any, ...]) -> Any:
        """Return the value that begins with an event, as plain data."""
        self._places.setdefault(path, _place(event.start_mark))
        if isinstance(event, kinds.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(one := next(self._events), kinds.SequenceEndEvent):
                items.append(self._plain(one, (*path, len(items))))
            return items
        if not isinstance(event, kinds.MappingStartEvent):
            return _scalar(event)
        found: dict[str, Any] = {}
        while not isinstance(key := next(self._events), kinds.MappingEndEvent):
            if isinstance(key, kinds.ScalarEvent):
                name = str(key.value)
            else:
                name = str(self._plain(key, (*path, "?")))
            where = (*path, name)
            if name in found:
                self._twice.append(Problem(*_place(key.start_mark), twice(name)))
            self._places[where] = _place(key.start_mark)
            found[name] = self._plain(next(self._events), where)
        return found


def _scalar(event: Any) -> Any:
    """Return a scalar as it is meant: where it stands without quotes, nothing, yes or no, or a number; else a text."""
    text = str(event.value).replace(_FOLD, "")
    if event.style is not None:
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return text.casefold() == "true"
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text


def _events(text: str) -> list[Any]:
    """Return what a text is made of, values alone; raises Wrong."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise Wrong([Problem(1, 1, TOO_LARGE)])
    around = (
        kinds.StreamStartEvent,
        kinds.StreamEndEvent,
        kinds.DocumentStartEvent,
        kinds.DocumentEndEvent,
    )
    found: list[Any] = []
    try:
        parsed = _kept(ruamel.YAML(typ="rt", pure=True).parse(text), found)
        if wrong := list(_forbidden(parsed)):
            raise Wrong(wrong)
        return [one for one in found if not isinstance(one, around)]
    except errors.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Wrong([Problem(*_place(mark), _plainly(error, text, _place(mark)[0]))]) from None
    except (errors.YAMLError, errors.YAMLStreamError) as error:
        before = text[: getattr(error, "position", 0) or 0]
        where = before.count("\n") + 1, len(before) - before.rfind("\n")
        said = say("there is a character here that YAML does not allow")
        raise Wrong([Problem(*where, said)]) from None


def _plainly(error: Any, text: str, line: int) -> Phrase:
    """Return what is wrong as somebody can mend it who knows nothing of YAML; as its reader says it for the rest."""
    said = error.problem or error.context or ""
    lines = text.splitlines()
    value = lines[line - 1].partition(":")[2].strip() if 0 < line <= len(lines) else ""
    if "mapping values" in said and value:
        return say("there is another colon in this line: put the text after the first in quotes")
    if value.startswith("{") and value.count("}") and not value.endswith("}"):
        return say("a text that begins with a brace stands in quotes, all of it")
    if "'\\t'" in said:
        return say("there is a tab here: use blanks")
    if "block" in said:
        return say(
            "this line begins further left or right than the others of its list: count the blanks before it"
        )
    return say("this is no YAML: {why}", why=said)


def _kept(events: Iterable[Any], found: list[Any]) -> Iterator[Any]:
    for event in events:
        found.append(event)
        yield event


def _forbidden(events: Any) -> Iterator[Problem]:
    """Give what a format has no need of and others have had harm from: references, tags, depth, several documents."""
    depth = documents = 0
    for event in events:
        where = _place(event.start_mark)
        if isinstance(event, kinds.AliasEvent) or getattr(event, "anchor", None) is not None:
            yield Problem(*where, say("references (& and *) are not used here: write it out"))
        elif getattr(event, "tag", None) is not None and str(event.tag) != "!":
            yield Problem(*where, say("tags (!) are not used here"))
        elif isinstance(event, kinds.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(*where, say("a file holds one thing"))
                return
        depth += isinstance(event, kinds.CollectionStartEvent)
        depth -= isinstance(event, kinds.CollectionEndEvent)
        if depth > DEEPEST:
            yield Problem(*where, say("this is nested too deeply"))
            return


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
