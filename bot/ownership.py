"""Notices, before it does harm, that another distribution took one of our package names.

Peerloop is an application with plain package names. Where it shares an environment with a library that
ships one of them (PyPI's `adapters` does), files are overwritten or shadowed without a word.
Nothing here imports the packages it asks about: a wrong one could fail before we can say why.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from importlib.metadata import Distribution, distributions
from pathlib import Path

NAMES = ("bot", "adapters", "facilitation", "storage", "migrations")

_HERE = Path(__file__).resolve().parents[1]
_CURE = (
    "Install Peerloop again in an environment of its own (pipx, uv tool, a container, or ./dev)."
)


def conflicts(path: Sequence[str] | None = None, home: Path = _HERE) -> list[str]:
    """Return a sentence, with its cure, for each of our names that is not ours alone.

    `path` is where Python looks for packages (`sys.path` when omitted), `home` the folder of ours.
    """
    path = sys.path if path is None else path
    found = {name: sentence for name in NAMES if (sentence := _misplaced(name, path, home))}
    for other, name in _claims(path, home):
        found[name] = (
            f"The package {other.name} {other.version} also ships '{name}', "
            f"and may have overwritten Peerloop's. {_CURE}"
        )
    return [found[name] for name in NAMES if name in found]


def _misplaced(name: str, path: Sequence[str], home: Path) -> str:
    """Say where `name` would be loaded from when that is not `home`; empty when all is well."""
    spec = PathFinder.find_spec(name, path)
    if spec is None:
        return f"Peerloop's own package '{name}' is missing from {home}. {_CURE}"
    if spec.origin is None:  # a folder without __init__.py: what an uninstall leaves behind
        return f"Peerloop's own package '{name}' is damaged: its __init__.py is gone. {_CURE}"
    if Path(spec.origin).resolve().parent != home / name:
        return f"Python finds '{name}' at {spec.origin}, not Peerloop's at {home / name}. {_CURE}"
    return ""


def _claims(path: Sequence[str], home: Path) -> Iterator[tuple[Distribution, str]]:
    """Find the other distributions whose list of files names one of our folders in `home`."""
    for distribution in distributions(path=list(path)):
        listed = distribution.read_text("RECORD") or ""
        for name in NAMES:
            # As text: parsing every line of every RECORD takes 25 times as long.
            if f"\n{name}/" not in f"\n{listed}" or distribution.name == "peerloop":
                continue
            if Path(str(distribution.locate_file(name))).resolve() == home / name:
                yield distribution, name
