"""Builds the site: collects its pages, runs Sphinx on them, and checks every internal link of the result.

usage: python site/build.py OUT

The pages of `site/` come first; those of `docs/`, the notebooks and the changelog join them as they are. A link to a file that is
no page of the site becomes a link to the repository.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from sphinx.cmd.build import main as sphinx

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
FENCE = re.compile(r"^(```.*?^```[^\n]*$)", re.M | re.S)
BADGE = re.compile(r"\[!\[([^\]]*)\]\([^)]*\)\]")


def repository() -> str:
    """The repository's address: that of Cargo.toml, else that of the pipeline that builds, else a placeholder."""
    package = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]
    name = os.environ.get("GITHUB_REPOSITORY", "OWNER/cinephile")
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return str(package.get("repository", f"{server}/{name}")).rstrip("/")


def pages() -> dict[str, str]:
    """Every page and picture: its path in the repository, and its path on the site."""
    found = {"CHANGELOG.md": "CHANGELOG.md"}
    own = ROOT / "site"
    found |= {f"site/{path}": str(path) for path in (file.relative_to(own) for file in own.rglob("*.md"))}
    for pattern in ("docs/*.md", "docs/images/*", "notebooks/*.ipynb", "notebooks/README.md"):
        found |= {str(path): str(path) for path in (file.relative_to(ROOT) for file in ROOT.glob(pattern))}
    return found


def relink(text: str, source: str, staged: dict[str, str], address: str) -> str:
    """The text with its relative links as they must be on the site."""

    def new(match: re.Match[str]) -> str:
        link = match[2]
        if link.startswith("#") or urlsplit(link).scheme:
            return match[0]
        path, mark, anchor = link.partition("#")
        target = os.path.normpath(PurePosixPath(source).parent / unquote(path))
        page = staged.get(target) or staged.get(f"{target}/README.md")
        if page is None:
            if not (ROOT / target).exists():
                sys.exit(f"{source}: the link `{link}` leads to no file")
            kind = "tree" if (ROOT / target).is_dir() else "blob"
            return f"{match[1]}{address}/{kind}/main/{target}{mark}{anchor}{match[3]}"
        here = PurePosixPath(staged[source]).parent
        return f"{match[1]}{os.path.relpath(page, here)}{mark}{anchor}{match[3]}"

    parts = FENCE.split(text)
    return "".join(part if part.startswith("```") else LINK.sub(new, part) for part in parts)


def stage(folder: Path) -> None:
    """Copies all pages into the folder, with their links."""
    shutil.rmtree(folder, ignore_errors=True)
    staged, address = pages(), repository()
    for source, page in staged.items():
        file, target = ROOT / source, folder / page
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md":
            target.write_text(relink(file.read_text(), source, staged, address))
        elif file.suffix == ".ipynb":
            notebook = json.loads(file.read_text())
            for cell in notebook["cells"]:
                text = "".join(cell["source"]).replace("OWNER/cinephile", address.removeprefix("https://github.com/"))
                if cell["cell_type"] == "markdown":
                    # Badges are pictures from other hosts, which would learn of every visitor.
                    text = BADGE.sub(r"[\1]", text).replace(")\n[Open in", ") · [Open in")
                    text = relink(text, source, staged, address)
                cell["source"] = text
            target.write_text(json.dumps(notebook))
        else:
            shutil.copyfile(file, target)


class Page(HTMLParser):
    """The ids of a page, and where it links to."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.unnamed: list[str] = []
        self.feed(file.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.ids.add(value)
            if name in ("href", "src") and value:
                self.links.append(value)
        if tag == "img" and not dict(attrs).get("alt"):
            self.unnamed.append(dict(attrs).get("src") or "?")


def check_links(site: Path) -> list[str]:
    """What is wrong: links and anchors that lead nowhere, pictures without alternative texts, and what others serve."""
    read = {file: Page(file) for file in site.rglob("*.html")}
    wrong, n_links = [], 0
    for file, page in read.items():
        name = file.relative_to(site)
        wrong += [f"{name}: the picture `{source}` has no alternative text" for source in page.unnamed]
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            n_links += 1
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.is_file():
                wrong.append(f"{name}: `{link}` leads to no file")
            elif parts.fragment and target in read and unquote(parts.fragment) not in read[target].ids:
                wrong.append(f"{name}: `{link}` leads to no place on the page")
    print(f"{len(read)} pages, {n_links} internal links, {len(wrong)} faults")
    return wrong


def main() -> None:
    out = Path(sys.argv[1]).resolve()
    stage(out / "source")
    html = out / "html"
    shutil.rmtree(html, ignore_errors=True)
    options = ["-W", "--keep-going", "--quiet", "-j", "auto", "-c", str(ROOT / "site"), "-d", str(out / "doctrees")]
    if code := sphinx(["-b", "html", *options, str(out / "source"), str(html)]):
        sys.exit(code)
    if wrong := check_links(html):
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
