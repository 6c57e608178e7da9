"""What people say about themselves and each other: profile, avoid, roles, holidays, help."""

from dataclasses import replace

import pytest

from facilitation.errors import NotFound, UserError
from facilitation.people import countries, daysoff, examples, languages, profile, service
from facilitation.talk.forms import PickMany
from facilitation.talk.incoming import Ask, Filled, Reply, Say, Sender, Typed, Where
from facilitation.talk.when.weeks import Week
from storage.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.words import HOSTILE, agree, said, words_of


@pytest.fixture
def company(store: Store) -> Company:
    """A company of five; Ana is its admin."""
    made = Company(store)
    made.settle(
        replace(person("ana", role="admin"), name="Ana Sousa", email="ana@acme.example"),
        person("ben"),
        replace(person("cleo"), name="Cleo Röhm"),
        person("dan"),
        replace(person("dana"), name="Dan Brown"),
        replace(person("eve"), name="Ben"),
    )
    return made


def fill(company: Company, name: str, **answers: str | tuple[str, ...]) -> Reply:
    """Send the profile form off."""
    return company.assistant().handle(
        Filled(
            by=Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:{name}", name=name),
            line="profile",
            answers=answers,
            where=Where(id=f"personal:{name}", kind="personal"),
        )
    )


def test_a_member_is_found_by_everything_they_are_called(company: Company) -> None:
    called = ("@ana", "ana", "@ANA", "Ana Sousa", "ana@acme.example", "Ana  sousa")
    with company.store.begin() as work:
        for token in (*called, f"@{WORKSPACE}:ana"):
            assert service.find(work, WORKSPACE, token).name == "Ana Sousa"


def test_a_name_is_found_however_its_accents_are_written(company: Company) -> None:
    with company.store.begin() as work:
        assert service.find(work, WORKSPACE, "Cleo Ro\u0308hm").handle == "cleo"


def test_a_handle_is_meant_before_somebody_else_s_first_name(company: Company) -> None:
    with company.store.begin() as work:
        assert service.find(work, WORKSPACE, "dan").handle == "dan"


def test_a_name_that_two_people_have_is_asked_back_with_their_handles(company: Company) -> None:
    company.settle(
        replace(person("fay"), name="Mia Vogel"), replace(person("gus"), name="Mia Roth")
    )
    with company.store.begin() as work:
        assert service.find(work, WORKSPACE, "Ben").handle == "ben"
        with pytest.raises(UserError, match=r"Mia Roth \(@gus\) or Mia Vogel \(@fay\)"):
            service.find(work, WORKSPACE, "mia")


def test_a_name_nobody_has_gets_the_nearest_one(company: Company) -> None:
    with company.store.begin() as work:
        with pytest.raises(NotFound, match="Did you mean Cleo Röhm"):
            service.find(work, WORKSPACE, "@cloe")
        with pytest.raises(NotFound, match="nobody called"):
            service.find(work, "playground:other", f"@{WORKSPACE}:ana")


def test_no_name_breaks_the_search_for_a_member(company: Company) -> None:
    for text in (*HOSTILE, "\x00", "\ud800", "@", "", "x" * 4000):
        with company.store.begin() as work, pytest.raises(UserError):
            service.find(work, WORKSPACE, text)


def test_the_profile_form_is_filled_with_what_is_known_and_saved(company: Company) -> None:
    asked = company.says("ben", "profile")
    assert isinstance(asked, Ask)
    assert {f.name: getattr(f, "value", "") for f in asked.form.fields}["zone"] == "Europe/Berlin"
    answers = {"team": "Design", "zone": "new york", "level": "6", "languages": "English, Deutsch",
               "hours": "8-16:30", "circles": "3", "location": "NYC"}  # fmt: skip
    card = said(fill(company, "ben", **answers))
    assert "English, German" in words_of(card)
    with company.store.begin() as work:
        ben = work.members.get(f"{WORKSPACE}:ben")
    assert (ben.team, ben.zone, ben.level, ben.work) == (
        "Design",
        "America/New_York",
        6,
        Week.office((480, 990)),
    )
    assert (ben.languages, ben.smallest, ben.location) == (("en", "de"), 3, "NYC")
    again = company.says("ben", "profile")
    assert isinstance(again, Ask)
    assert {f.name: getattr(f, "value", "") for f in again.form.fields}["hours"] == "08:00-16:30"


def test_each_wrong_answer_gets_a_sentence_under_its_own_field(company: Company) -> None:
    wrong = {"team": "x" * 90, "zone": "Atlantis", "level": "9", "languages": "Englisch, Klingon",
             "hours": "17-9", "circles": "7"}  # fmt: skip
    reply = fill(company, "ben", **wrong)
    assert isinstance(reply, Ask)
    assert set(reply.errors) == set(wrong)
    assert "80 characters" in reply.errors["team"]
    assert {f.name: getattr(f, "value", "") for f in reply.form.fields}["zone"] == "Atlantis"
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ben").team == ""


