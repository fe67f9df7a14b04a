"""`varna` for tests of a whole installation: issuing keys ready-made, and the clock turned if the test says so.

Run as `Installation(module="tests.support.ready_made")`. Making two pairs of keys takes seconds, and a check window
takes minutes: neither is what those tests are about. The program itself has no such switch.
"""

import os
from datetime import timedelta
from unittest.mock import patch

from app.cli import main
from app.core import clock
from app.votes import router
from tests.support.voting import ready_made_keys

MODULE = "tests.support.ready_made"
TURNED_BY = "TESTS_CLOCK_TURNED_BY_SECONDS"


if __name__ == "__main__":
    turned_by = timedelta(seconds=int(os.environ.get(TURNED_BY, "0")))
    with patch.object(router, "make_keys", ready_made_keys), clock.turned(turned_by):
        main()
