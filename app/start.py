"""The command `varna`: what recounts a vote starts by itself, all else with the whole program.

Recounting is for anybody with a file and needs nothing of an installation. Loading one takes ten times as long.
"""

import sys


def main() -> None:
    if sys.argv[1:2] == ["verify"]:
        from app.votes.commands import recount  # noqa: PLC0415 - see above

        recount(args=sys.argv[2:], prog_name="varna verify")
    else:
        from app.cli import main as run  # noqa: PLC0415 - see above

        run()
