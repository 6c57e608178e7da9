"""People from a file: forgiving headers, a reason for every line refused, all of it or nothing."""

from collections.abc import Callable

import pytest

from facilitation.errors import UserError
from facilitation.people import directory, exporting
from facilitation.people import report as reports
from facilitation.people.model import Workspace
from facilitation.people.report import Report
from facilitation.talk.when.weeks import OFFICE, Week
from storage.work import Store
from tests.company import START, WORKSPACE, Company, person

HEADER = "email,name,team,location,zone,level,languages,manager,offers,wants,hours\n"


@pytest.fixture
def company(store: Store) -> Company:
    """A company of three, each with an email."""
    made = Company(store)
    made.settle(*(person(name, email=f"{name}@acme.example") for name in ("ana", "ben", "cleo")))
    return made


def take(company: Company, text: str, workspace: str = WORKSPACE) -> Report:
    """Import a file."""
    with company.store.begin() as work:
        return directory.import_people(work, workspace, text)


def test_attributes_of_known_people_are_taken_and_the_rest_stays(company: Company) -> None:
    report = take(
        company,
        HEADER + 'ANA@acme.example,Ana Sousa,Design,Lisbon,lisbon,5,"English, Portuguese",'
        'ben@acme.example,Figma; research,"Python, SQL",9-17\n'
        "ben@acme.example,,,,,,,,,,\n",
    )
    assert (report.lines_read, report.added, report.updated, report.unchanged) == (2, 0, 1, 1)
    with company.store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
        assert work.members.get(f"{WORKSPACE}:ben").name == "Ben"
    assert (ana.name, ana.team, ana.zone, ana.level) == ("Ana Sousa", "Design", "Europe/Lisbon", 5)
    assert (ana.languages, ana.manager) == (("en", "pt"), f"{WORKSPACE}:ben")
    assert (ana.offers, ana.wants, ana.work) == (
        ("Figma", "research"),
        ("Python", "SQL"),
        OFFICE,
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffE-Mail;Department;Time Zone\nana@acme.example;Design;Berlin\n",
        "Email Address,Team,Timezone\r\nana@acme.example,Design,Europe/Berlin\r\n",
        "WORK_EMAIL\tUnit\tTZ\tCost centre\nana@acme.example\tDesign\tberlin\t77\n",
        "handle,team\n@Ana,Design\n\n,\n",
    ],
)
def test_headers_delimiters_and_byte_order_marks_are_understood(
    company: Company, text: str
) -> None:
    report = take(company, text)
    assert (report.lines_read, report.updated, report.refused) == (1, 1, ())
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").team == "Design"
    if "Cost" in text:
        assert report.ignored == ("Cost centre",)


def test_one_refused_line_keeps_the_whole_file_out_and_every_reason_is_told(
    company: Company,
) -> None:
    report = take(
        company,
        HEADER + "ana@acme.example,Ana,Design,,,,,,,,\n"
        "ben@acme.example,,,,Atlantis,11,,nobody@acme.example,,,\n"
        ",Nameless,,,,,,,,,\n"
        "ana@acme.example,,Sales,,,,,,,,\n"
        "cleo@acme.example,,,,,,,,,,,,too,many\n",
    )
    assert [r.line for r in report.refused] == [3, 4, 5, 6]
    first = report.refused[0].why
    assert "Atlantis" in first
    assert "1 to 8" in first
    assert "nobody@acme.example" in first
    assert "Line 2 speaks of the same person" in report.refused[2].why
    assert (report.added, report.updated) == (0, 0)
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").team == ""
    assert "nothing was changed" in list(reports.lines_of(report))[-1]


def test_the_playground_gets_new_people_and_real_platforms_do_not(company: Company) -> None:
    report = take(
        company, "email,name,manager\nzoe@acme.example,Zoë,yann@acme.example\nyann@acme.example,,\n"
    )
    assert (report.added, report.refused) == (2, ())
    with company.store.begin() as work:
        zoe = work.members.get(f"{WORKSPACE}:zoe")
        assert (zoe.name, zoe.manager, zoe.zone) == ("Zoë", f"{WORKSPACE}:yann", "Europe/Berlin")
        work.workspaces.save(
            Workspace(id="slack:T1", platform="slack", name="Acme", created_at=START)
        )
    refused = take(company, "email\nzoe@acme.example\n", "slack:T1").refused
    assert "I do not know zoe@acme.example here" in refused[0].why


