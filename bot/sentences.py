"""The catalog of what there is to say, taken from the code for translators, so that it is never out of date."""

import ast
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from facilitation.errors import UserError
from facilitation.programs.formats import acts, library
from facilitation.talk import languages
from facilitation.talk.languages import CATALOG

_HOME = Path(__file__).resolve().parents[1]
CODE = (_HOME / "facilitation", _HOME / "storage")
"""Where sentences stand that people read; the others are for operators."""
TEMPLATE = CATALOG / "peerloop.pot"
_FORMATS = "facilitation/programs/formats"
_SPOKEN = {"say", "say_n", "later", "text", "note", "UserError", "NotFound", "NotAllowed", "Usage"}
_COMMENT = "# Translators:"
_EXAMPLES = ("examples.py", "gallery.py")


def render(roots: Sequence[Path] = CODE) -> str:
    """Return every sentence in the code below `roots`, with the files that say it."""
    catalog = Catalog(charset="utf-8")
    every = ((root, path) for root in roots for path in sorted(root.rglob("*.py")))
    for root, path in every:
        if path.name.endswith(_EXAMPLES):
            continue
        for sentence, comments in _said(path.read_text(encoding="utf-8")):
            place = f"{root.name}/{path.relative_to(root).as_posix()}"
            catalog.add(sentence, locations=[(place, 0)], auto_comments=comments)
    for format in library.ours().values():
        own = [format.summary, format.means]
        for sentence in [*own, *(one for step in format.steps for one in acts.said(step))]:
            catalog.add(sentence, locations=[(f"{_FORMATS}/{format.name}.yaml", 0)])
    out = io.BytesIO()
    write_po(out, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False)
    return out.getvalue().decode()


def _said(code: str) -> Iterator[tuple[str | tuple[str, str], list[str]]]:
    """Give each sentence in code, or both of its forms, with what the line before says to translators."""
    lines, tree = code.splitlines(), ast.parse(code)
    spoken = _SPOKEN - set(_borrowed(tree))
    for call in ast.walk(tree):
        name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
        if isinstance(call, ast.Call) and name in spoken:
            given = call.args[: 2 if name == "say_n" else 1]
            forms = [str(one.value) for one in given if isinstance(one, ast.Constant)]
            before = lines[call.lineno - 2].strip() if call.lineno > 1 else ""
            told = [before.removeprefix("# ")] if before.startswith(_COMMENT) else []
            if forms and len(forms) == len(given):
                yield (forms[0] if len(forms) == 1 else (forms[0], forms[1])), told


def _borrowed(tree: ast.Module) -> Iterator[str]:
    """Give the names that code has from others, whose `text` may be SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not str(node.module).startswith("facilitation"):
            yield from (one.asname or one.name for one in node.names)


def write(template: Path = TEMPLATE, roots: Sequence[Path] = CODE) -> bool:
    """Write the catalog; tell whether it had changed."""
    text = render(roots)
    changed = _read(template) != text
    template.write_text(text, encoding="utf-8")
    return changed


def check(template: Path = TEMPLATE, roots: Sequence[Path] = CODE) -> None:
    """Raise UserError when the written catalog is not what the code says, ValueError for a translation gone astray."""
    if _read(template) != render(roots):
        raise UserError(f"{template} is out of date: run `peerloop sentences` and commit it.")
    for catalog in template.parent.glob("*.po"):
        languages.read(catalog)


def _read(template: Path) -> str:
    return template.read_text(encoding="utf-8") if template.exists() else ""
