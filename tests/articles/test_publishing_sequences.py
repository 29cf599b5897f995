"""Any sequence of the desk's acts: what readers see at every time is what a simple model of the paper says."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles import publishing
from articles.models import Article, Revision
from articles.states import CONDITIONS, State, state_of, with_state
from tests.articles.writing import windows, write
from tests.factories import make_draft, make_user

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)
HOURS = st.integers(min_value=1, max_value=6)

set_hypothesis_home_dir(settings.VAR_DIR / "cache" / "hypothesis")
QUICK = hypothesis_settings(
    max_examples=10,
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a sequence of 15 acts is short enough to read; to shorten it takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@dataclass
class Publication:
    """What the model knows of a text that was published: when it starts, ends by itself, and was updated."""

    headline: str
    starts: datetime
    ends: datetime | None
    updated: datetime | None


class Desk(RuleBasedStateMachine):
    """One article, the people who work on it, and a clock that moves with every act."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.names = count(1)
        self.user = make_user()
        self.article: Article = make_draft(headline="Text 0").article
        self.published: list[Publication] = []
        self.withdrawn_at: datetime | None = None
        self.frozen: dict[int, str] = {}

    def teardown(self) -> None:
        """Leave neither rows nor the clock behind."""
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # What the desk does

    @rule(hours=HOURS)
    def wait(self, hours: int) -> None:
        self.traveller.shift(hours * HOUR)

    @rule(is_sent=st.booleans())
    def write_and_keep(self, is_sent: bool) -> None:
        draft = write(self.article, headline=f"Text {next(self.names)}")
        publishing.keep(draft, by=self.user)
        if is_sent:
            publishing.send_to_review(draft, by=self.user)

    @precondition(lambda self: self.frozen)
    @rule()
    def discard(self) -> None:
        with suppress(ValueError):  # a draft with nothing else to go back to
            publishing.discard(self._draft(), by=self.user)

    @precondition(lambda self: self.frozen)
    @rule(which=st.integers(min_value=0))
    def restore(self, which: int) -> None:
        old = Revision.objects.get(pk=sorted(self.frozen)[which % len(self.frozen)])
        assert publishing.restore(old, by=self.user).headline == old.headline

    @rule(delay=st.none() | HOURS, lasts=st.none() | HOURS, is_substantive=st.booleans())
    def publish(self, delay: int | None, lasts: int | None, is_substantive: bool) -> None:
        draft = self._draft()
        starts = timezone.now() + (delay or 0) * HOUR
        ends = starts + lasts * HOUR if lasts else None

        publishing.publish(draft, by=self.user, at=starts, until=ends, is_substantive=is_substantive)

        self._drop_scheduled()
        before = self.published[-1].updated if self.published else None
        updated = starts if is_substantive and self.published else before
        self.published.append(Publication(draft.headline, starts, ends, updated))

    @precondition(lambda self: self._is_scheduled())
    @rule()
    def unschedule(self) -> None:
        publishing.unschedule(self.article, by=self.user)
        self._drop_scheduled()

    @precondition(lambda self: self._shown(timezone.now()))
    @rule()
    def withdraw(self) -> None:
        publishing.withdraw(self.article, by=self.user, note="Wrong.")
        self._drop_scheduled()
        self.withdrawn_at = self.published[-1].ends = timezone.now()

    # What always holds

    @invariant()
    def readers_see_what_was_published_last(self) -> None:
        for time in self._telling_times():
            live = Revision.objects.live(at=time).filter(article=self.article)
            assert [revision.headline for revision in live] == self._shown(time)

    @invariant()
    def windows_never_overlap(self) -> None:
        for before, after in pairwise(windows(self.article)):
            assert before[2]
            assert before[2] <= after[1]

    @invariant()
    def history_only_grows(self) -> None:
        now = dict(self.article.revisions.filter(is_working_copy=False).values_list("pk", "headline"))
        assert self.frozen.items() <= now.items()
        self.frozen = now

    @invariant()
    def dates_are_in_order(self) -> None:
        seen = list(Revision.objects.filter(live_from__isnull=False).order_by("live_from"))
        assert [revision.updated_at for revision in seen] == [each.updated for each in self.published]
        starts = seen[0].live_from if seen else None
        assert {revision.first_published_at for revision in seen} <= {starts}
        assert all(starts <= revision.updated_at for revision in seen if starts and revision.updated_at)
        self.article.refresh_from_db()
        assert self.article.first_published_on == (timezone.localdate(starts) if starts else None)

    @invariant()
    def state_is_the_models(self) -> None:
        [article] = with_state(Article.objects.filter(pk=self.article.pk)).annotate(
            **{f"is_{state}": condition for state, condition in CONDITIONS.items() if state != State.LIVE}
        )
        fits = [state for state in State if getattr(article, f"is_{state}")]
        assert [state_of(article)] == fits == [self._state()]

    @invariant()
    def time_passes(self) -> None:
        self.traveller.shift(MICROSECOND)

    # The model

    def _draft(self) -> Revision:
        return publishing.working_copy(self.article)

    def _is_scheduled(self) -> bool:
        return bool(self.published) and self.published[-1].starts > timezone.now()

    def _drop_scheduled(self) -> None:
        now = timezone.now()
        self.published = [each for each in self.published if each.starts <= now]

    def _shown(self, time: datetime) -> list[str]:
        started = [each for each in self.published if each.starts <= time]
        newest = started[-1:]
        return [each.headline for each in newest if each.ends is None or each.ends > time]

    def _telling_times(self) -> list[datetime]:
        """Each moment at which one of the last three begins or ends, the one before it, and now."""
        edges = {time for each in self.published[-3:] for time in (each.starts, each.ends) if time}
        return [timezone.now(), *edges, *(edge - MICROSECOND for edge in edges)]

    def _state(self) -> State:
        if self._shown(timezone.now()):
            return State.LIVE
        if self._is_scheduled():
            return State.SCHEDULED
        if self.published:
            is_withdrawn = self.withdrawn_at and self.published[-1].ends == self.withdrawn_at
            return State.WITHDRAWN if is_withdrawn else State.EXPIRED
        draft = self.article.revisions.filter(is_working_copy=True).first()
        return State.READY if draft and draft.ready_at else State.DRAFT


@pytest.mark.django_db
def test_any_sequence_of_acts_shows_readers_what_was_published_last() -> None:
    run_state_machine_as_test(Desk, settings=QUICK)
