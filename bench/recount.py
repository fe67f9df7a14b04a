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
from tests.support.ballots import a_bulletin, an_election, cast_all
from tests.support.browsing import CHROMIUM, DIST

BALLOTS = (36, 500)
ROUNDS = 5

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


def median_ms(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


# What the command does once it is loaded, in a process that holds no more than the command does.
OWN_WORK = """
import os, sys, time
from pathlib import Path
from app.votes import commands
if "one core" in sys.argv:
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
content = Path(sys.argv[1]).read_bytes()
began = time.perf_counter()
assert commands.recounted(content).is_sound
print((time.perf_counter() - began) * 1000)
"""


def own_work_ms(file: Path, *words: str) -> float:
    command = [sys.executable, "-c", OWN_WORK, str(file), *words]
    took = [float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
    return statistics.median(took)


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
    columns = ("own work, ms", "on one core, ms", "varna verify, ms", "in a browser, ms")
    print(f"{'ballots':>7}  {'file, kB':>8}  " + "  ".join(f"{column:>16}" for column in columns))
    for ballots in BALLOTS:
        bulletin = a_sound_bulletin(ballots)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "bulletin.json"
            file.write_bytes(bulletin)
            command = as_process("-c", "from app.start import main; main()", "verify", str(file))
            command()
            told = [
                f"{own_work_ms(file):.0f}",
                f"{own_work_ms(file, 'one core'):.0f}",
                f"{median_ms(command):.0f}",
                f"{asyncio.run(in_browser_ms(bulletin)):.0f}" if (DIST / "verifier.html").exists() else "not built",
            ]
        print(f"{ballots:>7}  {len(bulletin) / 1000:>8.0f}  " + "  ".join(f"{one:>16}" for one in told))
    alone = median_ms(as_process("-c", ""))
    recounter = median_ms(as_process("-c", "import app.votes.commands"))
    print(f"Python alone starts in {alone:.0f} ms, with what recounts in {recounter:.0f} ms.")


if __name__ == "__main__":
    main()
