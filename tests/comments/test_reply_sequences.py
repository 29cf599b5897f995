"""Any sequence of what writers, moderators, readers and rules do: each reply is there once, and the log tells its state."""

from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta

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

from comments import log, moderation, receiving, threads, writers
from comments.models import Act, Actor, Comment, Decision, Mode, Reason, Rule, State, decided_by
from newsroom.limits import ReachedError
from tests.comments.examining import make_submission
from tests.factories import make_article, make_user
from tests.races import IS_FULL_SIZE

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
ANY = st.integers(min_value=0, max_value=99)
TEXTS = st.sampled_from(["Well said.", "See https://a.example/ now", "Why?", "No."])
UNSEEN = {State.ERASED, State.WITHDRAWN}

set_hypothesis_home_dir(settings.VAR_DIR / "cache" / "hypothesis")
QUICK = hypothesis_settings(
    max_examples=300 if IS_FULL_SIZE else 12,
    stateful_step_count=25,
    deadline=None,
    derandomize=not IS_FULL_SIZE,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def standing(comment: Comment) -> list[Decision]:
    """The decisions about a comment that are not taken back, one upon the other; reckoned row by row."""
    held: list[Decision] = []
    taken_back = None
    for decision in Decision.objects.filter(comment=comment).order_by("pk"):
        if decision.act != Act.UNDO:
            held.append(decision)
        elif taken_back:
            held.append(taken_back)
        taken_back = held.pop() if decision.act == Act.UNDO and not taken_back else None
    return held


class CommentSection(RuleBasedStateMachine):
    """One article, guests with and without a key, two moderators who see things late, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.article = make_article(at=START - timedelta(days=1))
        self.moderators = [make_user("mona"), make_user("max")]
        self.accepted: dict[int, str] = {}
        self.vouched: set[tuple[int, str]] = set()  # which text of which comment may be published
        self.decided: dict[int, str] = {}  # what each decision was made upon
        self.seen: list[Comment] = []
        self.batches: list[moderation.Batch] = []

    def teardown(self) -> None:
        """Leave neither rows nor the clock behind."""
        self.clock.stop()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def some(self, number: int) -> Comment:
        """A comment as it is now, or, every third time, as somebody saw it earlier."""
        if self.seen and number % 3 == 0:
            return self.seen[number % len(self.seen)]
        comments = list(Comment.objects.select_related("article", "decision").order_by("pk"))
        comment = comments[number % len(comments)]
        self.seen.append(Comment.objects.select_related("article", "decision").get(pk=comment.pk))
        return comment

    def lets(self, text: str, guest: str, mode: Mode, *, but: int | None = None) -> bool:
        """Whether a rule of the site may publish a text unread: at most what the modes say, and nothing with a link."""
        mine = (
            Comment.objects.exclude(guest="").filter(guest=guest, state=State.APPROVED).exclude(pk=but or 0)
        )
        is_trusted = any(standing(comment)[-1].actor == Actor.MODERATOR for comment in mine)
        return "https" not in text and (mode == Mode.AFTERWARDS or (mode == Mode.FIRST and is_trusted))

    def vouch(self, comment: Comment, act: Act) -> None:
        """A moderator has approved what they saw."""
        if act == Act.APPROVE:
            self.vouched.add((comment.pk, comment.text))

    # Guests

    @rule(text=TEXTS, guest=st.sampled_from(["", "anna", "ben"]), mode=st.sampled_from(Mode), parent=ANY)
    def send(self, text: str, guest: str, mode: Mode, parent: int) -> None:
        """A new reply, sent twice; to a published one, if there is any. What was sent long ago is refused."""
        published = list(Comment.objects.approved().order_by("pk"))
        above = published[parent % len(published)] if published and parent % 2 else None
        submission = make_submission(
            article=self.article, text=text, name=guest or "Guest", guest=guest, parent=above and above.pk
        )
        keys: set[int] = set()
        long_ago = timezone.now() - receiving.RESENT
        known = Comment.objects.filter(fingerprint=submission.fingerprint, created_at__lt=long_ago)
        outcome = pytest.raises(receiving.KnownError) if known else nullcontext()
        for _ in range(2):
            comment = Comment(
                article=self.article, parent=above, text=text, name=submission.name, email=submission.email
            )
            with suppress(ReachedError), outcome:
                keys.add(receiving.take(comment, submission, mode=mode, topics=[]).pk)
        assert len(keys) <= 1
        if self.lets(text, guest, mode):
            self.vouched |= {(key, text) for key in keys}
        self.accepted |= dict.fromkeys(keys, submission.fingerprint)

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=ANY, text=TEXTS, mode=st.sampled_from(Mode), is_undone=st.booleans())
    def change(self, number: int, text: str, mode: Mode, is_undone: bool) -> None:
        """A writer puts other words in the place of theirs, often of published ones; somebody may undo it."""
        published = [comment for comment in Comment.objects.approved() if writers.can_change(comment)]
        comment = published[number % len(published)] if published and number % 2 else self.some(number)
        if writers.can_change(comment):
            fields = {"name": comment.name, "guest": comment.guest, "key": comment.pk}
            submission = make_submission(article=self.article, text=text, **fields)
            with suppress(log.StaleError):
                is_let = self.lets(text, comment.guest, mode, but=comment.pk)
                receiving.change(comment, submission, mode=mode)
                if is_let:
                    self.vouched.add((comment.pk, text))
                if is_undone and comment.decision:
                    moderation.undo(comment.decision, by=self.moderators[0])

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=ANY, act=st.sampled_from([writers.withdraw, writers.erase]))
    def leave(self, number: int, act: object) -> None:
        """A writer takes a reply back, or has it forgotten."""
        with suppress(log.StaleError):
            act(self.some(number))  # type: ignore[operator]

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=ANY)
    def ask_again(self, number: int) -> None:
        """A writer does not agree."""
        with suppress(log.StaleError):
            writers.ask_again(self.some(number), "Please look again.")

    # Moderators and rules

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=ANY, who=st.integers(0, 1), act=st.sampled_from(list(moderation.OUTCOMES)))
    def decide(self, number: int, who: int, act: Act) -> None:
        """One decision."""
        with suppress(log.StaleError):
            comment = self.some(number)
            moderation.decide(comment, act, by=self.moderators[who], reason=Reason.OTHER)
            self.vouch(comment, act)

    @precondition(lambda self: Comment.objects.exists())
    @rule(numbers=st.lists(ANY, max_size=4), act=st.sampled_from(list(moderation.OUTCOMES)))
    def decide_many(self, numbers: list[int], act: Act) -> None:
        """Many at once, some of them long decided."""
        comments = {comment.pk: comment for comment in map(self.some, numbers)}
        batch = moderation.decide_all(comments.values(), act, by=self.moderators[0])
        self.batches.append(batch)
        for decision in batch.done:
            self.vouch(comments[decision.comment_id or 0], act)

    @precondition(lambda self: self.batches)
    @rule(number=ANY)
    def undo_many(self, number: int) -> None:
        """Take a click back: what nobody has touched since is as it was before."""
        batch = self.batches[number % len(self.batches)]
        untouched = [
            decision
            for decision in batch.done
            if Comment.objects.filter(decisions=decision, decision=decision).exists()
        ]

        undone = moderation.undo_all(Decision.objects.filter(batch=batch.key), by=self.moderators[1])

        assert {decision.undoes_id for decision in undone.done} == {decision.pk for decision in untouched}
        for decision in untouched:
            assert Comment.objects.get(decisions=decision).state == decision.before
        self.batches.append(undone)

    @precondition(lambda self: Comment.objects.approved().exists())
    @rule(number=ANY)
    def hide(self, number: int) -> None:
        """Enough reports came."""
        with suppress(log.StaleError):
            comment = self.some(number)
            if comment.state == State.APPROVED:
                log.record(comment, State.PENDING, Act.HOLD, by=Rule.REPORTED)

    @rule(minutes=st.integers(1, 15))
    def wait(self, minutes: int) -> None:
        """Time goes on."""
        self.traveller.shift(timedelta(minutes=minutes))

    # What holds at every time

    @invariant()
    def each_accepted_reply_is_there_once(self) -> None:
        """None is lost; one that was withdrawn or erased may be sent anew."""
        assert set(Comment.objects.values_list("pk", flat=True)) == set(self.accepted)
        for comment in Comment.objects.all():
            is_gone = comment.decision is not None and self._was_taken_back(comment)
            assert comment.fingerprint == (None if is_gone else self.accepted[comment.pk])

    @staticmethod
    def _was_taken_back(comment: Comment) -> bool:
        return Decision.objects.filter(comment=comment, after__in=UNSEEN).exists()

    @invariant()
    def log_tells_the_state_of_each(self) -> None:
        """From “waiting”, decision by decision, without a gap, to where it is now."""
        for comment in Comment.objects.all():
            state = str(State.PENDING)
            decisions = list(Decision.objects.filter(comment=comment).order_by("pk"))
            for decision in decisions:
                assert decision.before == state
                state = decision.after
            assert comment.state == state
            assert comment.decision == (decisions[-1] if decisions else None)

    @invariant()
    def last_decision_in_force_explains_the_state(self) -> None:
        """Whatever was taken back, and how often."""
        for comment in Comment.objects.select_related("decision"):
            held = standing(comment)
            assert list(Decision.objects.in_force().filter(comment=comment).order_by("pk")) == held
            assert comment.state == (held[-1].after if held else State.PENDING)
            if held and comment.decision:
                assert log.explaining(comment.decision) == held[-1]
                assert Comment.objects.filter(decided_by(Actor(held[-1].actor)), pk=comment.pk).exists()

    @invariant()
    def counts_are_rows_and_nothing_else_is_read(self) -> None:
        """The page counts and shows what an approval stands behind, and no word of anything else."""
        page = threads.page_of(self.article, number=1, is_newest_first=False)
        readable = {entry.comment.pk for entry in page.entries if entry.comment.is_readable}
        approved = set(Comment.objects.filter(state=State.APPROVED).values_list("pk", flat=True))
        assert (page.count, readable) == (len(approved), approved)
        approving = Decision.objects.filter(after=State.APPROVED)
        assert approving.filter(comment__in=approved).values("comment").distinct().count() == len(approved)
        assert not any(
            entry.comment.text + entry.comment.name for entry in page.entries if not entry.comment.is_readable
        )

    @invariant()
    def whatever_is_read_was_approved_as_this_text(self) -> None:
        """By a moderator who saw it, or by a rule that lets it; not some text that stood there before."""
        published = Comment.objects.approved().values_list("pk", "text")
        assert set(published) <= self.vouched
        for comment in Comment.objects.approved():
            decisions = Decision.objects.with_texts().filter(comment=comment, act=Act.APPROVE)
            assert comment.text in {decision.text for decision in decisions.select_related("comment")}

    @invariant()
    def log_tells_what_was_decided_upon(self) -> None:
        """Whatever its writer has made of it since; of an erased reply nothing."""
        for decision in Decision.objects.with_texts().select_related("comment"):
            assert decision.comment
            told = self.decided.setdefault(decision.pk, decision.comment.text)
            assert decision.text == ("" if decision.comment.state == State.ERASED else told)

    @invariant()
    def erased_replies_hold_nothing_of_the_person(self) -> None:
        """Whatever is done to them afterwards."""
        for erased in Comment.objects.filter(state=State.ERASED):
            assert not any(getattr(erased, name) for name in writers.PERSONAL)


@pytest.mark.django_db
def test_any_sequence_leaves_each_reply_once_and_the_log_in_accord() -> None:
    run_state_machine_as_test(CommentSection, settings=QUICK)
