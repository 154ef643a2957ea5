#!/usr/bin/env python3
"""Build portal/static/vendor from node_modules and our own sources.

Copies only what the pages use, names every file after its content (app.3f9c0a1b2c4d.css, so it can be cached for ever),
precompresses it, and writes manifest.json: logical name → path below /static. Does nothing when no source has changed.
DKFDS and app.css become one file.
"""

import fcntl
import gzip
import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path

from purge import Met, purge, sources
from woff import unwrap

try:
    import brotli
except ImportError:  # gzip alone is enough; brotli saves another fifth
    brotli = None

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "portal" / "static"
VENDOR = STATIC / "vendor"
DKFDS = ROOT / "node_modules" / "dkfds"
HTMX = ROOT / "node_modules" / "htmx.org"
FONTS = DKFDS / "dist" / "fonts" / "IBMPlexSans" / "split" / "woff2"
PAPER_FONTS = FONTS.parent / "woff"

WEIGHTS = {"regular": ("Regular", 400), "semibold": ("SemiBold", 600), "bold": ("Bold", 700)}
ICONS = """
    account arrow-forward business calendar-month car chat check chevron-left chevron-right close delete
    download edit email error file-pdf help info language location lock menu minus open-in-new person
    persons plus print reply save search send success summary support-agent time warning
""".split()
APP_SCRIPTS = ("app.js", "sending.js", "autosave.js")
OWN_SOURCES = (
    "app.css",
    *APP_SCRIPTS,
    "session.js",
    "early.js",
    "icons.svg",
    "favicon.svg",
    "wordmark.svg",
    "illustration-path.svg",
)
DKFDS_MODULES = {"character-limit.js": "CharacterLimit", "error-summary.js": "ErrorSummary"}
LICENCES = {
    "dkfds.txt": DKFDS / "LICENSE.md",
    "ibm-plex.txt": FONTS / "license.txt",
    "htmx.txt": HTMX / "LICENSE",
}
FIRST_LOAD = ("app.css", "early.js", "vendor.js", "app.js", "plex-regular.woff2", "plex-semibold.woff2", "ikoner.svg")
HTML_ALLOWANCE = 10_000
BUDGET = 100_000
TEXT = {".css", ".js", ".svg", ".json", ".txt"}


def main() -> int:
    """Build when something has changed, and say in one line what was done."""
    missing = [path for path in (DKFDS, HTMX) if not path.is_dir()]
    if missing:
        print(f"build_static: {missing[0].relative_to(ROOT)} mangler – kør 'npm ci' først", file=sys.stderr)
        return 1
    with Path(__file__).open() as this_script:  # two builds at once would pull the folder from under each other
        fcntl.flock(this_script, fcntl.LOCK_EX)
        return _build_if_changed()


def _build_if_changed() -> int:
    fingerprint = _fingerprint()
    stamp = VENDOR / "fingerprint"
    if stamp.is_file() and stamp.read_text() == fingerprint:
        print(f"build_static: uændret, {_report()}")
        return 0
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STATIC, prefix=".vendor-") as folder:
        target = Path(folder) / "vendor"
        Build(target).run()
        (target / "fingerprint").write_text(fingerprint)
        if VENDOR.exists():
            VENDOR.rename(Path(folder) / "old")
        target.rename(VENDOR)
    print(f"build_static: bygget, {_report()}")
    return 0 if _first_load() <= BUDGET else 1


class Build:
    """One run: every file goes through add(), which names, writes and compresses it."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.manifest: dict[str, str] = {}
        target.mkdir(parents=True)

    def run(self) -> None:
        for key, (name, _) in WEIGHTS.items():
            self.add(f"plex-{key}.woff2", (FONTS / f"IBMPlexSans-{name}-Latin1.woff2").read_bytes())
        self.add("app.css", self.dkfds_css() + _strip_comments((STATIC / "app.css").read_text("utf-8")))
        self.add("vendor.js", _vendor_js())
        self.add("app.js", "".join((STATIC / name).read_text("utf-8") for name in APP_SCRIPTS))
        for name in ("session.js", "early.js"):
            self.add(name, (STATIC / name).read_text("utf-8"))
        self.add("ikoner.svg", _sprite())
        for name in ("favicon.svg", "wordmark.svg", "illustration-path.svg"):
            self.add(name, (STATIC / name).read_text("utf-8"))
        for name, source in LICENCES.items():
            (self.target / f"licence-{name}").write_bytes(source.read_bytes())
        self.paper_fonts()
        (self.target / "manifest.json").write_text(json.dumps(self.manifest, indent=1, sort_keys=True) + "\n")

    def paper_fonts(self) -> None:
        """The same letters for the papers (PDF), whose typesetter reads plain fonts from a folder."""
        folder = self.target / "papers"
        folder.mkdir()
        for name, _ in WEIGHTS.values():
            font = PAPER_FONTS / f"IBMPlexSans-{name}-Latin1.woff"
            (folder / f"{font.stem}.ttf").write_bytes(unwrap(font.read_bytes()))

    def add(self, name: str, content: str | bytes) -> str:
        """Write content under a name made of its hash; return that file name."""
        data = content.encode() if isinstance(content, str) else content
        stem, suffix = name.rsplit(".", 1)
        hashed = f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
        path = self.target / hashed
        path.write_bytes(data)
        if path.suffix in TEXT:
            (self.target / f"{hashed}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
            if brotli:
                (self.target / f"{hashed}.br").write_bytes(brotli.compress(data, quality=11))
        self.manifest[name] = f"vendor/{hashed}"
        return hashed

    def dkfds_css(self) -> str:
        """DKFDS without its fonts, its logo, and the rules no page of ours can meet; with our three fonts in front."""
        css = (DKFDS / "dist" / "css" / "dkfds.min.css").read_text("utf-8")
        css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
        css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
        css = re.sub(r"\.icon-[\w-]+:not\(a\)\s*\{background-image[^}]*\}", "", css)
        css = re.sub(r"background-image:url\([^)]*logo[^)]*\);?", "", css)
        css = purge(css.lstrip("\ufeff"), _met())
        css = re.sub(r"url\(\"?\.\./img/svg-icons/([\w-]+\.svg)\"?\)", self._icon_url, css)
        if "../" in css:
            raise SystemExit("build_static: DKFDS' css peger på en fil, der ikke følger med")
        return "".join(self._font_face(key) for key in WEIGHTS) + css

    def _icon_url(self, match: re.Match[str]) -> str:
        name = f"icon-{match[1]}"
        if name not in self.manifest:
            self.add(name, (DKFDS / "dist" / "img" / "svg-icons" / match[1]).read_text("utf-8"))
        return f"url({Path(self.manifest[name]).name})"

    def _font_face(self, key: str) -> str:
        url = Path(self.manifest[f"plex-{key}.woff2"]).name
        return (
            f'@font-face{{font-family:"IBM Plex Sans";font-style:normal;font-weight:{WEIGHTS[key][1]};'
            f'font-display:swap;src:url({url}) format("woff2")}}'
        )


def _met() -> Met:
    """What our pages can hold, and what DKFDS' own script puts there."""
    return Met([*_page_sources(), _dkfds_js()])


