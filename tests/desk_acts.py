"""Everything that somebody can try at the desk, each as one call of a browser."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Picture, PreviewLink, SourceLink
from comments.models import Ban, BanKind, Comment, Decision, Watched
from comments.models import State as Verdict
from shop.models import Order, State
from tests.articles.desk import fields_of
from tests.articles.writing import publish, write
from tests.comments import moderating
from tests.comments.moderating import COMMENTS
from tests.factories import (
    make_comment,
    make_draft,
    make_order,
    make_picture,
    make_topic,
    make_upload,
    make_user,
)
from tests.responses import Response
from tests.shop import tending
from tests.shop.tending import ORDERS

Act = Callable[[Client, Article], Response]

ARTICLES = "/admin/articles/article/"
WATCHED = ("articles", "comments", "shop")


# People and their articles


def make_person(name: str) -> User | None:
    """Whoever tries: a role's name, “own” (the reporter who began the article), “viewer”, “staff” or “nobody”."""
    if name == "nobody":
        return None
    role = {"own": "Reporters"}.get(name, name if name.endswith("s") else None)
    person = make_user(name.lower(), role=role)
    if name == "viewer":
        person.user_permissions.add(Permission.objects.get(codename="view_article"))
    return person


def browser(name: str) -> Client:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    if person := make_person(name):
        client.force_login(person)
    return client


def chief() -> Client:
    """The browser of somebody who may do everything; it fetches the forms that others send."""
    client = Client()
    client.force_login(make_user("chief", is_superuser=True))
    return client


def make_story() -> Article:
    """A live article with a history, and changes that wait for an editor."""
    article = make_draft(headline="Old", by=make_person("own")).article
    publish(article, at=timezone.now() - timedelta(days=1))
    publish(article, headline="New", at=timezone.now() - timedelta(hours=1))
    publishing.send_to_review(write(article, headline="Changed"), by=make_user("own"))
    return article


def make_scheduled() -> Article:
    article = make_draft(by=make_person("own")).article
    publish(article, at=timezone.now() + timedelta(days=1))
    publishing.working_copy(article)
    return article


def make_unpublished() -> Article:
    return make_draft(by=make_person("own")).article


def make_moved() -> Article:
    article = make_story()
    publishing.move(article, "elsewhere")
    return article


def make_previewed() -> Article:
    article = make_story()
    expires = timezone.now() + timedelta(days=1)
    PreviewLink.objects.create(revision=article.revisions.get(headline="Old"), expires_at=expires)
    return article


def make_surroundings() -> Article:
    """A story, and beside it a picture, a topic and a link to a source."""
    make_picture()
    make_topic()
    SourceLink.objects.create(url="https://gazette.example/flood")
    return make_story()


def make_orders() -> Article:
    """A story, and beside it an order that is paid and one that is done."""
    make_order(state=State.PAID)
    make_order(state=State.DONE)
    return make_story()


def make_replies() -> Article:
    """A story, and beside it a reply that waits, one that was decided, a ban and a word that is watched for."""
    article = make_story()
    make_comment(article=article, block="block")
    make_comment(article=article, state=Verdict.APPROVED)
    Watched.objects.create(value="loans")
    until = timezone.now() + timedelta(days=1)
    Ban.objects.create(kind=BanKind.NAME, value="^Tom", until=until, made_by_name="chief")
    return article


# What they try


def look(path: str) -> Act:
    """Open a page; `{article}` and `{draft}` stand for their keys."""
    return lambda client, article: client.get(_filled(path, article), follow=True)


def post(path: str, **sent: Any) -> Act:
    """Send something to a page, without having opened it."""
    return lambda client, article: client.post(_filled(path, article), sent)


def press(button: str, **typed: Any) -> Act:
    """Send the form of an article's working copy, complete as it stands, with one of its buttons."""

    def act(client: Client, article: Article) -> Response:
        page = _filled("/admin/articles/revision/{draft}/change/", article)
        held = fields_of(chief().get(page))
        return client.post(page, held | {"accept_warnings": "on", f"_{button}": "1"} | typed)

    return act


def schedule(client: Client, article: Article) -> Response:
    tomorrow = timezone.localtime() + timedelta(days=1)
    typed = {"publish_at_0": f"{tomorrow:%Y-%m-%d}", "publish_at_1": "09:00:00"}
    return press("schedule", **typed)(client, article)


def restore(client: Client, article: Article) -> Response:
    old = article.revisions.get(headline="Old")
    return client.post(f"{ARTICLES}{article.pk}/restore/", {"revision": old.pk})


def compare(client: Client, article: Article) -> Response:
    first, last = article.revisions.order_by("pk")[:2]
    return client.get(f"{ARTICLES}{article.pk}/compare/", {"from": first.pk, "to": last.pk})


