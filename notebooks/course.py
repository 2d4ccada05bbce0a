"""What all notebooks share: where the ratings come from, and what figures look like."""

from __future__ import annotations

import base64
import io
import os
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from cycler import cycler
from IPython.display import display
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from PIL import Image

import cinephile as cp

# Colours that people with any colour vision can tell apart, in this order.
BLUE, ORANGE, GREEN, RED, PURPLE, GOLD = "#2f6db5", "#e07b39", "#2a9d78", "#c8475d", "#7d5ba6", "#d4a017"
INK, GREY, PALE = "#20252e", "#7a828e", "#d9dde3"
COLOURS = [BLUE, ORANGE, GREEN, RED, PURPLE, GOLD]
#: Twelve, for many groups at once.
MANY = [*COLOURS, "#5fb3d9", "#8c564b", "#9bbf45", "#e08fb7", "#4b5b73", "#b9a98f"]
#: Stars, from half a star to five.
STARS = LinearSegmentedColormap.from_list("stars", ["#b23a57", "#e58f6b", "#f3e3b3", "#7fbfa3", "#12664f"])
STARS.set_bad("#f1f2f4")
#: Amounts from none to many.
AMOUNT = LinearSegmentedColormap.from_list("amount", ["#eef3f9", "#8fb4dc", "#2f6db5", "#12305c"])

DATA_HELP = "any MovieLens folder; set CINEPHILE_DATA to it"


def use_style() -> None:
    """Make every figure of a notebook look alike, and every table short."""
    mpl.rcParams.update({
        "figure.dpi": 144,
        "figure.figsize": (7.2, 4.2),
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 0.09,
        "figure.constrained_layout.h_pad": 0.07,
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": PALE,
        "axes.titlesize": 11.5,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.prop_cycle": cycler(color=COLOURS),
        "grid.color": "#eceef1",
        "grid.linewidth": 0.8,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.minor.size": 0,
        "ytick.minor.size": 0,
        "legend.frameon": False,
        "legend.fontsize": 9,
        "lines.linewidth": 2,
        "scatter.edgecolors": "white",
    })
    pd.set_option("display.precision", 3)
    pd.set_option("display.max_rows", 20)
    pd.set_option("display.max_colwidth", 60)


def show(figure: plt.Figure, alt: str) -> None:
    """Show a figure as an image that says in words what it shows, and close it."""
    if not alt.strip():
        raise ValueError("a figure needs an alternative text")
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None}, facecolor="white")
    width = int(figure.get_figwidth() * 100)
    plt.close(figure)
    # A palette of 256 colours is a third of the size.
    small = io.BytesIO()
    Image.open(file).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(small, format="png", optimize=True)
    image = base64.b64encode(small.getvalue()).decode()
    display({"image/png": image, "text/plain": alt}, metadata={"image/png": {"alt": alt, "width": width}}, raw=True)


def open_ratings() -> cp.Ratings:
    """The ratings in the folder CINEPHILE_DATA, else ml-latest-small beside the project, else the built-in sample.

    CINEPHILE_DATA=sample always takes the sample.
    """
    beside = Path(__file__).resolve().parent / "../../shared/data/ml-latest-small"
    folder = os.environ.get("CINEPHILE_DATA") or (str(beside.resolve()) if beside.is_dir() else "sample")
    if folder != "sample":
        return cp.load(folder)
    print(f"These ratings are generated. For real ones, take {DATA_HELP}.")
    return cp.sample()


def heatmap(table: pd.DataFrame, title: str, *, width: float = 7.6, height: float = 4.6, x_label: str = "") -> plt.Figure:
    """A table of stars as a picture: users in rows, movies in columns, pale where nobody rated."""
    figure, axes = plt.subplots(figsize=(width, height))
    image = axes.imshow(np.ma.masked_invalid(table.to_numpy(dtype=float)), cmap=STARS, vmin=0.5, vmax=5, aspect="auto")
    axes.set_xticks(range(table.shape[1]), [short(name) for name in table.columns], rotation=55, ha="right", fontsize=8)
    if len(table) <= 40:
        axes.set_yticks(range(len(table)), [str(name) for name in table.index], fontsize=8)
    else:
        axes.set_yticks([])
    axes.set(title=title, xlabel=x_label, ylabel="users")
    axes.grid(False)
    axes.spines[:].set_visible(False)
    bar = figure.colorbar(image, ax=axes, ticks=[1, 2, 3, 4, 5], shrink=0.8, aspect=25, label="stars")
    bar.outline.set_visible(False)
    return figure


def short(name: Any, length: int = 24) -> str:
    """A name that fits beside an axis: its beginning and its end, which tell the parts of a series apart."""
    text = str(name)
    if len(text) <= length:
        return text
    head = (length - 1) * 2 // 5
    return f"{text[:head].rstrip()}…{text[len(text) - (length - 1 - head):].lstrip()}"


def plain_log(axis: Any) -> None:
    """Numbers such as 1, 10 and 100 on an axis with a logarithmic scale."""
    axis.set_major_formatter(mpl.ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.set_minor_formatter(mpl.ticker.NullFormatter())


def bars(names: list[str], values: list[float], title: str, x_label: str, *, low: Any = None, high: Any = None,
         colours: Any = BLUE, digits: int = 3) -> plt.Figure:
    """Horizontal bars with their values, the first name on top, and intervals if `low` and `high` are given."""
    figure, axes = plt.subplots(figsize=(7.4, 0.9 + 0.44 * len(names)))
    ends = np.asarray(values if high is None else high, dtype=float)
    errors = None if low is None else np.array([np.subtract(values, low), np.subtract(high, values)])
    axes.barh(names, values, color=colours, height=0.68, xerr=errors, ecolor=GREY, error_kw={"linewidth": 1.3})
    for at, (value, end) in enumerate(zip(values, ends)):
        axes.text(max(value, end) + 0.012 * max(ends.max(), 1e-9), at, f"{value:.{digits}f}", va="center", fontsize=9)
    axes.set(title=title, xlabel=x_label, xlim=(0, 1.1 * max(ends.max(), 1e-9)))
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    return figure


def around_zero(values: np.ndarray) -> TwoSlopeNorm:
    """A scale of colours with its middle at zero."""
    most = float(np.nanmax(np.abs(values))) or 1.0
    return TwoSlopeNorm(0.0, -most, most)


use_style()