def test_hostile_words_in_a_profile_are_kept_as_they_were_written(company: Company) -> None:
    for text in HOSTILE:
        assert isinstance(fill(company, "ben", team=text, location=text), Say)
        with company.store.begin() as work:
            ben = work.members.get(f"{WORKSPACE}:ben")
        assert (ben.team, ben.location) == (text.strip(), text.strip())


def test_what_no_database_can_hold_becomes_a_space(company: Company) -> None:
    for text in ("a\x00b", "a\ud800b", "a\rb", "a\u2028b", "a\x1bb"):
        changed, errors = profile.read(person("ben"), {"team": text})
        assert errors == {}
        with company.store.begin() as work:
            work.members.save_all([changed])
            assert work.members.get(f"{WORKSPACE}:ben").team == "a b"


@pytest.mark.parametrize("field", ["zone", "level", "languages", "hours", "circles"])
@pytest.mark.parametrize("text", [*HOSTILE, "\x00", "\ud800", "", "9" * 400, "²"])
def test_no_answer_breaks_the_profile_form(sqlite_store: Store, field: str, text: str) -> None:
    company = Company(sqlite_store)
    company.settle(person("ben"))
    assert isinstance(fill(company, "ben", **{field: text}), Ask | Say)


def test_the_profile_form_preselects_nothing_that_nobody_said(company: Company) -> None:
    asked = company.says("ben", "profile")
    assert isinstance(asked, Ask)
    said_of = {
        f.name: getattr(f, "value", "") or getattr(f, "values", "") for f in asked.form.fields
    }
    assert {name for name, value in said_of.items() if value} == {"zone"}
    assert isinstance(
        fill(company, "ben", zone="Europe/Berlin", level="", hours="", circles=""), Say
    )
    with company.store.begin() as work:
        ben = work.members.get(f"{WORKSPACE}:ben")
    assert (ben.level, str(ben.work), ben.smallest) == (0, "09:00-17:00", 2)


def test_skills_are_picked_from_a_list_and_others_typed_beside_it(company: Company) -> None:
    company.says("cleo", "offer Basket weaving")
    asked = company.says("ben", "profile")
    assert isinstance(asked, Ask)
    [offers] = [f for f in asked.form.fields if f.name == "offers"]
    assert isinstance(offers, PickMany)
    assert "Basket weaving" in [one.value for one in offers.options]
    assert len(offers.options) <= 100
    fill(company, "ben", offers=("Basket weaving",), offers_more="Python 4")
    with company.store.begin() as work:
        ben = work.members.get(f"{WORKSPACE}:ben")
    assert set(ben.offers) == {"Basket weaving", "Python"}
    again = company.says("ben", "profile")
    assert isinstance(again, Ask)
    [offers] = [f for f in again.form.fields if f.name == "offers"]
    assert isinstance(offers, PickMany)
    assert set(offers.values) == {"Basket weaving", "Python 4"}


def test_what_is_avoided_aloud_is_said_to_have_been_read(company: Company) -> None:
    by = Sender(workspace=WORKSPACE, member=f"{WORKSPACE}:ben", name="Ben")
    where = Where("c1", "channel", "design")
    line = Typed(by=by, line="avoid @cleo", where=where, aloud=True)
    assert "in #design, where others have read it" in words_of(company.assistant().handle(line))
    quietly = Typed(by=by, line="avoid @cleo", where=where)
    assert "have read" not in words_of(company.assistant().handle(quietly))


def test_avoiding_someone_is_kept_listed_and_taken_back(company: Company) -> None:
    shown = said(company.says("ben", "avoid @cleo"))
    company.says("ben", "avoid cleo")
    with company.store.begin() as work:
        assert work.avoids.of(f"{WORKSPACE}:ben") == [f"{WORKSPACE}:cleo"]
        assert work.journal.changes(WORKSPACE) == []
    assert "Cleo Röhm" in words_of(company.says("ben", "avoid"))
    assert "not avoiding anyone" in words_of(company.says("cleo", "avoid"))
    press(company, "ben", shown, "Undo")
    with company.store.begin() as work:
        assert work.avoids.of(f"{WORKSPACE}:ben") == []
    assert "nothing has changed" in words_of(company.says("ben", "unavoid @cleo"))
    assert "cannot avoid yourself" in words_of(company.says("cleo", "avoid @cleo"))


