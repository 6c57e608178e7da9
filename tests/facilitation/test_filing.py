"""Formats and programs as files: looked at before they are kept, given out as they were written, put back."""

from dataclasses import replace
from pathlib import Path

import pytest

from facilitation.filing import dropping, formats, parts, programs
from facilitation.programs.formats import library, preview
from facilitation.programs.formats.acts import ACTS
from facilitation.rounds import happening
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Filled, Reply, Where
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.words import agree, said, words_of

LUNCH = (Path(__file__).parent / "formats" / "lunch.yaml").read_text("utf-8")


@pytest.fixture
def company(store: Store) -> Company:
    """A company of four; Root is its admin."""
    made = Company(store)
    people = [person(name, email=f"{name}@example.com") for name in ("ana", "ben", "cleo")]
    made.settle(person("root", role="admin", email="root@example.com"), *people)
    return made


def form_of(reply: Reply) -> Form:
    """Return the form that a reply asks with."""
    assert isinstance(reply, Ask), reply
    return reply.form


def answers(text: str) -> dict[str, str]:
    """Return a text as it is filled into the fields of a form."""
    return dict(zip(parts.FIELDS, parts.split(text), strict=False))


def confirmed(company: Company, reply: Reply) -> Reply:
    """Say yes to what is shown."""
    shown = said(reply)
    line = next(
        b.command
        for block in shown.blocks
        for b in getattr(block, "buttons", ())
        if b.command.startswith("confirm ")
    )
    return company.says("root", line)


def bring(company: Company, text: str) -> Reply:
    """Fill a format into the form, and say yes."""
    asked = form_of(company.says("root", "format import"))
    return confirmed(company, company.fills("root", asked.command, answers(text)))


def test_a_format_is_checked_shown_for_half_a_year_and_kept(company: Company) -> None:
    asked = form_of(company.says("root", "format import"))
    wrong = company.fills(
        "root", asked.command, answers(LUNCH.replace("to: members", "to: member"))
    )
    assert isinstance(wrong, Ask)
    assert "Did you mean “members”?" in str(wrong.errors)
    assert "to: member" in str(wrong.form.fields)
    shown = company.fills("root", asked.command, answers(LUNCH))
    assert "13 rounds in 26 weeks" in words_of(shown)
    assert "a week of each" in words_of(shown)
    assert "is kept" in words_of(confirmed(company, shown))
    agree(company, "root", 'program create lunch "Lunch talks"')
    assert "One talk for everybody" in words_of(company.says("root", "formats"))


def test_a_file_laid_before_it_is_looked_at_by_what_stands_in_it(company: Company) -> None:
    def drops(who: str, text: str, name: str = "my_deck.txt", problem: str = "") -> Reply:
        told = {"name": name, **({"problem": problem} if problem else {"text": text})}
        return company.fills(who, dropping.LINE, told)

    assert "Keep the format lunch?" in words_of(drops("root", LUNCH, "lunch.yaml"))
    assert "is kept" in words_of(confirmed(company, drops("root", LUNCH, "lunch.yaml")))
    wrong = words_of(drops("root", LUNCH.replace("to: members", "to: member"), "lunch.yaml"))
    assert "Did you mean “members”?" in wrong
    agree(company, "root", 'program create lunch "Lunch talks"')
    out = form_of(company.says("root", "program export lunch"))
    text = parts.joined({f.name: f.value for f in out.fields if f.kind == "paragraph"})
    assert "as the file says?" in words_of(drops("root", text.replace("Lunch talks", "Brunch")))
    shown = drops("root", "What surprised you this week?\nWhom did you help?\n")
    assert "Keep the deck my deck?" in words_of(shown)
    assert "my deck" not in words_of(company.says("root", "decks"))
    assert "is there" in words_of(confirmed(company, shown))
    assert "Only admins" in words_of(drops("ana", LUNCH))
    assert "Only facilitators" in words_of(drops("ana", "Why?"))
    for problem, sentence in (("closed", "Paste"), ("large", "64 KB"), ("unread", "UTF-8")):
        assert sentence in str(said(drops("root", "", problem=problem)))
    assert not company.bugs


