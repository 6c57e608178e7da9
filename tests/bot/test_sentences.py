"""The catalog for translators is what the code says."""

import ast

import pytest

from bot import sentences
from facilitation.errors import UserError

CODE = """
from facilitation.talk.phrases import say, say_n

# Translators: at night
HELLO = say("Hello {name}, " "it is late.", name="Ana")
MANY = say_n("{n} circle", "{n} circles", n=2)
"""


def test_sentences_are_found_with_their_forms_and_what_is_said_of_them(tmp_path):
    tmp_path.joinpath("code.py").write_text(CODE)
    found = sentences.render([tmp_path])
    assert 'msgid "Hello {name}, it is late."' in found
    assert "#. Translators: at night" in found
    assert 'msgid "{n} circle"\nmsgid_plural "{n} circles"' in found


def test_an_outdated_catalog_is_noticed_until_it_is_written_anew(tmp_path):
    code, template = tmp_path / "code.py", tmp_path / "peerloop.pot"
    code.write_text(CODE)
    assert sentences.write(template, [tmp_path])
    sentences.check(template, [tmp_path])
    assert not sentences.write(template, [tmp_path])

    code.write_text(CODE + 'LATER = say("Good night.")')
    with pytest.raises(UserError, match="run `peerloop sentences`"):
        sentences.check(template, [tmp_path])
    assert sentences.write(template, [tmp_path])
    sentences.check(template, [tmp_path])


SAYS_LATER = {
    "audit_commands.py",
    "understanding.py",
    "placing.py",
    "history.py",
    "running.py",
    "countries.py",
    "creation_views.py",
    "views.py",
    "welcome.py",
    "prompt_views.py",
    "founding.py",
    "sent.py",
}
"""Says what stands in the code with `later`."""


def test_whatever_is_said_stands_in_the_code_as_it_is_said():
    for path in (path for root in sentences.CODE for path in root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("say", "say_n", "later"):
                forms = node.args[: 2 if name == "say_n" else 1]
                told = f"{path.name}:{node.lineno}"
                there = all(isinstance(one, ast.Constant) for one in forms)
                assert there or (name == "say" and path.name in SAYS_LATER), told