def revoke(client: Client, article: Article) -> Response:
    link = PreviewLink.objects.get(revision__article=article)
    return client.post(f"{ARTICLES}{article.pk}/previews/{link.pk}/revoke/")


def forget_address(client: Client, article: Article) -> Response:
    return client.post(f"{ARTICLES}{article.pk}/address/{article.old_addresses.get().pk}/delete/")


def fill_front_page(client: Client, article: Article) -> Response:
    page = "/admin/articles/frontslot/"
    return client.post(page, fields_of(chief().get(page)) | {"form-0-article": article.pk})


def change(model: type[Model], **typed: Any) -> Act:
    """Send the form of the only row of a model, complete as it stands but for what is typed."""

    def act(client: Client, article: Article) -> Response:
        page = f"/admin/articles/{model._meta.model_name}/{model._default_manager.get().pk}/change/"
        return client.post(page, fields_of(chief().get(page)) | typed)

    return act


def delete_picture(client: Client, article: Article) -> Response:
    return client.post(f"/admin/articles/picture/{Picture.objects.get().pk}/delete/", {"post": "yes"})


def upload_many(client: Client, article: Article) -> Response:
    page = "/admin/articles/picture/upload/"
    return client.post(page, fields_of(chief().get(page)) | {"files": make_upload()})


def add_breaking_news(client: Client, article: Article) -> Response:
    page = "/admin/articles/breakingnews/add/"
    return client.post(page, fields_of(chief().get(page)) | {"text": "The wall has given way."})


def look_at_order(page: str) -> Act:
    """Open a page of the order that is done."""
    return lambda client, _article: client.get(f"{ORDERS}{Order.objects.get(state=State.DONE).pk}/{page}/")


def tend(name: str, **typed: Any) -> Act:
    """Do something to the order that is paid, from its page."""

    def act(client: Client, article: Article) -> Response:
        order = Order.objects.get(state=State.PAID)
        return tending.act(client, order, name, **typed)

    return act


def pay(client: Client, article: Article) -> Response:
    """Note a payment of an order that is paid, and say yes to the question about it."""
    order = Order.objects.get(state=State.PAID)
    asked = f"5.00 of {order.missing}"
    return tending.act(client, order, "pay", amount="5.00", day=f"{timezone.localdate()}", asked=asked)


def look_at_reply(client: Client, article: Article) -> Response:
    return client.get(f"{COMMENTS}{Comment.objects.pending().get().pk}/change/")


def decide(name: str, **sent: Any) -> Act:
    """Decide about the reply that waits."""
    return lambda client, _article: moderating.act(client, Comment.objects.pending().get(), name, **sent)


def undo_decision(client: Client, article: Article) -> Response:
    return client.post(f"{COMMENTS}undo/", {"decision": Decision.objects.get().pk}, follow=True)


def rewrite_reply(client: Client, article: Article) -> Response:
    comment = Comment.objects.pending().get()
    return client.post(f"{COMMENTS}{comment.pk}/change/", {"text": "Mine", "name": "Me"})


def rewrite_log(client: Client, article: Article) -> Response:
    return client.post(f"/admin/comments/decision/{Decision.objects.get().pk}/change/", {"note": "Mine"})


def ban(client: Client, article: Article) -> Response:
    return moderating.ban(client, Comment.objects.pending().get(), "block")


def lift_ban(client: Client, article: Article) -> Response:
    return client.post("/admin/comments/ban/lift/", {"ban": Ban.objects.get().pk})


def forget_word(client: Client, article: Article) -> Response:
    return client.post(f"/admin/comments/watched/{Watched.objects.get().pk}/delete/", {"post": "yes"})


def mark_packed(client: Client, article: Article) -> Response:
    return tending.mark(client, "pack", Order.objects.get(state=State.PAID))


def erase(client: Client, article: Article) -> Response:
    order = Order.objects.get(state=State.DONE)
    return client.post(f"{ORDERS}{order.pk}/erase/", {"which": "this"})


# What came of it


def is_let_in(response: Response) -> bool:
    """Neither refused nor shown the door."""
    to_login = any("/admin/login/" in page for page, _status in getattr(response, "redirect_chain", []))
    return response.status_code < 400 and not to_login and "/admin/login/" not in response.get("Location", "")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of our own tables."""
    models = [model for app in WATCHED for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in models}


def offers(html: str) -> set[str]:
    """The buttons that a page of the admin has, and the pages of the article that it leads to."""
    buttons = re.findall(r'<(?:input|button)\b[^>]*\bname="_(\w+)"', html)
    pages = re.findall(r'href="/admin/articles/article/\d+/(address|delete|history|previews|withdraw)/', html)
    return {*buttons, *pages}


def _filled(path: str, article: Article) -> str:
    draft = article.revisions.filter(is_working_copy=True).first() or article.revisions.order_by("-pk")[0]
    return path.format(article=article.pk, draft=draft.pk)
