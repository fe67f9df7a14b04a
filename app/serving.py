"""What `varna serve` turns into when all is prepared: a process that holds nothing but what it serves with.

Preparing takes migrations, a demo and a command line, and Python gives no module back.
"""

import os
import sys
from typing import Any

import uvicorn

SERVED: dict[str, Any] = {
    "access_log": False,
    "server_header": False,
    "log_config": None,
    # Else the server would believe any local peer about whom it speaks for, before VARNA_TRUSTED_PROXIES is asked.
    "proxy_headers": False,
    # Longer than a proxy in front keeps a line it does not use (Caddy: two minutes), or a request now and then meets
    # the line's end: a report sent at that moment would be answered 502.
    "timeout_keep_alive": 150,
    "ws": "none",
}
AS_SERVED = {"MALLOC_ARENA_MAX": "1"}
"""Unless the environment says otherwise. Threads here wait more than they allocate: heaps of their own cost 2 MB."""


def turn_into_server(*, host: str, port: int, workers: int) -> None:
    """In this process's place, with its id, its environment and its umask. Does not return."""
    sys.stdout.flush()
    command = [sys.executable, "-P", "-m", __name__, host, str(port), str(workers)]
    os.execve(sys.executable, command, AS_SERVED | os.environ)  # noqa: S606 - ourselves


def main(*, host: str, port: int, workers: int) -> None:
    """In this process. Returns when it is told to stop."""
    uvicorn.run("app.main:create_app", factory=True, host=host, port=port, workers=workers, **SERVED)


if __name__ == "__main__":
    main(host=sys.argv[1], port=int(sys.argv[2]), workers=int(sys.argv[3]))
