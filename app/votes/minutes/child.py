"""Run by `typesetting.py` in a process of its own: JSON comes in, a PDF goes out. It imports nothing of ours.

What stands in the document reaches Typst as a value, never as markup: no text in it can do anything.
"""

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent


def main() -> None:
    given = sys.stdin.buffer.read().decode()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
    compiler = typst.Compiler(
        HERE / "minutes.typ",
        root=HERE,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": given},
    )
    try:
        written = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
    except typst.TypstError:
        # The standard of accessible PDF refuses a sign that no font here has, such as an emoji in an objection: then
        # the same pages, tagged just as well, with a box in its place.
        written = compiler.compile(format="pdf", timestamp=0)
    if not isinstance(written, bytes):
        raise TypeError("a PDF is one run of bytes")
    sys.stdout.buffer.write(written)


if __name__ == "__main__":
    main()