def test_what_is_given_out_is_byte_for_byte_what_was_taken_in(company: Company) -> None:
    long = LUNCH + "".join(f"# a comment, kept as it is, number {n} – ä\n" for n in range(120))
    bring(company, long)
    out = form_of(company.says("root", "format export lunch"))
    values = {f.name: f.value for f in out.fields if f.kind == "paragraph"}
    assert len([value for value in values.values() if value]) > 1
    assert parts.joined(values) == long
    for name, format in library.ours().items():
        given = form_of(company.says("root", f"format export {name}"))
        text = parts.joined({f.name: f.value for f in given.fields if f.kind == "paragraph"})
        assert text == library.text_of_ours(name)
        assert format.name == name
    refused = company.fills("root", "format import", answers(library.text_of_ours("pairs")))
    assert isinstance(refused, Ask)
    assert "Give yours another name" in str(refused.errors)


def test_a_format_can_be_put_back_and_removed_while_nothing_is_of_it(company: Company) -> None:
    bring(company, LUNCH)
    bring(company, LUNCH.replace("One talk", "A talk"))
    past = said(company.says("root", "format history lunch"))
    back = company.says("root", button(past, "Make it that again"))
    assert "takes the place of the one from" in words_of(back)
    confirmed(company, back)
    with company.store.begin() as work:
        _, text = formats.text_of(work, WORKSPACE, "lunch")
    assert text == LUNCH
    agree(company, "root", 'program create lunch "Lunch talks"')
    assert "Lunch talks is of this format" in words_of(company.says("root", "format remove lunch"))
    assert "comes with Peerloop" in words_of(company.says("root", "format remove pairs"))


def test_drafts_are_nobody_elses_and_no_format(company: Company) -> None:
    shown = said(company.fills("root", "format import", answers(LUNCH)))
    line = next(b.command for k in shown.blocks for b in getattr(k, "buttons", ()))
    draft = line.split()[-1]
    with company.store.begin() as work:
        assert "lunch" not in library.every(work, WORKSPACE)
    company.settle(person("ben", role="admin"))
    assert "is gone by now" in words_of(company.says("ben", f"format import {draft}"))
    assert "admin" in words_of(company.says("cleo", "format import")).casefold()


def test_a_program_given_out_and_taken_in_again_changes_nothing(company: Company) -> None:
    agree(company, "root", 'program create mentoring "Growing" for "Learn from each other"')
    agree(company, "root", "set growing size 4")
    agree(company, "root", "set growing stay 8")
    agree(company, "root", "set growing skips 24 dec")
    for name in ("ana", "ben"):
        company.says(name, "join growing")
    company.says("ana", "avoid @ben")
    company.says("root", 'prompt add "What slowed you down?" #1')
    given = form_of(company.says("root", "program export growing"))
    text = parts.joined({f.name: f.value for f in given.fields if f.kind == "paragraph"})
    assert "ana@example.com" in text
    assert "avoid" not in text
    same = company.fills("root", "program import", answers(text))
    assert "That is how it is already" in words_of(same)

    renamed = text.replace("program: Growing", "program: Blooming")
    shown = company.fills("root", "program import", answers(renamed))
    assert "It is a new program." in words_of(shown)
    assert "2 people are invited, such as Ana and Ben. They decide." in words_of(shown)
    confirmed(company, shown)
    company.pass_(hours=3)
    [asked] = [m for m in company.inbox("ana") if "invites you to Blooming" in str(m.title)]
    with company.store.begin() as work:
        new = next(p for p in work.programs.of(WORKSPACE) if p.name == "Blooming")
        assert not work.enrollments.of_program(new.id), "joins are opt-in"
    for name in ("ana", "ben"):
        company.says(name, button(asked, "Join Blooming"))
    with company.store.begin() as work:
        again = programs.written(work, new)
    assert again.replace("program: Blooming", "program: Growing") == text
    assert not company.bugs


