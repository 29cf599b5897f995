"""Where bars and lines of plots stand."""

from decimal import Decimal
from itertools import pairwise

import pytest

from newsroom import plots


def test_columns_stand_on_the_line_of_nothing() -> None:
    plot = plots.columns([("Mo", Decimal(30)), ("Tu", Decimal(0)), ("We", Decimal(-10))])

    assert (plot.top, plot.bottom, plot.zero) == (Decimal(30), Decimal(-10), 195)
    assert [(bar.y, bar.height, bar.is_below) for bar in plot.bars] == [
        (0, 195, False), (195, 0, False), (195, 65, True),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 7, 30, 90, 365])
def test_columns_fill_the_width_without_touching(count: int) -> None:
    plot = plots.columns([(str(number), Decimal(number)) for number in range(count)])

    edges = [(bar.x, bar.x + bar.width) for bar in plot.bars]
    assert edges[0][0] == 0
    assert edges[-1][1] <= plot.width
    assert all(right < left for (_, right), (left, _) in pairwise(edges))


@pytest.mark.parametrize("amounts", [[], [Decimal(0)], [Decimal(-5), Decimal(5)], [Decimal(10**9)]])
def test_rows_stay_within_the_frame(amounts: list[Decimal]) -> None:
    plot = plots.rows([("Mug", amount) for amount in amounts])

    assert all(
        bar.x >= 0 and bar.x + bar.width <= plot.width and bar.y + bar.height <= plot.height
        for bar in plot.bars
    )


def test_bars_say_their_amounts_in_the_words_asked_for() -> None:
    plot = plots.columns([("Mo", Decimal(3))], lambda amount: f"{amount} pieces")

    assert (plot.words, plot.bars[0].words) == ("3 pieces", "3 pieces")


def test_lines_run_from_the_least_to_the_greatest_and_from_nothing_to_one() -> None:
    plot = plots.lines({"A": [(-5, 0.0), (0, 0.5), (5, 1.0)], "B": [(0, 1.0)]}, mark=2.5)

    assert [line.corners for line in plot.lines] == ["0,260 500,130 1000,0", "500,0"]
    assert (plot.least, plot.greatest, plot.mark) == (-5, 5, 750)


@pytest.mark.parametrize("points", [[], [(3.0, 0.5)], [(3.0, 0.5), (3.0, 0.7)]])
def test_line_of_nothing_or_of_one_place_is_drawn(points: list[tuple[float, float]]) -> None:
    plot = plots.lines({"A": points})

    assert all(corner.startswith("0,") for corner in plot.lines[0].corners.split())
    assert plot.mark is None


def test_column_is_missing_where_there_is_nothing_to_tell() -> None:
    plot = plots.columns([("Mo", Decimal(3)), ("Tu", None)], lambda amount: f"{amount} pieces")

    assert [(bar.label, bar.height > 0, bar.words) for bar in plot.bars] == [
        ("Mo", True, "3 pieces"),
        ("Tu", False, "–"),
    ]


@pytest.mark.parametrize(("amount", "words"), [(None, plots.NONE), (Decimal(0), "0 pieces")])
def test_columns_of_nothing_stand_on_a_line_at_the_bottom(amount: Decimal | None, words: str) -> None:
    plot = plots.columns([("Mo", amount), ("Tu", amount)], lambda amount: f"{amount} pieces")

    assert (plot.zero, plot.words) == (plots.HEIGHT, words)
    assert {(bar.y, bar.height) for bar in plot.bars} == {(plots.HEIGHT, 0)}
