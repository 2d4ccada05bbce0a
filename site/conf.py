"""Sphinx's settings for the site. `build.py` collects the pages and runs it."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))
from build import ROOT  # noqa: E402

project = "Cinephile"
copyright = "the Cinephile authors"
html_title = "Cinephile"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon"]
exclude_patterns = ["docs/images"]
# JSON with `...` in it is shown as it is. Shapes such as `(len(items),)` are no references.
suppress_warnings = ["misc.highlighting_failure", "ref.python"]

# -- Pages and notebooks ----------------------------------------------------------------------------------------------

# They are checked in with their outputs.
nb_execution_mode = "off"
nb_merge_streams = True
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence"]
myst_heading_anchors = 4
myst_dmath_double_inline = True

# -- Reference of the Python package ----------------------------------------------------------------------------------

# The installed package, else its source with the compiled part left out.
if importlib.util.find_spec("cinephile") is None:
    sys.path.insert(0, str(ROOT / "python"))
    autodoc_mock_imports = ["cinephile._engine"]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
napoleon_numpy_docstring = True
napoleon_google_docstring = False
# Attributes that are also properties are described once.
napoleon_use_ivar = True

# -- Looks ------------------------------------------------------------------------------------------------------------

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#1f5c9e", "color-brand-content": "#1f5c9e"},
    "dark_css_variables": {"color-brand-primary": "#8fbcf0", "color-brand-content": "#8fbcf0"},
}
pygments_style = "tango"
pygments_dark_style = "github-dark"


def math(self: Any, node: nodes.Element) -> None:
    """Formulas as MathML, which browsers draw themselves: no script, and nothing from another host."""
    display = "block" if isinstance(node, nodes.math_block) else "inline"
    formula = convert(node.astext(), display=display)
    self.body.append(f'<div class="formula">{formula}</div>' if display == "block" else formula)
    raise nodes.SkipNode


def name_pictures(app: Sphinx, document: nodes.document) -> None:
    """Gives a notebook's pictures the alternative texts and widths that its outputs have."""
    file = Path(app.env.doc2path(app.env.docname))
    if file.suffix != ".ipynb":
        return
    known = {}
    for cell in json.loads(file.read_text())["cells"]:
        for output in cell.get("outputs", []):
            if picture := output.get("data", {}).get("image/png"):
                name = hashlib.sha256(base64.b64decode("".join(picture))).hexdigest()
                known[name] = output["metadata"].get("image/png", {})
    for image in document.findall(nodes.image):
        if about := known.get(Path(image["uri"]).stem):
            image["alt"] = about.get("alt", "")
            if width := about.get("width"):
                image["width"] = f"{width}px"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_lexer("csv", TextLexer)
    app.add_html_math_renderer("mathml", (math, None), (math, None))
    app.connect("doctree-read", name_pictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
