"""Formats and programs as files on the machine: in, out, and a look at what would change."""

import json
from pathlib import Path

import pytest

from bot import filing, formats
from bot.settings import Settings
from facilitation.errors import UserError
from facilitation.programs.formats import library
from storage.engine import make_engine
from tests.company import WORKSPACE, Company, person
from tests.storage_fixtures import store_on
from tests.words import agree

LUNCH = Path(__file__).parents[1] / "facilitation" / "formats" / "lunch.yaml"


@pytest.fixture
def settings(migrated_url: str) -> Settings:
    """Settings of a machine on whose database a company lives."""
    engine = make_engine(migrated_url)
    company = Company(store_on(engine))
    company.settle(person("root", role="admin"), person("ana", email="ana@example.com"))
    agree(company, "root", 'program create pairs "Coffee"')
    company.says("ana", "join coffee")
    engine.dispose()
    return Settings(_env_file=None, database_url=migrated_url)  # type: ignore[call-arg]


def test_a_format_comes_out_of_the_machine_as_it_went_in(settings: Settings) -> None:
    looked = filing.format_in(settings, LUNCH, None, check=True)
    assert looked == "lunch is new, with 7 steps."
    assert filing.format_in(settings, LUNCH, WORKSPACE, check=False) == looked
    assert filing.format_out(settings, "lunch", None) == LUNCH.read_text("utf-8")
    again = filing.format_in(settings, LUNCH, None, check=True)
    assert "would take the place of the one before" in again
    assert filing.format_out(settings, "pairs", None) == library.text_of_ours("pairs")


def test_a_program_comes_out_of_the_machine_as_it_went_in(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "coffee.yaml"
    text = filing.program_out(settings, "coffee", None)
    file.write_text(text, "utf-8")
    assert list(filing.program_in(settings, file, None, check=True)) == [
        "That is how it is already."
    ]
    other = text.replace("program: Coffee", "program: Tea").replace("goal: ''", "goal: Talk")
    file.write_text(other, "utf-8")
    lines = list(filing.program_in(settings, file, None, check=True))
    assert lines[0] == "Tea is new."
    assert lines == list(filing.program_in(settings, file, None, check=False))
    assert "goal: Talk" in filing.program_out(settings, "tea", None)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="no text in UTF-8"):
        list(filing.program_in(settings, file, None, check=True))


def test_two_validators_agree_with_what_is_read_about_every_format() -> None:
    import jsonschema_rs
    from jsonschema import Draft202012Validator

    from facilitation.programs.formats.source import Source

    schema = json.loads(formats.schema())
    one, other = Draft202012Validator(schema), jsonschema_rs.validator_for(schema)
    texts = [*(library.text_of_ours(name) for name in library.ours()), LUNCH.read_text("utf-8")]
    for text in texts:
        data = Source(text).data
        assert one.is_valid(data), next(one.iter_errors(data)).message
        assert other.is_valid(data)
        broken = {**data, "steps": [{**data["steps"][0], "act": "anounce"}, *data["steps"][1:]]}
        assert not one.is_valid(broken)
        assert not other.is_valid(broken)
        assert not other.is_valid({**data, "stepps": []})
