"""Photographs every page: ``python -m tests.browser.shots <folder>``; for people to look at, not to compare."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from tests.web.gallery import PAGES, gallery

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def main(folder: Path, only: str = "") -> None:
    """Shoots each page on desktop and phone, the main ones also dark, large, English and printed."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, gallery(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in [p for p in PAGES if only in p]:
            name = (
                path.strip("/")
                .replace("/", "-")
                .replace("?", "-")
                .replace("=", "")
                .replace("&", "-")
            )
            query = "&" if "?" in path else "?"
            for kind, size, extra in [
                ("", DESKTOP, ""),
                ("-m", PHONE, ""),
                ("-dark", DESKTOP, "theme=dark"),
                ("-large", DESKTOP, "size=l"),
                ("-en", DESKTOP, "lang=en"),
            ]:
                page = browser.new_page(
                    viewport=size, device_scale_factor=2 if kind == "-m" else 1, locale="zh-CN"
                )
                _shoot(page, f"{address}{path}{query}{extra}", folder / f"{name}{kind}.png")
                if not kind:
                    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
                page.close()
        browser.close()
    server.shutdown()


def _shoot(page: Page, address: str, file: Path) -> None:
    page.on("pageerror", lambda error: _complain(f"{address}: {error}"))
    page.goto(address)
    page.wait_for_selector("html[data-ready]", timeout=15_000)
    page.screenshot(path=file, full_page=True)


def _complain(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
