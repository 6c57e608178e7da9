"""The guard over our package names, against environments made by hand."""

import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import ownership

ROOT = Path(__file__).resolve().parents[2]

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Write a distribution with these packages into a folder, as an installer does."""

    def install(site: str, name: str, version: str, *packages: str) -> Path:
        folder = tmp_path / site
        info = folder / f"{name}-{version}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        rows = [f"{info.name}/METADATA,,", f"{info.name}/RECORD,,"]
        for package in packages:
            (folder / package).mkdir(exist_ok=True)
            (folder / package / "__init__.py").write_text(
                f"raise ImportError('{name}, not Peerloop')\n"
            )
            rows.append(f"{package}/__init__.py,,")
        (info / "RECORD").write_text("\n".join(sorted(rows)) + "\n")
        return folder

    return install


def test_this_environment_is_ours_alone() -> None:
    assert ownership.conflicts() == []


def test_an_installed_peerloop_alone_has_no_conflict(install: Install) -> None:
    site = install("site", "peerloop", "0.1.0", *ownership.NAMES)

    assert ownership.conflicts([str(site)], site) == []


def test_a_package_that_overwrote_ours_is_named_with_the_cure(install: Install) -> None:
    site = install("site", "peerloop", "0.1.0", *ownership.NAMES)
    install("site", "adapters", "1.3.0", "adapters")

    [sentence] = ownership.conflicts([str(site)], site)

    assert "adapters 1.3.0 also ships 'adapters'" in sentence
    assert "environment of its own" in sentence


def test_a_package_that_comes_before_ours_on_the_path_is_noticed(install: Install) -> None:
    ours = install("ours", "peerloop", "0.1.0", *ownership.NAMES)
    theirs = install("theirs", "migrations", "0.1.1", "migrations")

    [sentence] = ownership.conflicts([str(theirs), str(ours)], ours)

    assert f"'migrations' at {theirs}" in sentence


def test_a_namesake_behind_ours_on_the_path_harms_nobody(install: Install) -> None:
    ours = install("ours", "peerloop", "0.1.0", *ownership.NAMES)
    theirs = install("theirs", "storage", "0.0.4.3", "storage")

    assert ownership.conflicts([str(ours), str(theirs)], ours) == []


def test_what_an_uninstall_of_the_namesake_leaves_behind_is_noticed(install: Install) -> None:
    site = install("site", "peerloop", "0.1.0", *ownership.NAMES)
    (site / "adapters" / "__init__.py").unlink()
    (site / "adapters" / "slack").mkdir()

    [sentence] = ownership.conflicts([str(site)], site)

    assert "'adapters' is damaged" in sentence


def test_a_missing_package_is_noticed(install: Install) -> None:
    site = install("site", "peerloop", "0.1.0", "bot", "adapters", "facilitation", "storage")

    [sentence] = ownership.conflicts([str(site)], site)

    assert "'migrations' is missing" in sentence


def test_asking_imports_nothing(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    site = install("site", "peerloop", "0.1.0", *ownership.NAMES)  # each raises when imported
    for name in [name for name in sys.modules if name.partition(".")[0] in ownership.NAMES[1:]]:
        monkeypatch.delitem(sys.modules, name)
    before = set(sys.modules)

    ownership.conflicts([str(site)], site)

    assert not {name.partition(".")[0] for name in set(sys.modules) - before} & set(ownership.NAMES)


def test_no_locked_dependency_ships_one_of_our_names() -> None:
    locked = {
        package["name"] for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    }
    installed = {
        re.sub(r"[-_.]+", "-", distribution.name).lower(): distribution
        for distribution in importlib.metadata.distributions()
    }
    ours = set(ownership.NAMES)

    present = {name: installed[name] for name in locked & set(installed) - {"peerloop"}}
    owners = {
        name: ours & {file.parts[0] for file in distribution.files or ()}
        for name, distribution in present.items()
    }

    assert len(present) > 50
    assert {name: taken for name, taken in owners.items() if taken} == {}
