"""Reports: once each, and enough of those who can be trusted hide a reply once."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from comments import moderation, reporting
from comments.models import Act, Comment, Decision, Report, Rule, State
from newsroom.limits import ReachedError
from newsroom.visitors import Visitor
from tests.comments.complaining import make_guest, report, report_by_trusted, state_of
from tests.comments.moderating import with_reports
from tests.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make_comment(state=State.APPROVED)


# Once


@pytest.mark.parametrize("guest", ["", "key"])
def test_visitor_reports_a_comment_once(comment: Comment, guest: str) -> None:
    for _ in range(2):
        report(comment, guest=guest)

    stored = Report.objects.get()
    assert (stored.guest, stored.address, stored.block) == (guest, "address-0", "block-0")


@pytest.mark.parametrize("guests", [("", "key"), ("key", ""), ("key", "another")])
def test_visitor_counts_once_with_and_without_their_cookie(comment: Comment, guests: tuple[str, str]) -> None:
    for guest in guests:
        report(comment, guest=guest)

    assert Report.objects.get().guest == guests[0]


def test_browser_that_changes_its_address_counts_once(comment: Comment) -> None:
    for number in range(2):
        report(comment, number, guest="key")

    assert Report.objects.get().address == "address-0"


def test_two_readers_with_keys_and_addresses_of_their_own_both_count(comment: Comment) -> None:
    for number in range(2):
        report(comment, number, guest=f"key-{number}")

    assert Report.objects.count() == 2


def test_trusted_readers_behind_one_address_count_each_and_others_beside_them_do_not(
    comment: Comment,
) -> None:
    for number in range(3):
        report(comment, guest=make_guest(number))
    for guest in ("", "made-up"):
        report(comment, guest=guest)

    assert [report.is_trusted for report in Report.objects.all()] == [True] * 3
    assert state_of(comment) == State.PENDING


def test_visitor_who_is_not_known_counts_each_time_and_hides_nothing(comment: Comment) -> None:
    for _ in range(4):
        report(comment, visitor=Visitor())

    assert Report.objects.filter(is_trusted=False).count() == 4
    assert state_of(comment) == State.APPROVED


def test_visitor_reports_several_comments(comment: Comment) -> None:
    other = make_comment(state=State.APPROVED)

    for one in (comment, other):
        report(one)

    assert Report.objects.count() == 2


def test_who_reports_again_uses_up_no_limit(comment: Comment) -> None:
    for _ in range(reporting.MOST_FROM_A_BLOCK + 1):
        report(comment)
    report(make_comment(state=State.APPROVED))

    assert Report.objects.count() == 2


# Who is trusted


@pytest.mark.parametrize(
    ("state", "is_trusted"), [(State.APPROVED, True), (State.PENDING, False), (State.REJECTED, False)]
)
def test_guest_whose_reply_was_published_is_trusted(comment: Comment, state: State, is_trusted: bool) -> None:
    report(comment, guest=make_guest(state=state))

    assert Report.objects.get().is_trusted is is_trusted


def test_guest_without_a_key_is_not_trusted(comment: Comment) -> None:
    make_comment(guest="", state=State.APPROVED)

    report(comment)

    assert not Report.objects.get().is_trusted


def test_staff_is_trusted(comment: Comment, editor: User) -> None:
    report(comment, user=editor)

    assert Report.objects.get().is_trusted


# Hiding


def test_enough_trusted_reports_hide_a_reply_until_a_moderator_looks(comment: Comment) -> None:
    report_by_trusted(comment, 1, 2)
    before = state_of(comment)
    report_by_trusted(comment, 3)

    decision = Decision.objects.latest("pk")
    assert (before, state_of(comment)) == (State.APPROVED, State.PENDING)
    assert (decision.act, decision.rule, decision.after) == (Act.HOLD, Rule.REPORTED, State.PENDING)
    assert Comment.objects.get(pk=comment.pk).held_at > comment.held_at


def test_number_of_reports_is_the_sites_own(comment: Comment, settings: Settings) -> None:
    settings.REPLIES_REPORTS = 1

    report_by_trusted(comment, 1)

    assert state_of(comment) == State.PENDING


def test_storm_of_strangers_hides_nothing(comment: Comment) -> None:
    for number in range(50):
        report(comment, number)

    assert state_of(comment) == State.APPROVED
    assert Report.objects.open().count() == 50


def test_one_trusted_reader_who_reports_again_and_again_hides_nothing(comment: Comment) -> None:
    guest = make_guest()

    for number in range(5):
        report(comment, number, guest=guest)

    assert state_of(comment) == State.APPROVED


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 3)], ids=["kept", "hidden, and approved again"])
def test_reply_that_a_moderator_let_stand_in_spite_of_reports_is_hidden_no_more(
    comment: Comment, moderator: User, numbers: tuple[int, ...]
) -> None:
    report_by_trusted(comment, *numbers)
    moderation.approve(with_reports(comment), by=moderator)

    report_by_trusted(comment, 4, 5, 6)

    assert state_of(comment) == State.APPROVED
    assert Report.objects.open().count() == 3


def test_hiding_that_a_moderator_took_back_is_not_repeated(comment: Comment, moderator: User) -> None:
    report_by_trusted(comment, 1, 2, 3)
    moderation.undo(Decision.objects.latest("pk"), by=moderator)

    report_by_trusted(comment, 4)

    assert state_of(comment) == State.APPROVED


def test_reply_that_was_kept_before_anybody_reported_it_is_hidden_by_reports(
    comment: Comment, moderator: User
) -> None:
    moderation.approve(comment, by=moderator)

    report_by_trusted(comment, 1, 2, 3)

    assert state_of(comment) == State.PENDING


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 3)], ids=["kept", "hidden, and approved again"])
def test_text_that_is_changed_after_a_moderator_looked_can_be_hidden_by_reports(
    comment: Comment, moderator: User, numbers: tuple[int, ...]
) -> None:
    report_by_trusted(comment, *numbers)
    moderation.approve(with_reports(comment), by=moderator)
    Comment.objects.update(text="Now something vile.", edited_at=timezone.now())

    report_by_trusted(comment, 4, 5, 6)

    assert state_of(comment) == State.PENDING
    assert Decision.objects.latest("pk").rule == Rule.REPORTED


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_reports_change_nothing_about_what_is_not_published(state: State) -> None:
    comment = make_comment(state=state)

    report_by_trusted(comment, 1, 2, 3)

    assert state_of(comment) == state


# Floods


def test_flood_from_one_block_is_refused_and_other_blocks_are_not(comment: Comment) -> None:
    comments = [make_comment(state=State.APPROVED) for _ in range(reporting.MOST_FROM_A_BLOCK)]
    for number, one in enumerate(comments):
        report(one, visitor=Visitor(f"address-{number}", "block"))

    with pytest.raises(ReachedError):
        report(comment, visitor=Visitor("address", "block"))
    report(comment, visitor=Visitor("address", "another"))

    assert Report.objects.count() == len(comments) + 1


def test_report_costs_nine_queries(
    comment: Comment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    guest = make_guest()

    # the guest's published and refused replies; a transaction's begin, the comment, reports from the address, the
    # report, earlier decisions, open reports, its end
    with django_assert_num_queries(9):
        report(comment, guest=guest)
