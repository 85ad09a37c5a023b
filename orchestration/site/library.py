"""The chart library for the browser: Vega, Vega-Lite and vega-embed in one script, out of the vl-convert wheel.

Made once per version and kept in the checkout, as dbt's parse is: making it costs two seconds.
"""

import os
import shutil
from importlib.metadata import version
from pathlib import Path

KEPT = Path(__file__).parent / "target"


def copy_library(target: Path) -> None:
    made = KEPT / f"vega-{version('vl-convert-python')}.js"
    if not made.exists():
        import vl_convert

        KEPT.mkdir(exist_ok=True)
        aside = made.with_suffix(f".{os.getpid()}")
        # the bundle is a module; in a function of its own its names stay out of the page's
        aside.write_text(f"(function () {{\n{vl_convert.javascript_bundle()}\n}})();\n", encoding="utf-8")
        aside.replace(made)
    shutil.copyfile(made, target)
