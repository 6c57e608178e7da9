"""The report's page in a browser: for everybody, in light, in dark, on paper, and on a telephone."""

import re
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from bot import gaps_section, report_page
from facilitation.gaps.survey import Gap
from facilitation.reports import examples
from tests.pictured import PICTURES

GAPS = gaps_section.html([Gap("Kubernetes", 10), Gap("SQL", 15), Gap("Welding")], {"SQL"})
HTML = report_page.html(replace(examples.REPORT, beside=(examples.FIGURE,)), PICTURES, GAPS)


@pytest.mark.parametrize(
    ("scheme", "media", "wide"),
    [
        ("light", "screen", 1280),
        ("dark", "screen", 1280),
        ("light", "print", 1280),
        ("dark", "screen", 420),
    ],
)
def test_nobody_is_shut_out_and_nothing_is_cut_off(
    browser: Browser, scheme: str, media: str, wide: int
) -> None:
    page = browser.new_page(viewport={"width": wide, "height": 900})
    page.emulate_media(color_scheme=scheme, media=media)  # type: ignore[arg-type]
    page.set_content(HTML)
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    page.close()


def test_it_is_one_page_for_those_who_decide(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(HTML)
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
    page.close()
