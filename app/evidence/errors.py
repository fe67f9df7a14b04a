from app.core.errors import Conflict, InvalidInput


class NoFilesHere(InvalidInput):
    code = "no-files-here"
    title = "That part of a case holds no files."


class FileTooLarge(InvalidInput):
    code = "file-too-large"
    title = "The file is larger than 50 MB, or holds nothing."


class TooManyFiles(Conflict):
    code = "too-many-files"
    title = "The case holds as many files as it can."


class NotTheNextPiece(Conflict):
    """The sender asks how much has come, and goes on from there."""

    code = "not-the-next-piece"
    title = "Another piece comes next. Ask how much has arrived, and go on from there."


class NotAllHere(Conflict):
    code = "file-not-all-here"
    title = "Something of the file is still missing."


class DamagedOnTheWay(Conflict):
    code = "file-damaged"
    title = "What arrived is not what was sent. Take the file away and send it again."


class AlreadyKept(Conflict):
    code = "file-already-kept"
    title = "The file has arrived and is kept as it is."


class NotThisKey(InvalidInput):
    code = "not-this-key"
    title = "That is not the key which the file was begun with."


class CannotBeShown(Conflict):
    """It can be fetched as it is, to be opened with care elsewhere."""

    code = "cannot-be-shown"
    title = "This file cannot be shown here."


class CannotBeCopied(Conflict):
    """No copy is better than half of one, or than one that says more than it seems to."""

    code = "cannot-be-copied"
    title = "A copy without metadata cannot be made of this file."


class PackageTooLarge(Conflict):
    code = "package-too-large"
    title = "The chosen files are too large together. Make two packages."
