"""Changing several settings of a program at once: the form of a group of them, and the one change it proposes."""

from facilitation.errors import UserError
from facilitation.programs import grouped, service
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.steering import sheets
from facilitation.steering.commands import running
from facilitation.steering.sheets import Sheet
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Ask, Reply


def change(call: Call) -> Reply:
    """Open the form for a group of settings, or propose its answers; what is wrong is told at its field."""
    words, _, part = call.given["which part"].rpartition(" ")
    program = service.find(call.work, call.workspace.id, words or part)
    service.require_write(call.work, call.member, program)
    sheet = _sheet(call, program, part)
    if call.answers is None:
        return Ask(sheet.form())
    after, errors = sheet.read(call)
    if errors:
        return Ask(sheet.form(call.answers), errors)
    if after.settings.cadence != program.settings.cadence:
        after = planning.in_step(call.work, program, after, call.now)
    try:
        return running.propose_set(call, program, after)
    except UserError as error:
        if call.agreed:
            raise
        return Ask(sheet.form(call.answers), {sheet.those[0].name: error.sentence})


def _sheet(call: Call, program: Program, part: str) -> Sheet:
    """Return a group of the program's settings by its word, the first where it has none of that word."""
    format = library.of(call.work, program)
    groups = grouped.of(format)
    group, those = next((one for one in groups if one[0].word == part), groups[0])
    names = running.names_of(call, program)
    return Sheet(program, format, group, those, names, sheets.channels(call))
