"""A format file as text: read without obeying it, so that each value is still known by its line and column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitation.errors import UserError
from facilitation.talk import near

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

NEAR = 60
"""How alike (0-100) a word must be to one that could stand there to be suggested."""

LARGEST = 64 * 1024
DEEPEST = 8

_FOLD = "\a"
"""What ruamel puts where a folded text goes on in the next line; no text of ours has it."""

_NULL, _BOOL, _INT = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int"))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong in a file, and where."""

    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        """Return it as a line of a report."""
        return f"line {self.line}, column {self.column}: {self.sentence}"


class Wrong(UserError):
    """A format file that cannot be used, with all that is wrong in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, those that come first in the file first."""
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def meant(word: object, words: Iterable[str]) -> str:
    """Return which of the words was probably meant, to go on after a sentence; nothing where none is near."""
    found = near.nearest(str(word), {each: each for each in words}, NEAR)
    return f". {near.meant(f'“{found}”')}" if found else ""


class Source:
    """The values of a file as plain data, and where each stands."""

    def __init__(self, text: str) -> None:
        """Read the text; raises Wrong for what is no plain YAML."""
        root = _compose(text)
        self._places: dict[tuple[Any, ...], tuple[int, int]] = {(): (1, 1)}
        self._twice: list[Problem] = []
        self.data = self._plain(root, ())
        if self._twice:
            raise Wrong(self._twice)

    def problem(self, path: Sequence[Any], sentence: str) -> Problem:
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

    def _plain(self, node: "Node | None", path: tuple[Any, ...]) -> Any:
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        if node is None:
            return None
        self._places.setdefault(path, _place(node.start_mark))
        if isinstance(node, SequenceNode):
            return [self._plain(one, (*path, n)) for n, one in enumerate(node.value)]
        if not isinstance(node, MappingNode):
            return _scalar(node)
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            where = (*path, name)
            if name in found:
                self._twice.append(
                    Problem(*_place(key.start_mark), f"“{name[:40]}” is there twice")
                )
            self._places[where] = _place(key.start_mark)
            found[name] = self._plain(value, where)
        return found


def _scalar(node: "Node") -> Any:
    text = str(node.value).replace(_FOLD, "")
    plain = getattr(node, "style", None) is None
    if plain and node.tag == _NULL:
        return None
    if plain and node.tag == _BOOL:
        return text.casefold() == "true"
    if plain and node.tag == _INT and text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text


def _compose(text: str) -> "Node | None":
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError

    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise Wrong([Problem(1, 1, f"a file has {LARGEST // 1024} KB at the most")])
    try:
        if wrong := list(_forbidden(YAML(typ="rt", pure=True).parse(text))):
            raise Wrong(wrong)
        return YAML(typ="rt", pure=True).compose(text)  # type: ignore[no-any-return]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "this cannot be read"
        raise Wrong([Problem(*_place(mark), f"this is no YAML: {said}")]) from None
    except (YAMLError, YAMLStreamError) as error:
        before = text[: getattr(error, "position", 0) or 0]
        where = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Wrong(
            [Problem(*where, "there is a character here that YAML does not allow")]
        ) from None


def _forbidden(events: Any) -> Iterator[Problem]:
    """Give what a format has no need of and others have had harm from: references, tags, depth, several documents."""
    from ruamel.yaml import events as kinds

    depth = documents = 0
    for event in events:
        where = _place(event.start_mark)
        if isinstance(event, kinds.AliasEvent) or getattr(event, "anchor", None) is not None:
            yield Problem(*where, "references (& and *) are not used here: write it out")
        elif getattr(event, "tag", None) is not None and str(event.tag) != "!":
            yield Problem(*where, "tags (!) are not used here")
        elif isinstance(event, kinds.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(*where, "a file holds one thing")
                return
        depth += isinstance(event, kinds.CollectionStartEvent)
        depth -= isinstance(event, kinds.CollectionEndEvent)
        if depth > DEEPEST:
            yield Problem(*where, "this is nested too deeply")
            return


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
