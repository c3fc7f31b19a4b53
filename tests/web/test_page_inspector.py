"""The inspecting client finds what is wrong with a page."""

import pytest

from tests.page import faults_of


def page(body: str, head: str = "<title>t</title>") -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head>{head}</head>'
        f"<body><main><h1>h</h1>{body}</main></body></html>"
    )


def test_a_sound_page_has_no_faults() -> None:
    sound = page(
        '<form action="/x" method="post"><label for="a">甲</label><input id="a" name="a">'
        '<label>乙 <input name="b"></label><input type="hidden" name="c"><button>好</button></form>'
        '<script type="application/json">{}</script><script src="/static/x.js"></script>'
        '<a href="/"><img src="x" alt="首页"></a>'
    )

    assert list(faults_of(sound)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<h1>x</h1>", "2 h1"),
        ("<p id=a></p><p id=a></p>", "id a stands twice"),
        ("<script>x()</script>", "inline script"),
        ("<button onclick=x()>x</button>", "onclick"),
        ("<a href='javascript:x()'>x</a>", "leads to script"),
        ("<input name=a>", "has no label"),
        ("<label for=b>x</label>", "names b"),
        ("<form action='https://elsewhere.example/'></form>", "no address of ours"),
        ("<form></form>", "no address of ours"),
        ("<form action='/x' method=dialog></form>", "sent by dialog"),
        ("<a href='/x'></a>", "has no words"),
        ("<img src=x>", "has no alt"),
        ("<main></main>", "2 main"),
        ("<div><p></div></p>", "HTML at"),
        ("<table><div></div></table>", "HTML at"),
    ],
)
def test_a_fault_is_found(body: str, words: str) -> None:
    assert words in "\n".join(faults_of(page(body)))


def test_a_page_without_title_and_language_is_found() -> None:
    bare = "<!doctype html><html><head></head><body></body></html>"

    assert list(faults_of(bare)) == [
        "0 h1 instead of one",
        "no title",
        "no lang on html",
        "0 main instead of one",
    ]
