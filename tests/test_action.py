"""The composite action, by running its steps as a runner would; the pipelines we give as examples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.gitvault import git, repository
from tests.test_cli import CLEAN_ENV, make

PROJECT = Path(__file__).parents[1]
ACTION = yaml.safe_load((PROJECT / "action.yml").read_text())
VAULT = {
    ".obsidian/app.json": "{}",
    "A.md": "[[Nothing here]]\n[[Nor here]]\n---\n",
    "日记/甲.md": "---\nup: [[A]]\n---\n",
}


@dataclass
class Runner:
    """What a runner of GitHub does with the steps of an action. Steps that use other actions are
    written down, with their inputs; `python` is what actions/setup-python would give."""

    work: Path
    temp: Path
    inputs: dict[str, str]
    env: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    used: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    ended: dict[str, str] = field(default_factory=dict)
    log: str = ""
    outcome: str = "success"

    @property
    def summary(self) -> Path:
        return self.temp / "summary.md"

    def run(self) -> None:
        given = {name: str(i.get("default", "")) for name, i in ACTION["inputs"].items()}
        assert self.inputs.keys() <= given.keys()
        self.inputs = given | self.inputs
        for step in ACTION["runs"]["steps"]:
            condition = step.get("if", "success()")
            if self.outcome == "failure" and "always()" not in condition:
                continue
            if not self.holds(condition):
                continue
            if "uses" in step:
                self.uses(step)
            else:
                self.shell(step)

    def holds(self, condition: str) -> bool:
        """A condition made of inputs, outcomes and `&&`."""
        text = re.sub(r"\b(always|success)\(\)", "True", condition)
        text = re.sub(
            r"steps\.(\w+)\.outcome", lambda m: repr(self.ended.get(m[1], "skipped")), text
        )
        text = re.sub(r"inputs\.([\w-]+)", lambda m: repr(self.inputs[m[1]]), text)
        return bool(eval(text.replace("&&", "and"), {}))

    def filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda m: self.value(m[1]), text)

    def value(self, name: str) -> str:
        kind, _, rest = name.partition(".")
        if kind == "inputs":
            return self.inputs[rest]
        if kind == "steps":
            step, output = rest.split(".outputs.")
            return self.outputs[step][output]
        known = {
            "github.action_path": str(PROJECT),
            "github.run_id": "7",
            "github.run_attempt": "1",
            "runner.os": "Linux",
            "runner.temp": str(self.temp),
        }
        return known[name]

    def uses(self, step: dict[str, Any]) -> None:
        given = {name: self.filled(str(v)) for name, v in step["with"].items()}
        self.used.append((step["uses"].partition("@")[0], given))
        made = {"python-path": sys.executable, "cache-primary-key": given.get("key", "")}
        self.outputs[step.get("id", "")] = made

    def shell(self, step: dict[str, Any]) -> None:
        done_before = self.temp / "installed.json"
        if step["id"] == "install" and not self.inputs["version"] and done_before.exists():
            self.outputs["install"] = json.loads(done_before.read_text())
            return
        self.really(step)
        if step["id"] == "install":
            done_before.write_text(json.dumps(self.outputs["install"]))

    def really(self, step: dict[str, Any]) -> None:
        assert "${{" not in step["run"]  # an input in a script would be code
        output = self.temp / "output"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.work,
            env={
                **CLEAN_ENV,
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_ACTIONS": "true",
                **self.env,
                **{name: self.filled(text) for name, text in step["env"].items()},
            },
            capture_output=True,
            text=True,
            check=False,
        )
        self.log += done.stdout + done.stderr
        self.ended[step["id"]] = "failure" if done.returncode else "success"
        if done.returncode:
            self.outcome = "failure"
        lines = [line.partition("=") for line in output.read_text().splitlines()]
        self.outputs[step["id"]] = {name: value for name, _, value in lines}


@pytest.fixture(scope="module")
def temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that tests share, so that the first installs for all."""
    return tmp_path_factory.mktemp("temp")


def test_findings_are_annotated_summed_up_and_counted(tmp_path: Path, temp: Path) -> None:
    make(tmp_path / "notes", VAULT)
    runner = Runner(tmp_path, temp, {"path": "notes", "sarif": "out.sarif"})
    runner.run()
    assert runner.outcome == "failure"
    assert "::error title=LNK001 broken-link,file=notes/A.md,line=1," in runner.log
    assert runner.outputs["check"] == {"findings": "3", "errors": "3", "fixable": "1"}
    assert runner.outputs["install"]["version"] == "0.1.0"
    summary = runner.summary.read_text()
    assert "| `notes/A.md` | 2 | 0 | 0 |" in summary
    sarif = json.loads((tmp_path / "out.sarif").read_text())
    assert {r["ruleId"] for r in sarif["runs"][0]["results"]} == {"LNK001", "YML003"}


