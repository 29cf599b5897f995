"""The rich body: what the sanitiser lets through, and the pictures in it."""

import pytest
from django_prose_editor.fields import ProseEditorField

from articles.models import Revision
from articles.rich_text import Figure, figures, has_lost_links, with_figures


def sanitised(html: str) -> str:
    """A body as the field stores it."""
    field = Revision._meta.get_field("body")
    assert isinstance(field, ProseEditorField)
    return str(field.clean(html, None))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Plain, <strong>bold</strong> and <em>italic</em>.<br>A line.</p>",
        "<h2>Two</h2><h3>Three</h3><p>Text.</p>",
        "<ul><li><p>One</p></li></ul><ol><li><p>Two</p></li></ol>",
        "<blockquote><p>Said.</p></blockquote>",
    ],
)
def test_what_an_editor_can_write_is_kept(html: str) -> None:
    assert sanitised(html) == html


@pytest.mark.parametrize("address", ["https://a.example/", "http://a.example/", "mailto:a@a.example"])
def test_link_is_kept(address: str) -> None:
    assert f'href="{address}"' in sanitised(f'<p><a href="{address}">a</a></p>')


@pytest.mark.parametrize(
    ("html", "gone"),
    [
        ("<script>alert(1)</script><p>Text</p>", "alert"),
        ('<p onclick="alert(1)">Text</p>', "onclick"),
        ('<p style="color: red">Text</p>', "style"),
        ('<a href="javascript:alert(1)">a</a>', "javascript"),
        ('<a href="data:text/html,x">a</a>', "data:"),
        ('<iframe src="https://a.example/"></iframe>', "iframe"),
        ("<h1>One</h1>", "h1"),
        ('<img src="/a.jpg" onerror="alert(1)">', "onerror"),
        ("<form><input></form>", "input"),
        ("<svg><script>alert(1)</script></svg>", "svg"),
        ('<a href="https://a.example/" target="_blank">a</a>', "target"),
    ],
)
def test_what_no_editor_can_write_is_taken_out(html: str, gone: str) -> None:
    assert gone not in sanitised(html)


def test_figure_survives_the_sanitiser_with_key_words_and_caption() -> None:
    html = '<figure><img src="/a.jpg" alt="Say &quot;A&quot;" data-file="7"><figcaption>By <em>Ada</em></figcaption></figure>'

    assert list(figures(sanitised(html))) == [Figure(7, 'Say "A"', "By <em>Ada</em>")]


def test_every_image_that_passes_the_sanitiser_is_found() -> None:
    shapes = [
        "<img src='/a.jpg' alt='a'>",
        '<img alt="a" src="/a.jpg" />',
        '<IMG SRC="/a.jpg">',
        '<p>Text <img src="/a.jpg"> text</p>',
        '<figure class="figure"><img src="/a.jpg"></figure>',
        '<figure><p><img src="/a.jpg"></p></figure>',
        '<img src="/a.jpg" alt="a > b" title="x">',
        '<figure><img src="/a.jpg"><figcaption></figcaption></figure>',
        "<img>",
    ]

    for shape in shapes:
        body = sanitised(shape)
        assert "<img" not in with_figures(body, lambda _: ""), body


@pytest.mark.parametrize("key", ["", "x", "-1", "1.5", "9" * 30, "\N{SUPERSCRIPT TWO}", "1; DROP"])
def test_image_without_a_key_of_the_library_is_foreign(key: str) -> None:
    [figure] = figures(f'<img src="/a.jpg" data-file="{key}">')

    assert figure.picture_id is None


def test_text_between_figures_is_left_alone() -> None:
    body = '<p>One</p><img src="/a.jpg" data-file="1"><p>Two</p><figure><img src="/b.jpg" data-file="2"></figure>'

    assert with_figures(body, lambda figure: f"[{figure.picture_id}]") == "<p>One</p>[1]<p>Two</p>[2]"


def test_picture_inside_a_caption_counts_as_foreign_and_is_not_shown() -> None:
    body = sanitised(
        '<figure><img src="/a.jpg" alt="A" data-file="1">'
        '<figcaption>At <img src="https://tracker.example/1.gif"> six</figcaption></figure>'
    )

    assert [figure.picture_id for figure in figures(body)] == [1, None]
    assert with_figures(body, lambda figure: figure.caption_html) == "At  six"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "www.example.com", "example.com/a", "", "https:///"]
)
def test_link_that_leads_nowhere_is_noticed(address: str) -> None:
    assert has_lost_links(sanitised(f'<p><a href="{address}">a</a></p>'))


@pytest.mark.parametrize(
    "address", ["https://a.example/?a=1&b=2", "/sections/town/", "#top", "mailto:a@a.example"]
)
def test_link_that_leads_somewhere_is_not(address: str) -> None:
    assert not has_lost_links(sanitised(f'<p><a href="{address}">a</a></p>'))
