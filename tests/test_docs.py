"""What is promised in words is there, and what is there is described."""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import string
import subprocess
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import briefer
from briefer import brieffile, cli
from briefer.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# -- the command line


def verbs(parser: argparse.ArgumentParser, words: tuple[str, ...] = ("briefer",)) -> Iterator[tuple[str, set[str]]]:
    """Every complete command with its long options."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        options = {option for action in parser._actions for option in action.option_strings if option[:2] == "--"}
        yield " ".join(words), options - {"--help"}
    for action in inner:
        for name, each in action.choices.items():
            yield from verbs(each, (*words, name))


VERBS = dict(verbs(cli._parser()))


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_and_option_is_described(verb: str) -> None:
    lines = [line for line in read("docs/command-line.md").splitlines() if line.startswith(f"| `{verb} ")]
    lines += [line for line in read("docs/command-line.md").splitlines() if line.startswith(f"| `{verb}`")]
    assert len(lines) == 1, f"{verb} needs one line in docs/command-line.md"
    missing = {option for option in VERBS[verb] if option not in lines[0]}
    assert not missing, f"{verb}: {missing}"


def test_no_verb_is_described_that_is_not_there() -> None:
    described = re.findall(r"^\| `briefer ((?:[a-z]+ ?)+)", read("docs/command-line.md"), re.MULTILINE)
    assert {f"briefer {each.strip()}" for each in described} == set(VERBS)


# -- commands of the repository


def targets() -> dict[str, str]:
    rules = re.findall(r"^([a-z0-9-]+):(?!=)(.*)$", read("Makefile"), re.MULTILINE)
    return {name: rest.partition("## ")[2] for name, rest in rules}


def test_each_make_target_is_in_the_help() -> None:
    assert targets()
    assert not [name for name, what in targets().items() if not what]
    phony = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == set(targets())


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_commands_that_documents_name_exist(name: str) -> None:
    named = set(re.findall(r"\bmake ([a-z0-9-]+)(?=[`\s])", "\n".join(code_of(name))))
    assert named
    assert named <= set(targets())


def code_of(name: str) -> list[str]:
    """The code in a document, all of a script."""
    text = read(name)
    if not name.endswith(".md"):
        return text.splitlines()
    return [f"{each} " for each in re.findall(r"`([^`\n]+)`", text)] + re.findall(r"^make .*$", text, re.MULTILINE)


def test_the_readme_opens_with_the_two_commands() -> None:
    first = re.search(r"```sh\n(.*?)```", read("README.md"), re.DOTALL)
    assert first is not None
    assert re.findall(r"^make (\w+)", first[1], re.MULTILINE) == ["run", "test"]


@pytest.mark.parametrize("path", [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


# -- words


def labels(lang: str) -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(read(f"resources/labels/{lang}.yaml"))
    return loaded


def flat(tree: Any, path: str = "") -> dict[str, str]:
    if isinstance(tree, dict):
        return {key: text for name, each in tree.items() for key, text in flat(each, f"{path}/{name}").items()}
    return {path: tree}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    ja, en = flat(labels("ja")), flat(labels("en"))
    assert set(ja) == set(en)
    for key in ja:
        assert isinstance(ja[key], str), key
        assert isinstance(en[key], str), key
        assert placeholders(ja[key]) == placeholders(en[key]), key


def calls_with_codes() -> Iterator[tuple[str, str, set[str] | None]]:
    """Each error made with a code written out: place, code, names of its values (None where one is ``**values``)."""
    for path in sorted((ROOT / "briefer").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            first = node.args[0]
            if name.endswith("Error") and isinstance(first, ast.Constant) and isinstance(first.value, str):
                names = {keyword.arg for keyword in node.keywords}
                known = None if None in names else {each for each in names if each is not None} - {"file"}
                yield f"{path.relative_to(ROOT)}:{node.lineno}", first.value, known


CODE = re.compile(r"[a-z]+\.[a-z0-9_]+")


def codes_in_code() -> set[str]:
    """Every text in the code that looks like a code of a family that has messages, however it gets to the error."""
    families = {code.partition(".")[0] for code in labels("en")["errors"]}
    endings = {"sqlite", "yaml", "json", "docx", "pdf", "py", "ini", "log", "ts", "qm", "svg", "qss"}
    return {
        node.value
        for path in (ROOT / "briefer").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
        and node.value.partition(".")[0] in families
        and node.value.partition(".")[2] not in endings
    }


def test_every_error_has_words_in_both_languages() -> None:
    errors = {lang: labels(lang)["errors"] for lang in ("ja", "en")}
    wrong = []
    for place, code, values in calls_with_codes():
        if not CODE.fullmatch(code):
            continue  # another library's error, or one of Python's
        for lang, texts in errors.items():
            if code not in texts:
                wrong.append(f"{place}: {code} has no words in {lang}")
            elif values is not None and not placeholders(texts[code]) <= values:
                wrong.append(f"{place}: {code} in {lang} wants {placeholders(texts[code]) - values}")
    assert not wrong, "\n".join(wrong)


def test_every_code_in_the_code_has_words_and_every_word_a_code() -> None:
    words = set(labels("en")["errors"])
    assert codes_in_code() == words, f"without words: {codes_in_code() - words}; never used: {words - codes_in_code()}"


def test_messages_are_one_line() -> None:
    for lang in ("ja", "en"):
        for section in ("errors", "findings"):
            assert not [key for key, text in labels(lang)[section].items() if "\n" in text.strip()]


def test_the_interface_is_translated_and_compiled(tmp_path: Path) -> None:
    """`make i18n` would change nothing: no text is missing or unfinished, what is shipped is what was reviewed."""
    for folder in ("briefer/ui", "resources/i18n", "packaging"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    bin_folder = Path(sysconfig.get_path("scripts"))
    subprocess.run(["sh", tmp_path / "packaging/i18n.sh", bin_folder], check=True, capture_output=True)
    shipped = sorted((ROOT / "resources/i18n").iterdir())
    assert [path.name for path in shipped] == ["briefer_en.qm", "briefer_en.ts", "briefer_ja.qm", "briefer_ja.ts"]
    for path in shipped:
        assert path.read_bytes() == (tmp_path / "resources/i18n" / path.name).read_bytes(), path.name
        assert b"unfinished" not in path.read_bytes(), path.name


# -- files


def test_the_brief_file_is_described() -> None:
    text = read("docs/brief-file.md")
    source = ast.parse(read("briefer/brieffile.py"))
    keys = {
        call.args[0].value
        for call in ast.walk(source)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("text", "words", "take", "need", "entries", "texts", "one_of", "has")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    missing = [key for key in keys if not re.search(rf"\b{key}\b", text)]
    assert len(keys) > 30
    assert not missing, missing
    assert f"{brieffile.MAX_BYTES // 1_000_000} MB" in text


def test_the_example_in_the_description_is_a_brief() -> None:
    example = re.search(r"```yaml\n(.*?)```", read("docs/brief-file.md"), re.DOTALL)
    assert example is not None
    parsed = yaml.safe_load(example[1].replace("{…}", "{}"))
    assert parsed["format"] == brieffile.FORMAT


def test_the_json_of_an_item_is_described(workspace: Workspace) -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", read("docs/corpus-export.md"), re.MULTILINE)
    described = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    records = list(workspace.records())
    assert records
    assert {key for record in records for key in record} == described


# -- history


def test_the_changelog_parses() -> None:
    text = read("CHANGELOG.md")
    assert text.startswith("# Changelog\n")
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert titles[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", title) for title in titles[1:]), titles
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}, kinds


def test_decisions_are_listed() -> None:
    records = {path.name for path in (ROOT / "docs" / "adr").glob("0*.md")}
    assert set(re.findall(r"\((\d{4}-[a-z-]+\.md)\)", read("docs/adr/README.md"))) == records
    for name in records:
        parts = re.findall(r"^\*\*(\w+)\.\*\*", read(f"docs/adr/{name}"), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives"], name


def test_the_version_is_one() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["dynamic"] == ["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", briefer.__version__)
