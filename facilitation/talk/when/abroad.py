"""Words for times in other languages, as the English words that the parsers of times know."""

from collections.abc import Sequence


def _table(rows: str) -> dict[str, str]:
    lines = (row.split(": ") for row in rows.strip().splitlines())
    return {word: english for english, words in lines for word in words.split()}


_DAYS = _table("""
monday: montag lundi lunes lunedì lunedi segunda segunda-feira maandag måndag poniedziałek poniedziałku
tuesday: dienstag mardi martes martedì martedi terça terça-feira dinsdag tisdag wtorek wtorku
wednesday: mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta quarta-feira woensdag onsdag środa środy
thursday: donnerstag jeudi jueves giovedì giovedi quinta quinta-feira donderdag torsdag czwartek czwartku
friday: freitag vendredi viernes venerdì venerdi sexta sexta-feira vrijdag fredag piątek piątku
january: januar jänner janvier enero gennaio janeiro januari stycznia
february: februar février fevrier febrero febbraio fevereiro februari lutego
march: märz mars marzo março maart marca
april: avril abril aprile kwietnia
may: mai mayo maggio maio mei maj maja
june: juni juin junio giugno junho czerwca
july: juli juillet julio luglio julho lipca
august: août aout agosto augustus augusti sierpnia
september: septembre septiembre settembre setembro września
october: oktober octobre octubre ottobre outubro października
november: novembre noviembre novembro listopada
december: dezember décembre decembre diciembre dicembre dezembro grudnia
today: heute aujourd'hui hoy oggi hoje vandaag idag dzisiaj
tomorrow: demain domani amanhã jutro
until: bis jusqu'à jusqu'au jusqu'en hasta fino até tot
days: tage tagen jours días giorni dagen dagar dni
week: woche semaine semana settimana vecka
weeks: wochen semaines semanas settimane weken veckor
months: monate monaten mois meses mesi maanden månader
next: nächste nächsten nächster próxima próximo proxima prossima prossimo volgende nästa
""")
_NUMBERS = _table("""
one: ein eine eines einem un une una uno um uma een en ett
two: zwei deux dos due dois duas twee två dwa
three: drei trois tres tre três drie trzy
four: vier quatre cuatro quattro quatro fyra cztery
""")
_JOINTS = frozenset(
    "el al la las le les il lo a à o os den dem der die zum zur en op om do".split()
)


def english(words: Sequence[str]) -> list[str]:
    """Return words with those for times in English, one for one."""
    said = [_DAYS.get(word, word) for word in words]
    for at, word in enumerate(words[:-1]):
        if word in _NUMBERS and said[at + 1] in ("week", "weeks", "days", "months"):
            said[at] = _NUMBERS[word]
        elif at and said[at - 1] == "until" and words[at - 1] != "until" and word in _JOINTS:
            said[at] = "the"
    return said
