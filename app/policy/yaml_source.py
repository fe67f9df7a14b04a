"""YAML that remembers where everything stands, so that a fault can be shown at its line and column."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from app.policy.faults import Fault, Path


class _PlainYaml(yaml.SafeLoader):
    """YAML without its surprises: `no` and `on` are words, and a date is not guessed at."""


class _QuickYaml(yaml.CSafeLoader):
    """The same, read by libyaml."""


# mypy and ruff see a mutable class attribute; yaml looks it up on the class by this very name.
for _reader in (_PlainYaml, _QuickYaml):
    _reader.yaml_implicit_resolvers = {}
    _reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
    _reader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|[1-9][0-9]*)$"), list("0123456789"))
    _reader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])


class YamlSource:
    """A file's data with the positions of its parts. Raises `yaml.MarkedYAMLError` when it is not YAML."""

    def __init__(self, text: str) -> None:
        try:
            self._root, self.data = _read_by(_QuickYaml, text)
        except (yaml.YAMLError, UnicodeError):
            # Ten times as slow, and says better what is wrong and where.
            self._root, self.data = _read_by(_PlainYaml, text)
        self.faults = tuple(_repeated_keys(self._root)) if self._root else ()

    def fault(self, path: Path, reason: str, *, at_key: bool = False) -> Fault:
        """A fault at `path`, or at the nearest part of it that the file has."""
        mark = self._mark(path, at_key=at_key)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return Fault(line=line, column=column, where=self._readable(path), reason=reason)

    def _mark(self, path: Path, *, at_key: bool) -> yaml.Mark | None:
        node = self._root
        mark = node.start_mark if node else None
        for part in path:
            entry = _entry(node, part)
            if entry is None:
                return mark
            key, node = entry
            mark = key.start_mark if at_key and key else node.start_mark
        return mark

    def _readable(self, path: Path) -> str:
        """`plans.party[SOP-02a].due`: a step is named by its id, since nobody counts to the seventeenth."""
        words: list[str] = []
        data = self.data
        for part in path:
            data = _step_into(data, part)
            if isinstance(part, int):
                name = data.get("id", part) if isinstance(data, dict) else part
                words[-1:] = [f"{words[-1] if words else ''}[{name}]"]
            else:
                words.append(part)
        return ".".join(words)


def _read_by(reader: type[_PlainYaml | _QuickYaml], text: str) -> tuple[yaml.Node | None, Any]:
    loader = reader(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root else None
    finally:
        loader.dispose()


def faults_of_syntax(error: yaml.MarkedYAMLError) -> tuple[Fault, ...]:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return (Fault(line=line, column=column, where="", reason=f"this is not YAML: {error.problem or error.context}"),)


def _step_into(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def _entry(node: yaml.Node | None, part: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None


def _repeated_keys(root: yaml.Node) -> Iterator[Fault]:
    """YAML lets the last of two equal keys win in silence; in a policy that would lose a duty."""
    seen_nodes: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen_nodes:
            continue
        seen_nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                waiting.append(value)
                if isinstance(key, yaml.ScalarNode) and key.value in keys:
                    mark = key.start_mark
                    reason = f"'{key.value}' is written twice in the same place"
                    yield Fault(line=mark.line + 1, column=mark.column + 1, where=key.value, reason=reason)
                keys.add(str(key.value))
