import ast, asyncio, io, os, traceback, contextlib, inspect, time
import pytest
from fastapi import FastAPI
from app.ports.mail import RecordedMail
from tests.support.actors import Actors, HEADER
from tests.support.browsing import Browsing
from tests.support.stories import a_story
from tests.support.voting import use_ready_made_keys

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]
D = "/tmp/wt/tales2-repl"


async def test_repl(
    app: FastAPI,
    mail: RecordedMail,
    as_actor: Actors,
    browsing: Browsing,
    assembled_with_pages: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
):
    use_ready_made_keys(monkeypatch)
    g = dict(app=app, mail=mail, as_actor=as_actor, browsing=browsing, served=assembled_with_pages, __name__="repl")
    done = asyncio.Event()

    async def handle(reader, writer):
        code = (await reader.read()).decode()
        if code.strip() == "quit":
            done.set()
            writer.close()
            return
        out = io.StringIO()
        t = time.process_time()
        w = time.time()
        try:
            with contextlib.redirect_stdout(out):
                c = compile(code, "repl", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
                r = eval(c, g)
                if inspect.iscoroutine(r):
                    await r
        except BaseException:
            tb = traceback.format_exc().splitlines()
            out.write("\n".join(tb[-40:]))
        out.write(f"\n[cpu {time.process_time() - t:.1f} wall {time.time() - w:.1f}]\n")
        writer.write(out.getvalue().encode())
        await writer.drain()
        writer.close()

    if os.path.exists(f"{D}/sock"):
        os.unlink(f"{D}/sock")
    server = await asyncio.start_unix_server(handle, f"{D}/sock", limit=10**7)
    await done.wait()