def test_who_took_part_in_an_ended_program_is_in_it_again_and_who_had_left_is_not_asked(
    company: Company,
) -> None:
    agree(company, "root", 'program create pairs "Coffee"')
    for name in ("ana", "ben", "cleo"):
        company.says(name, "join coffee")
    given = form_of(company.says("root", "program export coffee"))
    text = parts.joined({f.name: f.value for f in given.fields if f.kind == "paragraph"})
    company.says("ben", "leave coffee")
    same = company.fills("root", "program import", answers(text))
    assert "That is how it is already" in words_of(same)
    agree(company, "root", "program end coffee")
    shown = company.fills("root", "program import", answers(text))
    assert "2 people took part before, are in it again" in words_of(shown)
    assert "Ben" not in words_of(shown)
    confirmed(company, shown)
    with company.store.begin() as work:
        new = next(p for p in work.programs.of(WORKSPACE) if p.state == "active")
        assert {e.member[-4:] for e in work.enrollments.of_program(new.id)} == {":ana", "cleo"}
    company.pass_(hours=3)
    assert any("You take part in Coffee now" in str(m.title) for m in company.inbox("cleo"))
    assert not any("invites you" in str(m.title) for m in company.inbox("ben"))


def test_what_a_file_would_change_is_shown_before(company: Company) -> None:
    agree(company, "root", 'program create pairs "Coffee"')
    text = (
        "program: Coffee\nformat: pairs\ngoal: Meet\nsettings: {notice_days: 2}\n"
        "people: [ana@example.com, who@example.com]\n"
    )
    shown = company.fills("root", "program import", answers(text))
    words = words_of(shown)
    assert "Not found here, and left out: who@example.com" in words
    assert "1 person is invited, and decides: Ana" in words
    assert "What it is for" in words
    with company.store.begin() as work:
        assert work.programs.of(WORKSPACE)[0].goal == ""
    confirmed(company, shown)
    assert "Root invited Ana to Coffee" in words_of(company.says("root", "audit coffee"))
    agree(company, "root", "undo")
    with company.store.begin() as work:
        assert work.programs.of(WORKSPACE)[0].goal == ""


def imports(company: Company, text: str, where: Where) -> Reply:
    """Fill a program into the form, in a conversation."""
    sent = Filled(
        by=company._sender("root"), line="program import", answers=answers(text), where=where
    )
    return company.assistant().handle(sent)


def test_the_channel_of_a_file_is_taken_where_it_is_known_and_else_named(company: Company) -> None:
    text = "program: Talk\nformat: discussion\nchannel: '#coffee'\n"
    alone = Where(id="personal:root", kind="personal")
    unknown = words_of(imports(company, text, alone))
    assert "I do not know the channel #coffee, so it is left out" in unknown
    assert "set #1 channel here" in unknown
    there = words_of(imports(company, text, Where(id="C1", kind="channel", name="coffee")))
    assert "#coffee" in there
    assert "left out" not in there
    assert "invitation with a Join button" in there

    agree(company, "root", 'program create pairs "Coffee"')
    with company.store.begin() as work:
        [coffee] = work.programs.of(WORKSPACE)
        work.programs.save(replace(coffee, channel="C1", channel_name="coffee"))
    confirmed(company, imports(company, text, alone))
    with company.store.begin() as work:
        talk = next(p for p in work.programs.of(WORKSPACE) if p.name == "Talk")
        assert (talk.channel, talk.channel_name) == ("C1", "coffee")
    assert "That is how it is already" in words_of(imports(company, text, alone))
    assert not company.bugs


def test_what_a_file_omits_stays_as_it_was(company: Company) -> None:
    agree(company, "root", 'program create pairs "Coffee" for "Meet"')
    agree(company, "root", "set coffee size 3")
    agree(company, "root", "set coffee facilitators @ana")
    same = company.fills("root", "program import", answers("program: Coffee\nformat: pairs\n"))
    assert "That is how it is already" in words_of(same)
    given = form_of(company.says("root", "program export coffee"))
    text = parts.joined({f.name: f.value for f in given.fields if f.kind == "paragraph"})
    back = text.replace("size: 3", "notice_days: 2").replace("goal: Meet", "goal: ''")
    shown = words_of(company.fills("root", "program import", answers(back)))
    assert "Meet → " in shown
    assert "Looked after by" not in shown


