"""Policy files: read with every fault placed, published once, and never changed after that."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.policy.checks import problems_in
from app.policy.faults import Fault, PolicyAltered, PolicyFaulty, PolicyPublished, PolicyUnknown
from app.policy.schema import Policy
from app.policy.yaml_source import YamlSource, faults_of_syntax

PLANS = Path(__file__).parent / "plans"
"""What comes with Varna; an association with files of its own names their folder (`VARNA_POLICY_DIR`)."""
IN_FORCE = "standard"
"""The association's own policy, by name: what a report that comes in now is received under."""
_PINS = "published.json"


@dataclass(frozen=True, slots=True, order=True)
class PolicyRef:
    """A published policy; a case keeps this."""

    name: str
    version: int

    def __str__(self) -> str:
        return f"{self.name}/{self.version}"


class _Folder:
    """Where this process finds published policies, unless a caller says otherwise."""

    in_use: Path = PLANS


def read_from(folder: Path | None) -> None:
    """Set the folder of published policies for this process; None is the one that comes with Varna."""
    _Folder.in_use = PLANS if folder is None else folder.resolve()


def read(text: str) -> Policy:
    """A policy from the text of a file. Raises `PolicyFaulty` with every fault at its line and column."""
    try:
        source = YamlSource(text)
    except yaml.MarkedYAMLError as error:
        raise PolicyFaulty(faults_of_syntax(error)) from error
    except yaml.YAMLError as error:  # a byte that no YAML holds: the library gives it no line
        raise PolicyFaulty((Fault(line=1, column=1, where="", reason=f"this is not YAML: {error}"),)) from error
    if source.faults:
        raise PolicyFaulty(_in_order(source.faults))
    try:
        policy = Policy.model_validate(source.data)
    except ValidationError as error:
        raise PolicyFaulty(_in_order(_fault_of(source, each) for each in error.errors())) from error
    if problems := problems_in(policy):
        raise PolicyFaulty(_in_order(source.fault(each.path, each.reason) for each in problems))
    return policy


def as_text(content: bytes) -> str:
    """Raises `PolicyFaulty` when the file is not UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise PolicyFaulty((Fault(line=line, column=column, where="", reason="this is not UTF-8 text"),)) from error


def load(name: str, version: int, *, plans: Path | None = None) -> Policy:
    """A published policy. Raises `PolicyUnknown`, or `PolicyAltered` when the file has been changed."""
    return _load(PolicyRef(name, version), plans or _Folder.in_use)


def available(*, plans: Path | None = None) -> tuple[PolicyRef, ...]:
    """Every published policy, by name and version."""
    return tuple(sorted(_pins(plans or _Folder.in_use)))


def current(name: str, *, plans: Path | None = None) -> Policy:
    """The highest published version: what a new case is opened under."""
    plans = plans or _Folder.in_use
    versions = [ref.version for ref in _pins(plans) if ref.name == name]
    if not versions:
        raise PolicyUnknown(_published(plans))
    return load(name, max(versions), plans=plans)


def in_force() -> Policy:
    """The association's policy as it stands today: what a new case pins and what everyone may read."""
    return current(IN_FORCE)


def digest(policy: Policy) -> str:
    """SHA-256 of the content, whatever its layout and comments.

    Only what the file says is counted: a key that a later schema adds with a default leaves old digests alone.
    """
    content = policy.model_dump(mode="json", exclude_unset=True)
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def publish(name: str, version: int, *, plans: Path = PLANS) -> Policy:
    """Pin a file that has no faults. Raises `PolicyPublished` when the version is taken."""
    ref, pins = PolicyRef(name, version), _pins(plans)
    if ref in pins:
        raise PolicyPublished("A change is a new version: copy the file to the next number.")
    content = _content(ref, plans)
    policy = _named_as_its_file(read(as_text(content)), ref)
    pins[ref] = hashlib.sha256(content).hexdigest()
    written = {str(each): pins[each] for each in sorted(pins)}
    (plans / _PINS).write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    return policy


@lru_cache(maxsize=32)
def _load(ref: PolicyRef, plans: Path) -> Policy:
    pin = _pins(plans).get(ref)
    if pin is None:
        raise PolicyUnknown(_published(plans))
    content = _content(ref, plans)
    if hashlib.sha256(content).hexdigest() != pin:
        raise PolicyAltered(f"Undo the change to {ref}, or publish it as version {ref.version + 1}.")
    return _named_as_its_file(read(as_text(content)), ref)


def _published(plans: Path) -> str:
    return f"Published: {', '.join(map(str, available(plans=plans))) or 'none'}."


def _pins(plans: Path) -> dict[PolicyRef, str]:
    """The published files' SHA-256. Names come from here, so that a name asked for never becomes a path."""
    file = plans / _PINS
    if not file.exists():
        return {}
    pins: dict[PolicyRef, str] = {}
    for ref, pin in json.loads(file.read_text(encoding="utf-8")).items():
        name, _, version = ref.partition("/")
        pins[PolicyRef(name, int(version))] = pin
    return pins


def _content(ref: PolicyRef, plans: Path) -> bytes:
    file = (plans / ref.name / f"{ref.version}.yaml").resolve()
    if not file.is_relative_to(plans.resolve()) or not file.is_file():
        raise PolicyUnknown("There is no such file.")
    return file.read_bytes()


def _named_as_its_file(policy: Policy, ref: PolicyRef) -> Policy:
    if (policy.name, policy.version) != (ref.name, ref.version):
        reason = f"the file lies as {ref} but calls itself {policy.name}/{policy.version}"
        raise PolicyFaulty((Fault(line=1, column=1, where="name", reason=reason),))
    return policy


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    # A part used in several places by a YAML alias has one line: say its fault once, where it is written.
    found: dict[tuple[int, int, str], Fault] = {}
    for each in faults:
        found.setdefault((each.line, each.column, each.reason), each)
    return tuple(sorted(found.values()))


def _fault_of(source: YamlSource, error: ErrorDetails) -> Fault:
    path = tuple(part for part in error["loc"] if part != "[key]")
    name = path[-1] if path else ""
    match error["type"]:
        case "missing":
            return source.fault(path, f"'{name}' is missing")
        case "extra_forbidden":
            return source.fault(path, f"'{name}' is not a key that belongs here", at_key=True)
        case "enum":
            known = error.get("ctx", {}).get("expected", "")
            reason = f"'{error['input']}' is not one of {known}"
            return source.fault(path, reason, at_key="[key]" in error["loc"])
        case "string_too_short":
            return source.fault(path, f"'{name}' is empty")
        case _:
            return source.fault(path, error["msg"])
