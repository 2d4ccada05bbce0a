"""Runs the notebooks top to bottom, and checks how they are checked in.

    python run.py                  run all and write their outputs
    python run.py 02_kmeans        run one
    python run.py --check          run all, write nothing, fail where a cell fails or a notebook is not as it should be
    python run.py --repository OWNER/NAME    write that address into all badges
"""

from __future__ import annotations

import argparse
import copy
import os
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

HERE = Path(__file__).resolve().parent
#: A notebook takes a minute at most on two cores; a busy machine may take twice as long.
LIMIT_S = 120
#: What changes with every run or machine, and says nothing.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def execute(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy with the outputs of a run."""
    done = copy.deepcopy(notebook)
    with tempfile.TemporaryDirectory() as folder:
        # Sockets in a folder of this user's own, where the system has them: nobody else can connect.
        sockets = {"transport": "ipc", "ip": f"{folder}/kernel"} if os.name == "posix" else {}
        manager = KernelManager(kernel_name="python3", **sockets)
        client = NotebookClient(done, km=manager, timeout=LIMIT_S, resources={"metadata": {"path": str(HERE)}})
        try:
            client.execute()
        finally:
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)
    return stripped(done)


def stripped(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what changes from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    return notebook


def joined(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Pieces of one stream as one: where they are cut depends on the clock."""
    whole: list[nbformat.NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and whole and whole[-1].get("name") == output.name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def figures(notebook: nbformat.NotebookNode) -> list[tuple[int, nbformat.NotebookNode]]:
    """Every output that is an image, with the number of its cell."""
    cells = enumerate(notebook.cells, 1)
    return [(at, one) for at, cell in cells for one in cell.get("outputs", []) if "image/png" in one.get("data", {})]


def faults(name: str, notebook: nbformat.NotebookNode) -> list[str]:
    """What is wrong with a notebook that has outputs."""
    found = []
    code = [(at, cell) for at, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code"]
    for place, (at, cell) in enumerate(code, 1):
        if cell.execution_count != place:
            found.append(f"cell {at} has the number {cell.execution_count} instead of {place}: it was not run in order")
        if any(output.output_type == "error" for output in cell.outputs):
            found.append(f"cell {at} ends with an error")
        if any(output.get("name") == "stderr" for output in cell.outputs):
            found.append(f"cell {at} prints a warning")
    if not any(cell.outputs for _, cell in code):
        found.append("it has no outputs")
    for at, output in figures(notebook):
        alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
        if len(alt.split()) < 5:
            found.append(f"the figure of cell {at} has no alternative text")
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and re.search(r"!\[\s*\]\(", cell.source):
            found.append("an image in the text has no alternative text")
    if "colab.research.google.com" not in notebook.cells[0].source or f"{name}.ipynb" not in notebook.cells[0].source:
        found.append("the first cell has no badge that opens it")
    if notebook.metadata != METADATA or any(cell.metadata for cell in notebook.cells):
        found.append("it holds metadata of a run: write it with run.py")
    return found


def run(path: Path, is_check: bool) -> list[str]:
    """Runs one notebook; what is wrong with it."""
    notebook = nbformat.read(path, as_version=4)
    started = time.monotonic()
    found = [f"as checked in: {fault}" for fault in faults(path.stem, notebook)] if is_check else []
    try:
        done = execute(notebook)
    except (CellExecutionError, CellTimeoutError) as error:
        return [*found, re.sub(r"\x1b\[[0-9;]*m", "", str(error))]
    seconds = time.monotonic() - started
    found += faults(path.stem, done)
    if seconds > LIMIT_S:
        found.append(f"it took {seconds:.0f} s; at most {LIMIT_S} s are allowed")
    if not is_check:
        write(done, path)
    print(f"{path.name:<34} {seconds:5.1f} s  {len(figures(done))} figures", flush=True)
    return found


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write the notebook with a line feed at its end."""
    path.write_text(nbformat.writes(notebook).rstrip() + "\n", encoding="utf-8")


def set_repository(paths: list[Path], repository: str) -> None:
    """Write the address into the badges and the cells for Colab."""
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        sys.exit(f"`{repository}` is not OWNER/NAME")
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells[:2]:
            cell.source = re.sub(r"(/github/|githubusercontent\.com/)[\w.-]+/[\w.-]+/", rf"\g<1>{repository}/", cell.source)
        write(notebook, path)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="notebooks without .ipynb; all if left out")
    parser.add_argument("--check", action="store_true", help="write nothing, and check how they are checked in")
    parser.add_argument("--repository", metavar="OWNER/NAME", help="write this address into the badges")
    options = parser.parse_args()
    paths = [HERE / f"{name}.ipynb" for name in options.names] or sorted(HERE.glob("[0-9]*.ipynb"))
    if options.repository:
        return set_repository(paths, options.repository)
    # A check runs two at once, for much of a notebook runs on one core.
    with ThreadPoolExecutor(2 if options.check else 1) as executor:
        runs = {path: executor.submit(run, path, options.check) for path in reversed(paths)}
    found = [f"{path.name}: {fault}" for path in paths for fault in runs[path].result()]
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