def _page_sources() -> tuple[str, ...]:
    return tuple(sources(STATIC.parent / "templates", STATIC.parent / "web", STATIC))


def _sprite() -> str:
    """The icons we use from DKFDS' sprite, and our own from icons.svg."""
    everything = (DKFDS / "dist" / "img" / "all-svg-icons.svg").read_text("utf-8")
    found = dict(re.findall(r'(?s)(?=<symbol id="([^"]+)")(<symbol .*?</symbol>)', everything))
    absent = [name for name in ICONS if name not in found]
    if absent:
        raise SystemExit(f"build_static: DKFDS har ikke ikonerne {', '.join(absent)}")
    own = re.findall(r"(?s)<symbol .*?</symbol>", (STATIC / "icons.svg").read_text("utf-8"))
    symbols = [found[name] for name in ICONS] + [re.sub(r"\s*\n\s*", "", symbol) for symbol in own]
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _vendor_js() -> str:
    """What we use of DKFDS, and htmx, in one file, without source map lines."""
    htmx = (HTMX / "dist" / "htmx.min.js").read_text("utf-8")
    return _dkfds_js() + re.sub(r"//# sourceMappingURL=.*", "", htmx).strip() + ";\n"


def _dkfds_js() -> str:
    """DKFDS' own modules for the two things no browser does by itself; the whole script weighs seventeen times as much."""
    parts = []
    for file, name in DKFDS_MODULES.items():
        source = (DKFDS / "src" / "js" / "components" / file).read_text("utf-8")
        bare = re.sub(r"(?m)^\s*//.*$", "", re.sub(r"/\*.*?\*/", "", source, flags=re.S))
        body = re.sub(r"(?m)^\s+", "", bare.replace(f"export default {name}", f"return {name}"))
        if f"return {name}" not in body or "require(" in body:
            raise SystemExit(f"build_static: DKFDS' {file} er ikke, som vi kender den")
        parts.append(f"{name}:(function () {{\n{body}\n}}())")
    return f"window.DKFDS={{{','.join(parts)}}};\n"


def _strip_comments(css: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip() + "\n"


def _fingerprint() -> str:
    """What the result depends on: this script, our sources, the locked packages, and whether brotli is here."""
    digest = hashlib.sha256(str(brotli is not None).encode())
    for path in (
        Path(__file__),
        Path(__file__).with_name("woff.py"),
        Path(__file__).with_name("purge.py"),
        ROOT / "package-lock.json",
        *(STATIC / name for name in OWN_SOURCES),
    ):
        digest.update(path.read_bytes())
    for text in _page_sources():  # a class that appears on a page brings its rules back
        digest.update(text.encode())
    for package in (DKFDS, HTMX):
        digest.update((package / "package.json").read_bytes())
    return digest.hexdigest()


def _first_load() -> int:
    """Bytes over the wire for a first visit, in the best encoding we have."""
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    total = HTML_ALLOWANCE
    for name in FIRST_LOAD:
        path = STATIC / manifest[name]
        sizes = [Path(f"{path}{ending}") for ending in ("", ".gz", ".br")]
        total += min(size.stat().st_size for size in sizes if size.is_file())
    return total


def _report() -> str:
    total = _first_load()
    verdict = "inden for" if total <= BUDGET else "OVER"
    return f"første visning {total / 1000:.1f} kB ({verdict} budgettet på {BUDGET // 1000} kB)"


if __name__ == "__main__":
    sys.exit(main())
