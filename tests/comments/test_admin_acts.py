"""What moderators do in the queue: one by one and in bulk, as they saw it, and back."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments import moderation, writers
from comments.models import Act, Comment, Decision, Reason, State
from tests.comments.moderating import COMMENTS, QUEUE, act, seen, undo
from tests.factories import make_article, make_comment, make_user

pytestmark = pytest.mark.django_db

every_act = pytest.mark.parametrize(
    ("name", "state"), [(each.value, state) for each, state in moderation.OUTCOMES.items()]
)


def make_replies(count: int) -> list[Comment]:
    article = make_article()
    return [make_comment(article=article) for _ in range(count)]


def states() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


@every_act
def test_reply_is_decided_in_the_moderators_name(
    desk: Client, moderator: User, name: str, state: State
) -> None:
    chosen, other = make_replies(2)

    response = act(desk, chosen, name, reason="insult", note="Be kind.")

    decision = Decision.objects.get()
    assert states() == [state, State.PENDING]
    assert (decision.comment, decision.made_by, decision.act) == (chosen, moderator, name)
    assert decision.batch
    told = ("insult", "Be kind.") if name == "reject" else ("", "")
    assert (decision.reason, decision.note) == told
    assert f"<strong>{decision.get_act_display()}</strong>: 1 reply." in response.text
    assert f'id="reply-{other.pk}"' in response.text


@every_act
def test_many_are_decided_with_one_reason(desk: Client, name: str, state: State) -> None:
    chosen = make_replies(3)
    make_comment()

    response = act(desk, chosen, name, reason="insult", bulk="1")

    assert states() == [state] * 3 + [State.PENDING]
    assert Decision.objects.values("batch").distinct().count() == 1
    assert ": 3 replies." in response.text


def test_moderator_goes_on_with_the_next_reply_of_the_same_view(desk: Client) -> None:
    first, second = make_replies(2)

    page = desk.get(QUEUE, {"q": "Text"}).text
    assert f'name="next" value="{second.pk}"' in page
    sent = {"reply": seen(first), "act": "approve", "back": "q=Text&refused=9", "next": second.pk}
    response = desk.post(f"{COMMENTS}act/", sent)

    batch = Decision.objects.get().batch
    assert response["Location"] == f"{QUEUE}?q=Text&done={batch}#reply-{second.pk}"


def test_moderator_whose_act_was_refused_stays_with_what_is_said_of_it(desk: Client) -> None:
    first, second = make_replies(2)
    sent = {"reply": seen(first), "act": "approve", "next": second.pk}
    Comment.objects.filter(pk=first.pk).update(version=first.version + 1)

    response = desk.post(f"{COMMENTS}act/", sent)

    assert response["Location"] == f"{QUEUE}?refused={first.pk}#done"
    assert states() == [State.PENDING] * 2


def test_rejection_wants_a_reason_and_keeps_what_was_typed(desk: Client) -> None:
    comment = make_comment()

    response = act(desk, comment, "reject", note="Be kind.")

    assert response.status_code == 422
    assert "Choose a reason: the guest is told." in response.text
    assert "Be kind.</textarea>" in response.text
    assert states() == [State.PENDING]


def test_bulk_without_a_reason_keeps_what_was_chosen(desk: Client) -> None:
    chosen = make_replies(2)
    make_comment()

    response = act(desk, chosen, "reject", bulk="1", note="Be kind.")

    assert response.status_code == 422
    assert len(re.findall(r'data-key="x" checked', response.text)) == 2
    assert "Be kind.</textarea>" in response.text
    assert set(states()) == {State.PENDING}


def test_nothing_is_done_where_nothing_is_chosen(desk: Client) -> None:
    make_comment()

    response = act(desk, [], "approve", bulk="1")

    assert response.status_code == 422
    assert "Choose replies first." in response.text


# As it was seen


def test_what_another_moderator_decided_meanwhile_is_refused_and_shown(desk: Client, editor: User) -> None:
    chosen = make_replies(3)
    moderation.reject(Comment.objects.get(pk=chosen[1].pk), by=editor, reason=Reason.HATE)

    response = act(desk, chosen, "approve", bulk="1")

    assert states() == [State.APPROVED, State.REJECTED, State.APPROVED]
    assert ": 2 replies." in response.text
    told = response.text[response.text.index("Not done, since it has changed") :]
    assert re.search(r"Not published \(Rejected, eva, ", told)


def test_what_its_writer_changed_meanwhile_is_refused_and_shown_as_it_reads_now(desk: Client) -> None:
    comment = make_comment(text="Fine.")
    Comment.objects.filter(pk=comment.pk).update(text="Buy pills.", version=1, edited_at=comment.created_at)

    response = act(desk, comment, "approve")

    assert states() == [State.PENDING]
    assert "“Buy pills.”" in response.text
    assert "changed by its writer" in response.text
    assert not Decision.objects.exists()


def test_what_its_writer_took_back_is_not_published(desk: Client) -> None:
    comment = make_comment()
    writers.withdraw(Comment.objects.get())

    response = act(desk, comment, "approve")

    assert states() == [State.WITHDRAWN]
    assert re.search(r"Withdrawn \(Withdrawn, Its writer, ", response.text)


@pytest.mark.parametrize("count", [1, 3])
def test_act_that_is_sent_twice_does_it_once_and_says_so_again(desk: Client, count: int) -> None:
    chosen = make_replies(count)

    first, second = act(desk, chosen, "approve"), act(desk, chosen, "approve")

    assert Decision.objects.count() == count
    assert first.redirect_chain == second.redirect_chain
    assert "Not done" not in second.text


def test_same_act_of_somebody_else_is_not_taken_for_ones_own(desk: Client, editor: User) -> None:
    comment = make_comment()
    moderation.approve(Comment.objects.get(), by=editor)

    assert "Not done" in act(desk, comment, "approve").text


# Undoing


@every_act
def test_act_is_undone_and_done_again(desk: Client, name: str, state: State) -> None:
    chosen = make_replies(3)
    held = list(Comment.objects.values_list("held_at"))
    act(desk, chosen, name, reason="insult")

    undone = undo(desk, Decision.objects.first() or Decision())

    assert states() == [State.PENDING] * 3
    assert list(Comment.objects.values_list("held_at")) == held
    assert "<strong>Undone</strong>: 3 replies." in undone.text
    assert ">Do it again</button>" in undone.text
    undo(desk, Decision.objects.filter(act=Act.UNDO)[0])
    assert states() == [state] * 3


def test_undoing_that_is_sent_twice_undoes_once(desk: Client) -> None:
    act(desk, make_replies(2), "approve")
    decision = Decision.objects.all()[0]

    first, second = undo(desk, decision), undo(desk, decision)

    assert states() == [State.PENDING] * 2
    assert first.redirect_chain == second.redirect_chain
    assert "Not done" not in second.text


def test_what_changed_since_is_not_undone_and_is_shown(desk: Client, editor: User) -> None:
    chosen = make_replies(2)
    act(desk, chosen, "approve")
    moderation.decide(Comment.objects.get(pk=chosen[0].pk), Act.SPAM, by=editor)

    response = undo(desk, Decision.objects.filter(act=Act.APPROVE)[0])

    assert states() == [State.SPAM, State.PENDING]
    assert "Not done, since it has changed" in response.text


def test_page_after_offers_no_undoing_of_what_has_changed_since(desk: Client, editor: User) -> None:
    comment = make_comment()
    after = act(desk, comment, "approve").redirect_chain[-1][0]
    moderation.decide(Comment.objects.get(), Act.SPAM, by=editor)

    page = desk.get(after).text

    assert ">Undo</button>" not in page
    assert "It was undone or decided anew since." in page


# What no page of ours sends


@pytest.mark.parametrize(
    "sent",
    [
        {"reply": "x"},
        {"reply": "1"},
        {"reply": "1.0"},
        {"reply": "1.x.0"},
        {"reply": "1.99999999999.0"},
        {"reply": "99999999999999999999.0.0"},
        {"reply": "1.0.9999999999999999999"},
        {"reply": [f"{n}.0.0" for n in range(101)]},
    ],
    ids=["words", "key alone", "no report", "no number", "huge version", "huge key", "huge report", "many"],
)
def test_nonsense_is_refused(desk: Client, sent: dict[str, Any]) -> None:
    make_comment()

    assert desk.post(f"{COMMENTS}act/", sent | {"act": "approve"}).status_code == 400
    assert states() == [State.PENDING]


@pytest.mark.parametrize("sent", [{"act": "erase"}, {}, {"act": "approve", "back": "\0", "next": "-1"}])
def test_unknown_act_or_place_is_survived(desk: Client, sent: dict[str, str]) -> None:
    comment = make_comment()

    response = desk.post(f"{COMMENTS}act/", {"reply": seen(comment)} | sent)

    assert response.status_code in {302, 422}


@pytest.mark.parametrize("sent", [{}, {"batch": "x"}, {"decision": "x"}])
def test_undoing_of_nothing_is_refused(desk: Client, sent: dict[str, str]) -> None:
    assert desk.post(f"{COMMENTS}undo/", sent).status_code == 400


@pytest.mark.parametrize("sent", [{"batch": "46dba581-6220-4be1-aa6b-0c597daf79e2"}, {"decision": "999"}])
def test_undoing_of_what_is_not_there_does_nothing(desk: Client, sent: dict[str, str]) -> None:
    assert desk.post(f"{COMMENTS}undo/", sent, follow=True).status_code == 200


@pytest.mark.parametrize(
    "query", ["done=x", "done=46dba581-6220-4be1-aa6b-0c597daf79e2", "refused=x,9", "bans=1,y"]
)
def test_address_that_tells_of_nothing_is_a_page(desk: Client, query: str) -> None:
    assert desk.get(f"{QUEUE}?{query}").status_code == 200


def test_acts_need_a_post_and_the_permission(client: Client) -> None:
    comment = make_comment()
    client.force_login(make_user("eva", role="Editors"))

    for name in ("act", "undo", "ban"):
        assert client.get(f"{COMMENTS}{name}/").status_code == 405
        assert (
            client.post(f"{COMMENTS}{name}/", {"reply": seen(comment), "act": "approve"}).status_code == 403
        )
    assert states() == [State.PENDING]
