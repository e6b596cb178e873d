"""The keys of `vaultlint.yaml`, as pydantic models: its one definition."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from vaultlint.config.select import codes_named, unknown_word
from vaultlint.globs import glob_fault


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else [] if value is None else value


def _word(word: str) -> str:
    if not codes_named(word):
        raise ValueError(unknown_word(word))
    return word


def _glob(glob: str) -> str:
    fault = glob_fault(glob)
    if fault:
        raise ValueError(fault)
    return glob


def _some(globs: list[str]) -> list[str]:
    if not globs:
        raise ValueError("`files` names no note: write patterns of paths")
    return globs


Words = Annotated[list[Annotated[str, AfterValidator(_word)]], BeforeValidator(_listed)]


Globs = Annotated[list[Annotated[str, AfterValidator(_glob)]], BeforeValidator(_listed)]
Texts = Annotated[list[str], BeforeValidator(_listed)]
Level = Literal["error", "warning", "info", "off"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Rules(_Strict):
    select: Words | None = Field(None, description="Rules in force, instead of the default ones.")
    extend_select: Words = Field(
        [], alias="extend-select", description="Rules in force besides the selected ones."
    )
    ignore: Words = Field([], description="Rules not in force, whatever selects them.")
    severity: dict[Annotated[str, AfterValidator(_word)], Level] = Field(
        {}, description="How much a rule's findings weigh; `off` is the same as `ignore`."
    )
    options: dict[Annotated[str, AfterValidator(_word)], dict[str, Any]] = Field(
        {}, description="Options of rules; `vaultlint explain CODE` lists them."
    )


class OverrideModel(_Rules):
    """Other rules for some notes; what it does not say stays as it is."""

    files: Annotated[Globs, AfterValidator(_some)] = Field(
        description="The notes, as patterns of paths in the vault."
    )


class ConfigModel(_Rules):
    """`vaultlint.yaml`, at the root of the vault."""

    extends: Texts = Field(
        [], description="`preset:NAME`, or configs relative to this one, that this one stands on."
    )
    rules: Texts | None = Field(
        None,
        description="Folders of schemas, relative to this file: `.vaultlint/rules` by default.",
    )
    exclude: Globs = Field([], description="Notes that are not checked, but stay link targets.")
    overrides: list[OverrideModel] = Field([], description="Other rules for some notes.")
    fail_on: Literal["error", "warning", "info"] | None = Field(
        None, alias="fail-on", description="The least severity that makes the exit code 1."
    )
    baseline: str | None = Field(
        None, description="File of known findings: `.vaultlint/baseline.json` by default."
    )
    schema_property: str | None = Field(
        None,
        alias="schema-property",
        description="The property by which a note chooses its schema: `schema` by default.",
    )
