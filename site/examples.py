"""Runs the examples of the quick starts, in order, as a reader would.

usage: python site/examples.py PROGRAM [PAGE ...]

A block of `sh`, `python` or `typescript` is run in the page's own empty folder, with the program on the search path. A block of
`text` or `json` behind it is what it prints: blanks do not matter, and `...` stands for anything. A server runs in the
background until the next one starts or the page ends. It gets free ports in place of 8080 and 9090. A line `% not run: REASON`
before a block leaves it out.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PAGES = Path(__file__).parent / "start"
BLOCK = re.compile(r"^(?:% not run: (?P<why>[^\n]+)\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
SERVER = re.compile(r"^[^\n]*cinephile serve", re.M)
MODULES = Path(__file__).resolve().parent.parent / "web/node_modules"
TSC = MODULES / ".bin/tsc"
#: Types are checked, too; then Node runs what is left.
TSC_OPTIONS = f"""--strict --target es2022 --module esnext --moduleResolution bundler --moduleDetection force --skipLibCheck \
    --lib es2022,dom --typeRoots '{MODULES}/@types' --types node --outDir ."""
#: Seconds that one example, or the start of a server, may take.
LIMIT_S = 90


class Failed(Exception):
    """An example that fails, or prints something else than the page says."""


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Reader:
    """Somebody who follows one page."""

    def __init__(self, program: Path, state: Path, folder: Path) -> None:
        self.folder = folder
        self.ports = {"8080": free_port(), "9090": free_port()}
        self.server: subprocess.Popen[str] | None = None
        own = {name: value for name, value in os.environ.items() if not name.startswith("CINEPHILE_")}
        self.env = own | {
            "PATH": os.pathsep.join([str(program.parent), str(Path(sys.executable).parent), own["PATH"]]),
            "HOME": str(folder),
            "NO_COLOR": "1",
            "CINEPHILE_LISTEN": f"127.0.0.1:{self.ports['8080']}",
            # The sample's models are fitted once for all pages. Measuring would go on behind what is tried.
            "CINEPHILE_STATE_DIR": str(state),
            "CINEPHILE_NO_MEASURE": "true",
        }

    def run(self, kind: str, text: str) -> str:
        for port, own in self.ports.items():
            text = text.replace(port, own)
        if kind == "sh" and SERVER.search(text):
            printed = self.start(text)
        else:
            done = subprocess.run(
                self.command(kind, text), cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=LIMIT_S
            )
            if done.returncode:
                raise Failed(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
            printed = done.stdout
        for port, own in self.ports.items():
            printed = printed.replace(own, port)
        return printed

    def command(self, kind: str, text: str) -> list[str]:
        if kind == "sh":
            return ["bash", "-euo", "pipefail", "-c", text]
        if kind == "python":
            return [sys.executable, "-c", text]
        (self.folder / "example.ts").write_text(text)
        return ["bash", "-euc", f"'{TSC}' {TSC_OPTIONS} example.ts && mv example.js example.mjs && node example.mjs"]

    def start(self, text: str) -> str:
        """Starts the server with which the block ends; the line with which it says that it is ready."""
        self.stop()
        at = text.index("cinephile serve")
        with (self.folder / "server.log").open("w") as log:
            self.server = subprocess.Popen(
                ["bash", "-euc", f"{text[:at]}exec {text[at:]}"],
                cwd=self.folder, env=self.env, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        alarm = threading.Timer(LIMIT_S, self.server.kill)
        alarm.start()
        assert self.server.stdout
        line = next((line for line in self.server.stdout if "http://" in line), None)
        alarm.cancel()
        if line is None:
            raise Failed(f"the server ended before it was ready\n{(self.folder / 'server.log').read_text()}")
        return line

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=LIMIT_S)
            self.server = None


def differs(expected: str, printed: str) -> bool:
    parts = [re.escape(re.sub(r"\s+", "", part)) for part in expected.split("...")]
    return re.fullmatch(".*?".join(parts), re.sub(r"\s+", "", printed)) is None


def follow(page: Path, program: Path, state: Path) -> None:
    text = page.read_text()
    n_run, printed, started = 0, "", time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(program, state, Path(folder))
        try:
            for block in BLOCK.finditer(text):
                where = f"{page.name}:{text.count(chr(10), 0, block.start()) + 1}"
                kind, example = block["kind"], block["text"]
                if block["why"]:
                    print(f"{where}: not run: {block['why']}")
                elif kind in ("sh", "python", "typescript"):
                    try:
                        printed = reader.run(kind, example)
                    except (Failed, subprocess.TimeoutExpired) as error:
                        sys.exit(f"{where}: {error}\n\n{example}")
                    n_run += 1
                elif kind in ("text", "json") and differs(example, printed):
                    sys.exit(f"{where}: it prints something else:\n\n{printed}")
        finally:
            reader.stop()
    print(f"{page.name}: {n_run} examples, {time.monotonic() - started:.0f} s")


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or ["host", "app", "science", "operator"]
    if not TSC.exists() or not shutil.which("node"):
        sys.exit(f"`{TSC}` or Node is missing; `npm ci` in web/ installs it")
    with tempfile.TemporaryDirectory() as state:
        for name in names:
            follow(PAGES / f"{name}.md", program, Path(state))


if __name__ == "__main__":
    main()
