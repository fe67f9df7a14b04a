"""What recounting a bulletin costs: by the program itself, as the command `varna verify`, and in a browser."""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.async_api import async_playwright

from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from tests.support.ballots import a_bulletin, an_election, cast_all
from tests.support.browsing import CHROMIUM, DIST

BALLOTS = (36, 500)
ROUNDS = 3

# A file is dropped on the page, as a person does; the clock stops when the verdict stands there.
DROP = """async (text) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], "bulletin.json"));
  const verdict = document.querySelector("#verdict");
  const began = performance.now();
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
  while (verdict.querySelector("svg") === null) await new Promise((soon) => setTimeout(soon));
  if (!document.querySelector(".sound")) throw new Error("the bulletin is sound");
  return performance.now() - began;
}"""


def a_sound_bulletin(ballots: int) -> bytes:
    election = an_election(roll=ballots)
    choices = [Choice.AGAINST, Choice.FOR] * (ballots // 2)
    return a_bulletin(election, cast_all(election, choices)).to_bytes()


def median_ms(work: Callable[[], object], *, clock: Callable[[], float]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = clock()
        work()
        took.append((clock() - began) * 1000)
    return statistics.median(took)


def own_work(bulletin: bytes) -> None:
    assert verify_bulletin(bulletin).is_sound


def as_process(*command: str) -> Callable[[], object]:
    # Compiled modules are kept, as on anybody's machine.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True, env=surroundings)


async def in_browser_ms(bulletin: bytes) -> float:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page()
        await page.goto((DIST / "verifier.html").as_uri())
        took = [await page.evaluate(DROP, bulletin.decode()) for _ in range(ROUNDS)]
        await browser.close()
    return statistics.median(took)


def main() -> None:
    print(
        f"{'ballots':>7}  {'file, kB':>8}  {'own work, CPU-ms':>16}  {'varna verify, ms':>16}  {'in a browser, ms':>16}"
    )
    for ballots in BALLOTS:
        bulletin = a_sound_bulletin(ballots)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "bulletin.json"
            file.write_bytes(bulletin)
            command = as_process("-c", "from app.start import main; main()", "verify", str(file))
            command()
            told = [
                f"{median_ms(lambda: own_work(bulletin), clock=time.process_time):.0f}",  # noqa: B023 - called here
                f"{median_ms(command, clock=time.perf_counter):.0f}",
                f"{asyncio.run(in_browser_ms(bulletin)):.0f}" if (DIST / "verifier.html").exists() else "not built",
            ]
        print(f"{ballots:>7}  {len(bulletin) / 1000:>8.0f}  " + "  ".join(f"{one:>16}" for one in told))
    alone = median_ms(as_process("-c", ""), clock=time.perf_counter)
    recounter = median_ms(as_process("-c", "import app.votes.commands"), clock=time.perf_counter)
    print(f"Python alone starts in {alone:.0f} ms, with what recounts in {recounter:.0f} ms.")


if __name__ == "__main__":
    main()
