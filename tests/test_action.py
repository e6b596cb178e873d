"""The composite action, by running its steps."""

from __future__ import annotations

import subprocess
from pathlib import Path

import yaml

from tests.test_cli import CLEAN_ENV, make

PROJECT = Path(__file__).parents[1]


def test_the_steps_of_the_action(tmp_path: Path) -> None:
    action = yaml.safe_load((PROJECT / "action.yml").read_text())
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[Nothing here]]\n"})
    summary = tmp_path / "summary.md"
    inputs = {name: str(i.get("default", "")) for name, i in action["inputs"].items()}
    inputs |= {"path": str(vault), "sarif": str(tmp_path / "out.sarif")}
    codes = []
    for step in action["runs"]["steps"]:
        env = {
            k: v.replace("${{ github.action_path }}", str(PROJECT)) for k, v in step["env"].items()
        }
        for name, value in inputs.items():
            env = {k: v.replace("${{ inputs." + name + " }}", value) for k, v in env.items()}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env={
                **CLEAN_ENV,
                **env,
                "RUNNER_TEMP": str(tmp_path),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_ACTIONS": "true",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        codes.append(done.returncode)
    assert codes == [0, 1], done.stderr
    assert "::error title=LNK001 broken-link,file=" in done.stdout
    assert "Nothing here" in (tmp_path / "out.sarif").read_text()
    assert "LNK001" in summary.read_text()
