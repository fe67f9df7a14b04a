"""What can be refused in the domain. Each class is one stable `code` that clients may rely on."""

from typing import ClassVar


class DomainError(Exception):
    """A rule was broken. `title` says which, in a sentence; `detail` never repeats what was sent."""

    code: ClassVar[str]
    status: ClassVar[int]
    title: ClassVar[str]

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
