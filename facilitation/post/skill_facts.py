"""What can happen to a workspace's words for skills, as it is kept in the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AliasChoices, Field


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillCalled:
    """A channel was called together about a skill: to find somebody who can help, or to talk."""

    kind: Literal["skill.expert", "skill.prompt"]
    program: str
    skill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSkill:
    """A skill as it was."""

    id: str
    name: str
    key: str
    aliases: tuple[str, ...]
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillMerged:
    """A skill went into another (`of`): who held it and whether they held both, and what was known of their levels."""

    of: str
    name: str
    skill: KnownSkill
    into: str
    people: dict[str, tuple[tuple[str, bool], ...]]
    evidence: tuple[tuple[str, int, Literal["self", "peer", "recall"], str, datetime], ...]
    kind: Literal["skill.merged"] = "skill.merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillUnmerged:
    """A merged skill became one of its own again."""

    of: str
    name: str
    skill: KnownSkill
    kind: Literal["skill.unmerged"] = "skill.unmerged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillWord:
    """A word came to mean a skill, or means it no more."""

    kind: Literal["skill.aliased", "skill.unaliased"]
    of: str
    name: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRenamed:
    """A skill is called by another name."""

    of: str
    name: str
    was: KnownSkill
    became: Annotated[KnownSkill, Field(validation_alias=AliasChoices("became", "is"))]
    kind: Literal["skill.renamed"] = "skill.renamed"
