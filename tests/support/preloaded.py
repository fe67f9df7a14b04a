"""What the process holds from which servers are forked: all that they would import, and nothing that they look through.

Imported there alone (`tests/support/ready_made.py`).
"""

import gc

import anyio._backends._asyncio  # noqa: F401 - for what they bring along: each is found by its name, when it is needed
import uvicorn.lifespan.on
import uvicorn.loops.uvloop
import uvicorn.protocols.http.httptools_impl  # noqa: F401

import app.main  # noqa: F401

gc.collect()
gc.freeze()