def test_somebody_who_has_left_can_still_be_unavoided(company: Company) -> None:
    company.says("ben", "avoid @cleo")
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(f"{WORKSPACE}:cleo"), state="gone"))
    shown = said(company.says("ben", "avoid"))
    press(company, "ben", shown, "No longer avoid Cleo Röhm")
    with company.store.begin() as work:
        assert work.avoids.of(f"{WORKSPACE}:ben") == []


def test_a_role_is_shown_to_all_and_given_by_admins_who_see_first_what_it_does(
    company: Company,
) -> None:
    assert "Ana Sousa" in words_of(company.says("ben", "role"))
    assert "Only an admin" in words_of(company.says("ben", "role @cleo"))
    assert "You could ask Ana Sousa" in words_of(company.says("ben", "role @ben admin"))
    company.says("ana", "role @cleo facilitator")
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:cleo").role == "member"
    agree(company, "ana", "role @cleo facilitator")
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:cleo").role == "facilitator"
        (fact,) = work.journal.changes(WORKSPACE)
    assert (fact.kind, fact.by, fact.before) == (
        "member.role",
        f"{WORKSPACE}:ana",
        {"role": "member"},
    )
    company.pass_(days=4)
    (told,) = company.inbox("cleo")
    assert "Ana Sousa changed your role" in words_of(told)


def test_the_last_admin_stays_admin(company: Company) -> None:
    assert "only admin" in words_of(company.says("ana", "role @ana member"))
    agree(company, "ana", "role @cleo admin")
    agree(company, "ana", "role @ana member")
    assert "only admin" in words_of(company.says("cleo", "role @cleo facilitator"))


def test_taking_an_admin_s_role_says_what_the_platform_may_make_of_it(company: Company) -> None:
    agree(company, "ana", "role @cleo admin")
    assert "become one here again" in words_of(company.says("ana", "role @cleo member"))
    assert "become one here again" in words_of(company.says("ana", "role @cleo facilitator"))
    assert "become one here again" not in words_of(company.says("ana", "role @ben facilitator"))


def test_a_role_that_does_not_exist_gets_the_three_that_do(company: Company) -> None:
    assert "member, facilitator and admin" in words_of(company.says("ana", "role @cleo boss"))
    assert "already" in words_of(company.says("ana", "role @cleo member"))


def test_public_holidays_are_previewed_kept_and_undone(company: Company) -> None:
    assert "No public holidays" in words_of(company.says("ben", "holidays"))
    assert "Only an admin" in words_of(company.says("ben", "holidays DE"))
    shown = words_of(company.says("ana", "holidays germany us"))
    assert "A round due on one opens on the next working day" in shown, "as programs are set"
    agree(company, "ana", "holidays germany us")
    with company.store.begin() as work:
        assert work.workspaces.get(WORKSPACE).holidays == ("DE", "US")
    assert "Germany (DE) and United States (US)" in words_of(company.says("ben", "holidays"))
    agree(company, "ana", "undo")
    with company.store.begin() as work:
        assert work.workspaces.get(WORKSPACE).holidays == ()
    assert "Did you mean Germany?" in words_of(company.says("ana", "holidays Germny"))


@pytest.mark.parametrize("text", [*HOSTILE, "XX", ",", "DE " * 200, "\x00", "\ud800"])
def test_no_list_of_countries_breaks_the_command(sqlite_store: Store, text: str) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"))
    assert said(company.says("ana", f"holidays {text}")).title
    with company.store.begin() as work:
        assert work.workspaces.get(WORKSPACE).holidays == ()


def test_every_country_whose_holidays_are_known_has_a_name() -> None:
    assert {c for c in daysoff.countries() if len(c) == 2} <= set(countries.names())


def test_every_language_is_read_back_from_its_own_name() -> None:
    for code, name in languages.names().items():
        assert languages.read(name) == (code,)
    assert languages.read("en-GB; Français, deutsch,English") == ("en", "fr", "de")
    with pytest.raises(UserError, match="Did you mean German"):
        languages.read("Germann")


def test_every_example_can_be_made_and_every_button_is_a_line(company: Company) -> None:
    assert "Only you" not in words_of(examples.MESSAGES["privacy"])
    for message in examples.MESSAGES.values():
        for block in message.blocks:
            for one in getattr(block, "buttons", ()):
                assert one.text
                assert one.command
    assert button(examples.MESSAGES["avoided"], "Undo") == "unavoid @playground:acme:cleo"


def test_a_role_is_given_by_a_whole_name_too(company):
    company.settle(person("ana", role="admin"), replace(person("bex"), name="Ben Example"))
    said = words_of(company.says("ana", "role @Ben Example facilitator"))
    assert "Make Ben Example a facilitator?" in said