def test_a_first_day_that_is_past_is_said_to_be(company: Company) -> None:
    text = "program: Coffee\nformat: pairs\nstarts: '2020-11-25'\n"
    shown = words_of(company.fills("root", "program import", answers(text)))
    assert "The first day in the file, Wed 25 Nov 2020, is past" in shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a", "a program begins with"),
        ("program: x\nformat: chess\n", "no format called “chess”"),
        (
            "program: x\nformat: pairs\nsettings: {sise: 2}\n",
            "line 3, column 12: there is no setting “sise”. Did you mean “size”?",
        ),
        (
            "program: x\nformat: pairs\nsettings: {size: many}\n",
            "line 3, column 12: I did not understand “many”. Write the size you want",
        ),
        (
            "program: x\nformat: pairs\nsettings:\n  cadence: on full moons\n",
            "months? Try: every 2w on tue at 10:00",
        ),
        (
            "program: x\nformat: pairs\nsettings:\n  cadence: 3\n",
            "line 4, column 3: “cadence” is written like this: cadence: every 2w on tue at 10:00",
        ),
        (
            "program: x\nformat: pairs\nsettings:\n  skipped: 24 dec\n",
            "line 4, column 3: “skipped” cannot be so: a list stands here, in brackets and with commas",
        ),
        (
            "program: x\nformat: pairs\nsettings: {holidays: skipp}\n",
            "line 3, column 12: “holidays” cannot be so: “skipp” cannot stand here. Did you mean “skip”?",
        ),
        ("program: x\nformat: pairs\nstarts: soon\n", "line 3, column 1: a date is written like"),
        (
            "program: x\nformat: pairs\npeeple: []\n",
            "“peeple” is not known here. Did you mean “people”?",
        ),
        ("program: x\nformat: pairs\navoids: []\n", "“avoids” is not known here"),
        ("program: &a x\nformat: pairs\n", "references"),
        ("format: pairs\n", "“program” is missing"),
    ],
)
def test_a_file_that_cannot_be_is_refused_in_words(company: Company, text: str, words: str) -> None:
    refused = company.fills("root", "program import", answers(text))
    assert isinstance(refused, Ask)
    assert words in str(refused.errors)


def test_settings_of_a_file_may_be_in_the_words_that_are_typed_in_a_chat(company: Company) -> None:
    text = (
        "program: Coffee\nformat: pairs\nsettings:\n  cadence: every 3w on wed at 14:00\n"
        "  size: 4-6\n  gap_weeks: 8 weeks\n"
    )
    confirmed(company, company.fills("root", "program import", answers(text)))
    with company.store.begin() as work:
        [program] = work.programs.of(WORKSPACE)
    its = program.settings
    assert str(its.cadence) == "every 3w on wed at 14:00"
    assert (its.smallest, its.largest, its.gap_weeks) == (4, 6, 8)


def test_a_text_of_any_length_comes_out_of_the_fields_as_it_went_in() -> None:
    for lines in (1, 40, 200):
        text = "".join(f"line {n} of it, some words\n" for n in range(lines))
        assert parts.joined(dict(zip(parts.FIELDS, parts.split(text), strict=False))) == text


def test_how_much_time_a_format_asks_for_is_told_by_the_week() -> None:
    hours = {name: preview.hours_a_week(f, f.defaults) for name, f in library.ours().items()}
    assert 0.2 <= hours["pairs"] <= 0.5
    assert 0.4 <= hours["mentoring"] <= 0.8
    assert all(0 < each <= 1.5 for each in hours.values()), hours


def test_every_act_is_described_to_whoever_decides_about_a_format() -> None:
    assert set(happening.DONE) == set(ACTS)
