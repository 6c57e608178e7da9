"""What takes long to import and few ask for: imported when something of it is first needed, and here alone.

A start would wait for arrays, calendars of the whole world and readers of YAML that most processes never use. A module
names what it needs of these at its top all the same, where a type checker and the import contracts see it:

    if TYPE_CHECKING:
        from facilitation.pairing import engine
    else:
        engine = Late("facilitation.pairing.engine")
"""

from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import Any


class Late:
    """A module that is imported when something of it is first asked for."""

    def __init__(self, name: str) -> None:
        """Stand for the module of that full name."""
        self._name = name

    @cached_property
    def _module(self) -> ModuleType:
        return import_module(self._name)

    def __getattr__(self, name: str) -> Any:
        """Return what the module has under that name."""
        return getattr(self._module, name)
