"""`portal match` from outside: files in, files out, exit statuses, and nothing written when a file is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.cli.match import match
from tests.domain.test_matching_exchange import FILE, changed


def run(*arguments: object) -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(match, [str(argument) for argument in arguments])


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The contract's example on disk."""
    return written(tmp_path / "instance.json", FILE)


def written(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_result_and_its_pairs_are_written_and_accepted(instance: Path, tmp_path: Path) -> None:
    result, pairs = tmp_path / "result.json", tmp_path / "pairs.jsonl"
    done = run(instance, "--out", result, "--pairs", pairs)
    assert (done.exit_code, done.output) == (0, "")
    assert json.loads(result.read_text(encoding="utf-8"))["matched"] == 1
    assert len(pairs.read_text(encoding="utf-8").splitlines()) == 1
    checked = run("--verify", result, instance)
    assert checked.exit_code == 0
    assert checked.output.startswith("Godkendt")
    assert {path.name for path in tmp_path.iterdir()} == {"instance.json", "result.json", "pairs.jsonl"}


def test_more_workers_write_the_same_file(tmp_path: Path) -> None:
    """All but the seconds it took."""
    people = [{**FILE["citizens"][0], "id": f"b{k}"} for k in range(40)]
    instance = written(tmp_path / "instance.json", {**FILE, "citizens": people, "keep": []})
    found = []
    for workers in (1, 2):
        out = tmp_path / f"result-{workers}.json"
        done = run(instance, "--out", out, "--workers", workers)
        assert (done.exit_code, done.output) == (0, "")
        found.append({**json.loads(out.read_text(encoding="utf-8")), "seconds": {}})
    assert found[0] == found[1]
    assert run("--verify", tmp_path / "result-2.json", instance).exit_code == 0
    assert run(instance, "--out", tmp_path / "none.json", "--workers", 0).exit_code == 2


def test_a_changed_result_is_rejected_with_a_sentence(instance: Path, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    run(instance, "--out", result)
    document = json.loads(result.read_text(encoding="utf-8"))
    document["pairs"][0]["score"] += 1
    checked = run("--verify", written(result, document), instance)
    assert checked.exit_code == 1
    assert checked.output.startswith("Forkastet: ")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "\ufffe"])
def test_a_result_that_is_no_json_object_is_rejected(text: str, instance: Path, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    result.write_bytes(text.encode("utf-16") if text == "\ufffe" else text.encode())
    assert run("--verify", result, instance).exit_code == 1


def test_a_refused_file_leaves_everything_as_it_was(tmp_path: Path) -> None:
    instance = written(tmp_path / "instance.json", changed("citizens.0.hours", {"min": 9, "max": 3}))
    result = tmp_path / "result.json"
    result.write_text("before", encoding="utf-8")
    refused = run(instance, "--out", result, "--pairs", tmp_path / "pairs.jsonl")
    assert refused.exit_code == 2
    assert refused.output.startswith("Afvist: citizens[0].hours: ")
    assert result.read_text(encoding="utf-8") == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"instance.json", "result.json"}


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes('{"on": "ø"}'.encode("latin-1"))
    for path in (tmp_path / "none.json", latin):
        assert run(path, "--out", tmp_path / "result.json").exit_code == 2
    assert not (tmp_path / "result.json").exists()


def test_nothing_is_written_when_one_of_the_files_cannot_be(instance: Path, tmp_path: Path) -> None:
    refused = run(instance, "--out", tmp_path / "result.json", "--pairs", tmp_path / "nowhere" / "pairs.jsonl")
    assert refused.exit_code == 2
    assert {path.name for path in tmp_path.iterdir()} == {"instance.json"}


def test_where_to_write_is_looked_at_before_the_work_and_no_file_is_written_over_another(
    instance: Path, tmp_path: Path
) -> None:
    before, out = instance.read_text(encoding="utf-8"), tmp_path / "result.json"
    for arguments, sentence in (
        (("--out", tmp_path / "nowhere" / "result.json"), "Mappen findes ikke."),
        (("--out", tmp_path), "Det er en mappe."),
        (("--out", instance), "Filerne skal have hvert sit navn."),
        (("--out", out, "--pairs", tmp_path / "." / "result.json"), "Filerne skal have hvert sit navn."),
    ):
        refused = run(instance, *arguments)
        assert (refused.exit_code, sentence in refused.output) == (2, True)
    assert "Filen findes ikke." in run(tmp_path / "none.json", "--out", out).output
    assert instance.read_text(encoding="utf-8") == before
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments", [(), ("a.json",), ("a.json", "b.json", "--out", "c.json"), ("--verify", "a.json")]
)
def test_a_call_that_makes_no_sense_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_two_runs_give_the_same_bytes_but_for_the_seconds(instance: Path, tmp_path: Path) -> None:
    texts = []
    for name in ("one.json", "two.json"):
        run(instance, "--out", tmp_path / name)
        document = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert set(document.pop("seconds")) == {"read", "solve", "explain"}
        texts.append(json.dumps(document))
    assert texts[0] == texts[1]
