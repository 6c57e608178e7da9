"""What kinds of program there are, each as data: the steps of a round and their timing."""

from facilitation.formats.model import Format
from facilitation.formats.pairs import PAIRS

FORMATS: dict[str, Format] = {PAIRS.name: PAIRS}
