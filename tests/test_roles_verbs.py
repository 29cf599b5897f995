"""Who may do what at the desk: everybody tries everything, and the server lets nobody do more than their role says."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import transaction

from articles.models import Article, Picture, SourceLink, Topic
from tests import desk_acts as desk
from tests.desk_acts import ARTICLES, Act, look, post, press

PEOPLE = ["own", "Reporters", "Editors", "Moderators", "Shopkeepers", "viewer", "staff", "nobody"]
READERS = ["own", "Reporters", "Editors", "Moderators", "viewer"]
WRITERS = ["own", "Reporters", "Editors"]
THEIRS = ["own", "Editors"]
EDITORS = ["Editors"]
MODERATORS = ["Moderators"]
SHOPKEEPERS = ["Shopkeepers"]

Story = Callable[[], Article]

# What is tried, on which article, and who may. `LOOKS` change nothing that is worth telling, `VERBS` do.
LOOKS: dict[str, tuple[Act, Story, list[str]]] = {
    "list of articles": (look(ARTICLES), desk.make_story, READERS),
    "form": (look(ARTICLES + "{article}/change/"), desk.make_story, READERS),
    "new article": (look(ARTICLES + "add/"), desk.make_story, WRITERS),
    "history": (look(ARTICLES + "{article}/history/"), desk.make_story, READERS),
    "comparison": (desk.compare, desk.make_story, READERS),
    "preview": (look("/admin/articles/revision/{draft}/preview/"), desk.make_story, READERS),
    "preview links": (look(ARTICLES + "{article}/previews/"), desk.make_story, THEIRS),
    "address": (look(ARTICLES + "{article}/address/"), desk.make_story, EDITORS),
    "withdrawal": (look(ARTICLES + "{article}/withdraw/"), desk.make_story, EDITORS),
    "deletion of a draft": (look(ARTICLES + "{article}/delete/"), desk.make_unpublished, THEIRS),
    "deletion of what readers know": (look(ARTICLES + "{article}/delete/"), desk.make_story, []),
    "pictures": (look("/admin/articles/picture/"), desk.make_story, WRITERS),
    "picture picker": (look("/admin/articles/picture/picker/"), desk.make_story, WRITERS),
    "upload of many": (look("/admin/articles/picture/upload/"), desk.make_story, WRITERS),
    "front page": (look("/admin/articles/frontslot/"), desk.make_story, EDITORS),
    "breaking news": (look("/admin/articles/breakingnews/"), desk.make_story, EDITORS),
    "source links": (look("/admin/articles/sourcelink/"), desk.make_story, WRITERS),
    "corrections": (look("/admin/articles/correction/"), desk.make_story, EDITORS),
    "topics": (look("/admin/articles/topic/"), desk.make_story, WRITERS),
    "replies": (look("/admin/comments/comment/"), desk.make_story, MODERATORS),
    "queue": (look("/admin/comments/comment/queue/"), desk.make_replies, MODERATORS),
    "reply": (desk.look_at_reply, desk.make_replies, MODERATORS),
    "log of decisions": (look("/admin/comments/decision/"), desk.make_replies, MODERATORS),
    "bans": (look("/admin/comments/ban/"), desk.make_replies, MODERATORS),
    "new ban": (look("/admin/comments/ban/add/"), desk.make_replies, MODERATORS),
    "rules for replies": (look("/admin/comments/replyrules/"), desk.make_replies, MODERATORS),
    "watched words": (look("/admin/comments/watched/"), desk.make_replies, MODERATORS),
    "trial of a word": (look("/admin/comments/watched/trial/"), desk.make_replies, MODERATORS),
    "products": (look("/admin/shop/product/"), desk.make_story, [*WRITERS, "Shopkeepers"]),
    "orders": (look("/admin/shop/order/"), desk.make_story, SHOPKEEPERS),
    "order": (desk.look_at_order("change"), desk.make_orders, SHOPKEEPERS),
    "erasing": (desk.look_at_order("erase"), desk.make_orders, SHOPKEEPERS),
    "deletion of an order": (desk.look_at_order("delete"), desk.make_orders, []),
    "sales": (look("/admin/shop/order/sales/"), desk.make_story, SHOPKEEPERS),
    "export of orders": (look("/admin/shop/order/export/"), desk.make_story, SHOPKEEPERS),
    "orders from articles": (look(ARTICLES + "orders/"), desk.make_story, EDITORS),
}
VERBS: dict[str, tuple[Act, Story, list[str]]] = {
    "save": (press("save", headline="Mine"), desk.make_story, THEIRS),
    "autosave": (press("autosave", headline="Mine"), desk.make_story, THEIRS),
    "send to review": (press("review"), desk.make_unpublished, THEIRS),
    "take back from review": (press("recall"), desk.make_story, THEIRS),
    "send back": (press("send_back", note="Who says so?"), desk.make_story, EDITORS),
    "publish": (press("publish"), desk.make_story, EDITORS),
    "publish a draft": (press("publish"), desk.make_unpublished, EDITORS),
    "schedule": (desk.schedule, desk.make_story, EDITORS),
    "take back": (press("unschedule"), desk.make_scheduled, EDITORS),
    "discard": (press("discard"), desk.make_story, THEIRS),
    "restore": (desk.restore, desk.make_story, THEIRS),
    "withdraw": (post(ARTICLES + "{article}/withdraw/", note="Wrong."), desk.make_story, EDITORS),
    "move": (
        post(ARTICLES + "{article}/address/", **{"move-slug": "wall", "_move": "1"}),
        desk.make_story,
        EDITORS,
    ),
    "forget an old address": (desk.forget_address, desk.make_moved, EDITORS),
    "make a preview link": (post(ARTICLES + "{article}/previews/", days="7"), desk.make_story, THEIRS),
    "revoke a preview link": (desk.revoke, desk.make_previewed, THEIRS),
    "delete a draft": (post(ARTICLES + "{article}/delete/", post="yes"), desk.make_unpublished, THEIRS),
    "delete what readers know": (post(ARTICLES + "{article}/delete/", post="yes"), desk.make_story, []),
    "correct": (
        lambda client, article: client.post(
            "/admin/articles/correction/add/", {"article": article.pk, "text": "It is in Teind."}
        ),
        desk.make_story,
        EDITORS,
    ),
    "fill the front page": (desk.fill_front_page, desk.make_story, EDITORS),
    "break news": (desk.add_breaking_news, desk.make_story, EDITORS),
    "note an archived copy": (
        desk.change(SourceLink, archived_url="https://archive.example/flood"),
        desk.make_surroundings,
        EDITORS,
    ),
    "upload many pictures": (desk.upload_many, desk.make_story, WRITERS),
    "describe a picture": (desk.change(Picture, alt="A boat at anchor"), desk.make_surroundings, EDITORS),
    "delete a picture": (desk.delete_picture, desk.make_surroundings, EDITORS),
    "approve a reply": (desk.decide("approve"), desk.make_replies, MODERATORS),
    "reject a reply": (desk.decide("reject", reason="insult"), desk.make_replies, MODERATORS),
    "undo a decision": (desk.undo_decision, desk.make_replies, MODERATORS),
    "rewrite a reply": (desk.rewrite_reply, desk.make_replies, []),
    "rewrite the log": (desk.rewrite_log, desk.make_replies, []),
    "ban a writer": (desk.ban, desk.make_replies, MODERATORS),
    "ban a name": (
        post("/admin/comments/ban/add/", kind="name", value="^Max", days="7"),
        desk.make_replies,
        MODERATORS,
    ),
    "lift a ban": (desk.lift_ban, desk.make_replies, MODERATORS),
    "rule on replies": (post("/admin/comments/replyrules/add/", mode="all"), desk.make_replies, MODERATORS),
    "watch for a word": (
        post("/admin/comments/watched/add/", kind="word", value="pills", weight="3"),
        desk.make_replies,
        MODERATORS,
    ),
    "forget a word": (desk.forget_word, desk.make_replies, MODERATORS),
    "note a payment": (
        desk.pay,
        desk.make_orders,
        SHOPKEEPERS,
    ),
    "pack an order": (desk.tend("pack"), desk.make_orders, SHOPKEEPERS),
    "cancel an order": (desk.tend("cancel", text="Out of clay"), desk.make_orders, SHOPKEEPERS),
    "give money back": (desk.tend("refund", amount="5.00", text="Late"), desk.make_orders, SHOPKEEPERS),
    "mark many as packed": (desk.mark_packed, desk.make_orders, SHOPKEEPERS),
    "erase a person": (desk.erase, desk.make_orders, SHOPKEEPERS),
    "rename a topic": (desk.change(Topic, name="Ferry"), desk.make_surroundings, EDITORS),
}
FORMS_BUTTONS = {"save", "continue"}
OFFERS = {
    "own": FORMS_BUTTONS | {"discard", "recall", "history", "previews"},
    "Reporters": {"history"},
    "Editors": FORMS_BUTTONS
    | {"discard", "send_back", "schedule", "publish", "history", "previews", "address", "withdraw"},
    "Moderators": {"history"},
    "viewer": {"history"},
}

pytestmark = pytest.mark.django_db


class _Undo(Exception):  # noqa: N818 (it is no error)
    pass


def tried_by_all(act: Act, make: Story) -> dict[str, tuple[bool, bool]]:
    """Who was let in, and for whom anything changed: everybody tries it on the same rows, and all is undone."""
    article = make()
    before = desk.everything()
    outcomes = {}
    for who in PEOPLE:
        with suppress(_Undo), transaction.atomic():
            response = act(desk.browser(who), article)
            outcomes[who] = desk.is_let_in(response), desk.everything() != before
            raise _Undo
    return outcomes


@pytest.mark.parametrize("name", LOOKS)
def test_page_opens_for_those_who_may_see_it(name: str) -> None:
    act, make, allowed = LOOKS[name]

    outcomes = tried_by_all(act, make)

    assert [who for who, (is_let_in, _changed) in outcomes.items() if is_let_in] == allowed


@pytest.mark.parametrize("name", VERBS)
def test_act_is_done_for_those_who_may_and_refused_to_all_others(name: str) -> None:
    act, make, allowed = VERBS[name]

    outcomes = tried_by_all(act, make)

    assert [who for who, (is_let_in, _changed) in outcomes.items() if is_let_in] == allowed
    assert [who for who, (_is_let_in, changed) in outcomes.items() if changed] == allowed


@pytest.mark.parametrize("who", OFFERS)
def test_form_offers_nothing_that_would_be_refused(who: str) -> None:
    article = desk.make_story()

    form = look(ARTICLES + "{article}/change/")(desk.browser(who), article)

    assert desk.offers(form.text) == OFFERS[who]


@pytest.mark.parametrize(
    ("who", "more"), [("own", {"review"}), ("Editors", {"review", "unschedule"})], ids=["own", "Editors"]
)
def test_form_offers_what_fits_the_state(who: str, more: set[str]) -> None:
    form = look(ARTICLES + "{article}/change/")(desk.browser(who), desk.make_scheduled())

    assert desk.offers(form.text) == OFFERS[who] - {"discard", "recall", "send_back", "withdraw"} | more


def test_fields_of_editors_are_not_in_the_form_of_a_reporter() -> None:
    article = desk.make_story()

    forms = {
        who: look(ARTICLES + "{article}/change/")(desk.browser(who), article).text
        for who in ("own", "Editors")
    }

    for field in ("publish_at_0", "ends_at_0", "replies_closed", "is_substantive"):
        assert f'name="{field}"' in forms["Editors"]
        assert f'name="{field}"' not in forms["own"]