def test_the_cache_is_restored_before_and_kept_though_there_are_findings(
    tmp_path: Path, temp: Path
) -> None:
    make(tmp_path, VAULT)
    runner = Runner(tmp_path, temp, {})
    runner.run()
    (_, python), (restore, before), (save, after) = runner.used
    assert python["update-environment"] == "False"
    assert (restore, save) == ("actions/cache/restore", "actions/cache/save")
    assert before["key"].startswith(before["restore-keys"])
    assert after == {"path": before["path"], "key": before["key"]}
    assert any(f.is_file() for f in Path(after["path"]).rglob("*"))
    none = Runner(tmp_path, temp, {"cache": "false"})
    none.run()
    assert [name for name, _ in none.used] == ["actions/setup-python"]


def test_a_clean_vault_passes(tmp_path: Path, temp: Path) -> None:
    make(tmp_path, {".obsidian/app.json": "{}", "A.md": "# A\n"})
    runner = Runner(tmp_path, temp, {"summary": "false"})
    runner.summary.unlink(missing_ok=True)
    runner.run()
    assert runner.outcome == "success"
    assert runner.outputs["check"]["findings"] == "0"
    assert not runner.summary.exists()


def test_only_what_changed(tmp_path: Path, temp: Path) -> None:
    repo = repository(tmp_path / "repo", VAULT)
    (repo / "New.md").write_text("[[Also nothing]]\n")
    git(repo, "add", "-A")
    runner = Runner(repo, temp, {"changed-since": "HEAD"})
    runner.run()
    assert runner.outputs["check"]["findings"] == "1"
    assert "file=New.md" in runner.log


@pytest.mark.parametrize(
    "inputs",
    [
        {"path": "$(touch owned)"},
        {"args": "; touch owned"},
        {"format": "text`touch owned`"},
        {"sarif": '"; touch owned; "'},
        {"changed-since": "--output=owned"},
    ],
)
def test_an_input_is_never_code(tmp_path: Path, temp: Path, inputs: dict[str, str]) -> None:
    repository(tmp_path, VAULT)
    runner = Runner(tmp_path, temp, inputs)
    runner.run()
    assert runner.outcome == "failure"
    assert not (tmp_path / "owned").exists()


def test_arguments_are_split_at_blanks_and_stars_stay(tmp_path: Path, temp: Path) -> None:
    make(tmp_path, VAULT)
    runner = Runner(tmp_path, temp, {"args": "--exit-zero --ignore LNK,YML", "format": "text"})
    runner.run()
    assert runner.outcome == "success", runner.log
    starred = Runner(tmp_path, temp, {"args": "--ignore *"})
    starred.run()
    assert "no rule is named `*`" in starred.log, starred.log


def test_another_version_is_installed(tmp_path: Path) -> None:
    make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "# A\n"})
    wheels = tmp_path / "wheels"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(wheels), str(PROJECT)], check=True)
    env = {"PIP_FIND_LINKS": str(wheels)}
    runner = Runner(tmp_path, tmp_path, {"version": "0.1.0", "path": "vault"}, env)
    runner.run()
    assert runner.outcome == "success", runner.log
    assert runner.outputs["install"]["version"] == "0.1.0"
    missing = Runner(tmp_path, tmp_path, {"version": "0.0.99", "path": "vault"}, env)
    missing.run()
    assert missing.outcome == "failure"
    assert "0.0.99" in missing.log


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", ".github/workflows/ci.yml"),
        ("github-workflows", "examples/ci/github.yml"),
        ("gitlab-ci", "examples/ci/gitlab-ci.yml"),
    ],
)
def test_what_ci_systems_read_keeps_to_their_schemas(schema: str, file: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run(
        [*command, file], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_inputs_of_the_example_are_the_action_s() -> None:
    workflow = yaml.safe_load((PROJECT / "examples/ci/github.yml").read_text())
    steps = workflow["jobs"]["vaultlint"]["steps"]
    (ours,) = [s for s in steps if s["uses"].startswith("vaultlint/vaultlint@")]
    assert ours["with"].keys() <= ACTION["inputs"].keys()


@pytest.mark.parametrize("merge_request", [False, True])
def test_the_script_of_the_gitlab_example(tmp_path: Path, merge_request: bool) -> None:
    job = yaml.safe_load((PROJECT / "examples/ci/gitlab-ci.yml").read_text())["vaultlint"]
    repo = repository(tmp_path, VAULT)
    (repo / "New.md").write_text("[[Also nothing]]\n")
    env = {**CLEAN_ENV, "PATH": f"{Path(sys.executable).parent}:{CLEAN_ENV['PATH']}"}
    if merge_request:
        env["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(repo, "rev-parse", "HEAD").strip()
    (script,) = job["script"]
    done = subprocess.run(
        ["bash", "-ec", script], cwd=repo, env=env, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    issues = json.loads((repo / reports["codequality"]).read_text())
    assert {i["location"]["path"] for i in issues} == (
        {"New.md"} if merge_request else {"A.md", "New.md", "日记/甲.md"}
    )
    assert (repo / reports["junit"]).read_text().count("<failure") == len(issues)
    assert (repo / ".cache/vaultlint").is_dir()
