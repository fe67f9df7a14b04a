"""What can be wrong with a policy file, and the errors that say so."""

from dataclasses import dataclass

from app.core.errors import DomainError

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong, where it stands in the file; line and column count from 1."""

    line: int
    column: int
    where: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.reason}" + (f" ({self.where})" if self.where else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault found in a policy already read: `path` leads to it through keys and indexes."""

    path: Path
    reason: str


class PolicyFaulty(DomainError):
    """The file is not a policy; `faults` lists everything found, in the file's order."""

    code = "policy-faulty"
    status = 422
    title = "The policy file has faults."

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


class PolicyUnknown(DomainError):
    code = "policy-unknown"
    status = 404
    title = "There is no such published policy."


class PolicyAltered(DomainError):
    """A published file no longer is what was published: cases pinned to it would get other duties."""

    code = "policy-altered"
    status = 500
    title = "A published policy file has been changed."


class PolicyPublished(DomainError):
    code = "policy-already-published"
    status = 409
    title = "This version is already published."
