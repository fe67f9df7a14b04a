"""Published versions never change, and nothing but a published version is loaded."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from app.main import create_app
from app.policy import loader, yaml_source
from app.policy.faults import PolicyAltered, PolicyFaulty, PolicyPublished, PolicyUnknown
from app.policy.loader import PolicyRef
from tests.support.installation import settings_for


@pytest.fixture
def plans(tmp_path: Path, text: str) -> Path:
    """A folder with one unpublished policy."""
    folder = tmp_path / "plans"
    (folder / "standard").mkdir(parents=True)
    (folder / "standard" / "1.yaml").write_text(text, encoding="utf-8")
    return folder


def published() -> Iterator[tuple[str, str]]:
    pins: dict[str, str] = json.loads((loader.PLANS / "published.json").read_text(encoding="utf-8"))
    yield from pins.items()


@pytest.mark.policy("PRN-01")
@pytest.mark.parametrize(("ref", "pin"), list(published()))
def test_a_published_file_is_what_was_published(ref: str, pin: str) -> None:
    content = (loader.PLANS / f"{ref}.yaml").read_bytes()
    assert hashlib.sha256(content).hexdigest() == pin, f"{ref} was changed: copy it to the next version instead"


@pytest.mark.parametrize("ref", [ref for ref, _ in published()])
def test_libyaml_reads_a_published_file_as_the_library_in_python_does(
    ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (loader.PLANS / f"{ref}.yaml").read_text(encoding="utf-8")

    def read() -> tuple[object, str]:
        source = yaml_source.YamlSource(text)
        assert source._root is not None
        return source.data, "\n".join(
            f"{node.tag} {node.start_mark.line}:{node.start_mark.column}" for node in nodes(source._root)
        )

    quickly = read()
    monkeypatch.setattr(yaml_source, "_QuickYaml", yaml_source._PlainYaml)
    assert read() == quickly


def nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    children = node.value if isinstance(node, yaml.CollectionNode) else ()
    for child in children:
        for each in child if isinstance(child, tuple) else (child,):
            yield from nodes(each)


def test_every_file_that_is_shipped_is_published() -> None:
    files = {f"{file.parent.name}/{file.stem}" for file in loader.PLANS.glob("*/*.yaml")}
    assert files == {str(ref) for ref in loader.available()} != set()


def test_the_shipped_policy_is_in_force() -> None:
    policy = loader.current("standard")
    assert PolicyRef(policy.name, policy.version) == loader.available()[-1]
    assert loader.load("standard", policy.version) is policy, "loading twice reads once"


@pytest.fixture
def as_shipped() -> Iterator[None]:
    yield
    loader.read_from(None)


@pytest.mark.usefixtures("as_shipped")
def test_an_association_puts_a_policy_of_its_own_in_force_without_touching_the_program(
    plans: Path, tmp_path: Path
) -> None:
    loader.publish("standard", 1, plans=plans)
    second = plans / "standard" / "2.yaml"
    text = (plans / "standard" / "1.yaml").read_text(encoding="utf-8")
    changes = {"\nversion: 1\n": "\nversion: 2\n", "in_room: 2min": "in_room: 30s"}
    for old, new in changes.items():
        text = text.replace(old, new, 1)
    second.write_text(text, encoding="utf-8")
    loader.publish("standard", 2, plans=plans)
    create_app(settings_for(tmp_path, policy_dir=plans))
    assert loader.current("standard").version == 2
    assert loader.current("standard").votes.confidence.check_window.in_room == timedelta(seconds=30)
    assert loader.load("standard", 1).votes.confidence.check_window.in_room == timedelta(minutes=2)
    create_app(settings_for(tmp_path))
    assert loader.current("standard").version == loader.available()[-1].version == 1


@pytest.mark.usefixtures("as_shipped")
def test_nothing_starts_where_no_policy_is_published(plans: Path, tmp_path: Path) -> None:
    with pytest.raises(PolicyUnknown):
        create_app(settings_for(tmp_path, policy_dir=plans))


@pytest.mark.policy("PRN-01")
def test_a_published_file_that_was_changed_is_not_loaded(plans: Path) -> None:
    loader.publish("standard", 1, plans=plans)
    file = plans / "standard" / "1.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("&now 2h", "&now 20d"), encoding="utf-8")
    with pytest.raises(PolicyAltered, match="version 2"):
        loader.load("standard", 1, plans=plans)


def test_a_draft_is_not_loaded_before_it_is_published(plans: Path) -> None:
    with pytest.raises(PolicyUnknown):
        loader.load("standard", 1, plans=plans)
    with pytest.raises(PolicyUnknown):
        loader.current("standard", plans=plans)
    assert loader.available(plans=plans) == ()
    loader.publish("standard", 1, plans=plans)
    assert loader.current("standard", plans=plans).version == 1


def test_the_highest_number_is_in_force_and_the_old_one_stays(plans: Path, text: str) -> None:
    loader.publish("standard", 1, plans=plans)
    for version in (2, 10):
        newer = text.replace("version: 1\n", f"version: {version}\n", 1)
        (plans / "standard" / f"{version}.yaml").write_text(newer, encoding="utf-8")
        loader.publish("standard", version, plans=plans)
    assert loader.current("standard", plans=plans).version == 10
    assert loader.load("standard", 1, plans=plans).version == 1
    assert [ref.version for ref in loader.available(plans=plans)] == [1, 2, 10]


def test_a_version_is_published_once(plans: Path) -> None:
    loader.publish("standard", 1, plans=plans)
    before = (plans / "published.json").read_bytes()
    with pytest.raises(PolicyPublished):
        loader.publish("standard", 1, plans=plans)
    assert (plans / "published.json").read_bytes() == before


def test_a_file_with_faults_is_not_published(plans: Path, text: str) -> None:
    (plans / "standard" / "1.yaml").write_text(text.replace("kind: offer", "kind: order", 1), encoding="utf-8")
    with pytest.raises(PolicyFaulty):
        loader.publish("standard", 1, plans=plans)
    assert not (plans / "published.json").exists()


def test_a_file_calls_itself_what_its_place_says(plans: Path, text: str) -> None:
    (plans / "other").mkdir()
    (plans / "other" / "1.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyFaulty, match="calls itself standard/1"):
        loader.publish("other", 1, plans=plans)


@pytest.mark.parametrize("name", ["../standard", "/etc/passwd", "..", "", "standard/../standard", "nobody"])
def test_a_name_never_leads_out_of_the_folder(plans: Path, name: str) -> None:
    (plans.parent / "1.yaml").write_text("name: outside", encoding="utf-8")
    with pytest.raises(PolicyUnknown):
        loader.load(name, 1, plans=plans)
    if name != "standard/../standard":
        with pytest.raises(PolicyUnknown):
            loader.publish(name, 1, plans=plans)


def test_a_policy_cannot_be_changed_in_memory() -> None:
    """It is cached and shared: a change by one request would be a change for all."""
    policy = loader.current("standard")
    with pytest.raises(ValueError, match="frozen"):
        policy.version = 2  # type: ignore[misc]  # that it is refused is the point
    with pytest.raises(TypeError):
        policy.plans["party"] = ()  # type: ignore[index]  # as above
    with pytest.raises(TypeError):
        del policy.titles.offices["chair"]  # type: ignore[attr-defined]  # as above


def test_the_digest_follows_the_content_and_not_the_layout(text: str) -> None:
    as_shipped = loader.digest(loader.read(text))
    assert loader.digest(loader.read(f"# a comment\n{text}\n")) == as_shipped
    assert loader.digest(loader.read(text.replace("&now 2h", "&now 120min", 1))) == as_shipped
    assert loader.digest(loader.read(text.replace("&now 2h", "&now 3h", 1))) != as_shipped
    assert loader.digest(loader.read(text.replace("Keep what you have", "Keep it all", 1))) != as_shipped