@pytest.mark.parametrize(
    "cell", ["not-an-email", "bob@", "@acme.example", "bob@acme..example", "b ob@x.y", "bob@@x"]
)
def test_what_is_no_address_is_refused_with_its_line(company: Company, cell: str) -> None:
    report = take(company, f"email,name,team\nana@acme.example,,X\n{cell},Bob,Y\n")
    assert [(r.line, r.why) for r in report.refused] == [
        (3, f"An email looks like name@company.com, not “{cell}”.")
    ]
    renamed = take(company, f"handle,email\nana,{cell}\n")
    assert "An email looks like" in renamed.refused[0].why
    with company.store.begin() as work:
        assert len(work.members.of(WORKSPACE)) == 3
        assert work.members.get(f"{WORKSPACE}:ana").email == "ana@acme.example"


def test_new_people_are_named_in_the_answer(company: Company) -> None:
    report = take(company, "email,name,team\nana@acme.example,,X\nbob@acme.example,Bob,X\n")
    said = list(reports.lines_of(report))
    assert "Bob (bob@acme.example) is new." in said
    assert not any("ana" in line.casefold() for line in said)


def test_managers_that_go_round_in_a_circle_are_refused(company: Company) -> None:
    report = take(
        company,
        "email,manager\nana@acme.example,@ben\nben@acme.example,cleo\ncleo@acme.example,ana\n",
    )
    assert [r.line for r in report.refused] == [2, 3, 4]
    assert "circle" in report.refused[0].why
    own = take(company, "email,manager\nana@acme.example,ana@acme.example\n")
    assert "own manager" in own.refused[0].why
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").manager == ""


def test_a_dash_empties_what_is_known_and_an_empty_cell_keeps_it(company: Company) -> None:
    take(company, "email,team,manager,wants\nana@acme.example,Design,ben,sql\n")
    take(company, "email,team,manager,wants\nana@acme.example,-,-,\n")
    with company.store.begin() as work:
        ana = work.members.get(f"{WORKSPACE}:ana")
    assert (ana.team, ana.manager, ana.wants) == ("", "", ("sql",))
    assert "cannot be emptied" in take(company, "email,zone\nana@acme.example,-\n").refused[0].why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("name,team\nAna,Design\n", "who is who"),
        ("email,mail\na,b\n", "mean the same"),
        ('email,team\n"ana@acme.example,Design\n' + "x" * 200_000, "CSV"),
    ],
)
def test_a_file_that_is_no_people_file_is_refused_as_a_whole(
    company: Company, text: str, why: str
) -> None:
    with pytest.raises(UserError, match=why):
        take(company, text)


def test_files_are_read_in_the_encodings_that_say_what_they_are() -> None:
    assert directory.text_of("email\nzoë".encode("utf-8-sig")) == "email\nzoë"
    assert directory.text_of("email\nzoë".encode("utf-16")) == "email\nzoë"
    with pytest.raises(UserError, match="CSV UTF-8"):
        directory.text_of("email\nzoë".encode("latin-1"))


@pytest.mark.parametrize(
    "cell",
    ["<!channel>", "\x00", "\ud800", "=cmd()", "\u202e", "%s", "'; --", "x" * 5000, "🌱", '""'],
)
def test_no_cell_breaks_the_import(sqlite_store: Store, cell: str) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana", email="ana@acme.example"))
    for name in ("name", "team", "zone", "level", "languages", "manager", "offers", "hours"):
        report = take(company, f"email,{name}\nana@acme.example,{cell}\n")
        assert report.lines_read == 1


def test_thousands_of_lines_are_taken_at_once(
    sqlite_store: Store, long: Callable[[int, int], int]
) -> None:
    count = long(5_000, 20_000)
    company = Company(sqlite_store)
    company.settle()
    zones = ("Berlin", "Lisbon", "new york", "Tokyo")
    rows = (
        f'p{n}@acme.example,Person {n},Team {n % 40},,{zones[n % 4]},{n % 8 + 1},"English, German",'
        f"{'' if n < 10 else f'p{n // 10}@acme.example'},python,sql,9-17"
        for n in range(count)
    )
    report = take(company, HEADER + "\n".join(rows))
    assert (report.lines_read, report.added, report.refused) == (count, count, ())


def test_what_is_exported_can_be_imported_again_and_runs_in_no_spreadsheet(
    company: Company,
) -> None:
    company.settle(
        person("ana", email="ana@x.example", team="=cmd|' /C calc'!A0", offers=("sql", "python")),
        person(
            "ben",
            manager="playground:acme:ana",
            languages=("de", "en"),
            work=Week.office((570, 1110)),
        ),
    )
    with company.store.begin() as work:
        written = exporting.export_people(work, WORKSPACE)
        before = work.members.of(WORKSPACE)
    assert ",'=cmd" in written
    assert ",=cmd" not in written
    with company.store.begin() as work:
        report = directory.import_people(work, WORKSPACE, written)
        assert (report.refused, report.unchanged) == ((), 3)
        assert work.members.of(WORKSPACE) == before
