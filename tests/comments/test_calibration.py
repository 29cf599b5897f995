"""The cut-off: as low as at most 0.5 % of false alarms allow, shown on replies that were held out."""

import random
from itertools import pairwise

import pytest

from comments.calibration import FEWEST, allowed, evaluated


def test_fewest_replies_that_show_anything_are_known() -> None:
    assert allowed(FEWEST - 1) is None
    assert allowed(FEWEST) == 0
    assert FEWEST == 598


def test_more_replies_allow_more_false_alarms() -> None:
    """Checked against tables of the one-sided bound of Clopper and Pearson: 0.5 % at 95 %."""
    assert [allowed(replies) for replies in (946, 947, 1257, 1258, 1549, 5000)] == [0, 1, 1, 2, 3, 16]
    assert allowed(0) is None


def scores(ham: list[float], spam: list[float]) -> list[tuple[float, bool]]:
    return [(odds, False) for odds in ham] + [(odds, True) for odds in spam]


def test_with_too_few_replies_there_is_no_cut_off() -> None:
    found = evaluated(scores([-5.0] * 597, [5.0] * 1000))

    assert found.cut_off is None


def test_cut_off_lies_just_above_what_may_not_be_marked() -> None:
    found = evaluated(scores([float(number) for number in range(1000)], [2000.0, 500.0, 999.0]))

    assert found.cut_off is not None
    assert 998 < found.cut_off < 998.001  # of a thousand, one may lie above
    assert found.at(found.cut_off) == (found.cut_off, 2 / 3, 2 / 3, 0.001)


def test_what_is_likelier_none_is_never_marked() -> None:
    found = evaluated(scores([-50.0] * 700, [-40.0, 3.0]))

    assert found.cut_off == 0
    assert found.at(0) == (0, 1.0, 0.5, 0.0)


def test_where_nothing_is_marked_nothing_is_marked_wrongly() -> None:
    assert evaluated([]).at(0) == (0, 1.0, 0.0, 0.0)


def test_curve_runs_along_all_cut_offs_and_has_the_one_that_is_used() -> None:
    draw = random.Random(1)  # noqa: S311 (the same samples each time)
    ham = [draw.gauss(-8, 4) for _ in range(2000)]
    found = evaluated(scores(ham, [draw.gauss(8, 4) for _ in range(2000)]))
    curve = found.curve

    assert len(curve) <= 42
    assert all(first[0] < second[0] for first, second in pairwise(curve))
    assert all(first[2] >= second[2] and first[3] >= second[3] for first, second in pairwise(curve))
    assert curve[0][2] == 1.0
    assert {0.0, found.cut_off} <= {point[0] for point in curve}


@pytest.mark.parametrize("replies", [600, 1500])
def test_rule_keeps_its_word_in_nineteen_of_twenty_samples(replies: int) -> None:
    """Of samples whose true distribution is known, at most one in twenty sets a cut-off that alarms too often."""
    draw = random.Random(7)  # noqa: S311 (the same samples each time)
    broken = 0
    for _ in range(600):
        found = evaluated(scores([draw.random() for _ in range(replies)], []))
        assert found.cut_off is not None
        broken += 1 - found.cut_off > 0.005

    assert broken / 600 < 0.07  # 0.05, and three standard deviations of 600 draws
