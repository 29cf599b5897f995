"""What waits for a member of staff: the first page of the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Picture, Revision, SourceLink
from articles.states import next_midnight
from comments import queue
from newsroom.counting import in_words, up_to
from newsroom.outbox import readers
from shop import money
from shop.models import Order, Product, Withdrawal

SHOWN = 5
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One thing that waits: what it is called, where it is worked on, and what else is to be said of it."""

    name: str
    page: str
    detail: str


@dataclass(frozen=True)
class Heap:
    """Things that wait in the same way: how many, the first few, and the list that has them all."""

    title: str
    page: str
    count: int
    items: list[Item]

    @property
    def number(self) -> str:
        """How many, in words: of very many only that they are more than a thousand."""
        return in_words(self.count)


def heaps(user: User) -> list[Heap]:
    """What waits for somebody, the most urgent first; nothing that they may not see. One query for each heap.

    At most eighteen for whoever may do everything, nine for an editor, seven for a shopkeeper, three for a reporter.
    """
    at = timezone.now()
    found: list[Heap] = []
    if user.has_perm("articles.publish_article"):
        found += _editors(at)
    elif user.has_perm("articles.change_article"):
        found += _reporters(user)
    if user.has_perm("shop.change_order"):
        found += _orders(at)
    if user.has_perm("outbox.change_mail"):
        found.append(_unsendable(user))
    found += [heap() for permission, heap in BY_PERMISSION if user.has_perm(permission)]
    return [heap for heap in found if heap.count]


# The heaps of each role


def _editors(at: datetime) -> Iterator[Heap]:
    drafts = Revision.objects.filter(is_working_copy=True)
    live = Revision.objects.live(at=at)
    midnight = next_midnight(at=at)
    coming = Revision.objects.filter(live_from__gt=at).order_by("live_from", "pk")
    waiting = drafts.filter(ready_at__isnull=False).order_by("-ready_at", "-pk")
    begun = drafts.filter(article__first_published_on=None, ready_at=None).order_by("-saved_at", "-pk")
    changed = drafts.filter(Exists(live.filter(article=OuterRef("article"))), version__gt=0)
    followers = Revision.objects.filter(article=OuterRef("article"), live_from=OuterRef("live_until"))
    ending = live.filter(~Exists(followers), live_until__lte=at + SOON).order_by("live_until", "pk")
    yield _articles(_("Ready for review"), "state=ready", waiting, _since)
    yield _articles(_("Scheduled today"), "state=today", coming.filter(live_from__lt=midnight), _start)
    yield _articles(_("Scheduled later"), "state=later", coming.filter(live_from__gte=midnight), _start)
    yield _articles(_("Ending within a week"), "state=expiring", ending, _end)
    yield _articles(
        _("Articles whose product cannot be bought"),
        "state=dead-product",
        live.with_dead_promotions(at=at).order_by("-first_published_at", "-pk"),
        _published,
    )
    yield _articles(
        _("Live, with unpublished changes"), "state=changed", changed.order_by("-saved_at", "-pk"), _saved
    )
    yield _articles(_("Drafts"), "state=draft", begun, _saved)


def _reporters(user: User) -> Iterator[Heap]:
    mine = Revision.objects.filter(is_working_copy=True, article__created_by=user).order_by(
        "-saved_at", "-pk"
    )
    begun = mine.filter(article__first_published_on=None, ready_at=None)
    returned = mine.filter(ready_at=None).exclude(note="")
    yield _articles(_("Sent back to you"), "state=returned&mine=1", returned, _note)
    yield _articles(
        _("Yours, waiting for an editor"), "state=ready&mine=1", mine.filter(ready_at__isnull=False), _since
    )
    yield _articles(_("Your drafts"), "state=draft&mine=1", begun, _saved)


def _replies() -> Heap:
    return _reply_heap(_("Replies to decide"), queue.WAITING)


def _reported_replies() -> Heap:
    return _reply_heap(_("Reported replies"), "reported")


def _reply_heap(title: str, view: str) -> Heap:
    """The first replies of a view of the queue, and their number as far as anybody needs to know it; one query."""
    replies = queue.VIEWS[view].replies()
    first = list(replies.defer("signals", "appeal").annotate(in_all=up_to(replies))[:SHOWN])
    items = [
        Item(
            Truncator(comment.text).chars(80),
            reverse("admin:comments_comment_change", args=[comment.pk]),
            f"{comment.name}, {_time(comment.held_at)}",
        )
        for comment in first
    ]
    page = f"{reverse('admin:comments_comment_queue')}?view={view}"
    return Heap(title, page, first[0].in_all if first else 0, items)


def _broken_links() -> Heap:
    def item(link: Any) -> Item:
        page = reverse("admin:articles_sourcelink_change", args=[link.pk])
        checked = _("checked %s") % _time(link.checked_at) if link.checked_at else ""
        return Item(Truncator(link.url).chars(60), page, checked)

    query = "status=broken&archived_url__exact="
    broken = SourceLink.objects.broken().filter(archived_url="").order_by("-checked_at", "pk")
    return _heap(_("Broken source links"), "articles_sourcelink", query, broken, item)


def _pictures() -> Heap:
    def item(picture: Any) -> Item:
        page = reverse("admin:articles_picture_change", args=[picture.pk])
        return Item(Truncator(str(picture)).chars(60), page, _time(picture.uploaded_at))

    wordless = Picture.objects.filter(needs_words=True)
    return _heap(_("Pictures to describe"), "articles_picture", "amiss=words", wordless, item)


def _orders(at: datetime) -> Iterator[Heap]:
    oldest_first = Order.objects.order_by("placed_at", "pk")
    awaited = Order.objects.awaited(at=at).order_by("hold_until", "pk")
    yield _shop_orders(_("Orders to pack"), "to-pack", oldest_first.to_pack(), _who)
    yield _shop_orders(_("Orders to send"), "to-send", oldest_first.to_send(), _who)
    yield _shop_orders(_("Money to give back"), "owing", oldest_first.owing(), _owed)
    yield _shop_orders(_("Payments awaited"), "awaited", awaited, _missing)


def _withdrawals() -> Heap:
    def item(withdrawal: Any) -> Item:
        page = reverse("admin:shop_withdrawal_change", args=[withdrawal.pk])
        return Item(withdrawal.order.code, page, f"{withdrawal.name}, {_time(withdrawal.declared_at)}")

    waiting = Withdrawal.objects.filter(handled_at=None).select_related("order").order_by("declared_at", "pk")
    return _heap(_("Withdrawals to handle"), "shop_withdrawal", "state=waiting", waiting, item)


def _low_stock() -> Heap:
    def item(product: Any) -> Item:
        left = product.stock + product.freed
        detail = ngettext("%d left", "%d left", left) % left if left else _("Sold out")
        return Item(product.title, reverse("admin:shop_product_change", args=[product.pk]), detail)

    low = Product.objects.with_freed().filter(is_listed=True, stock__lte=settings.SHOP_LOW_STOCK - F("freed"))
    query = "stock=low&is_listed__exact=1"
    return _heap(_("Low stock"), "shop_product", query, low.order_by("stock", "title"), item)


def _unsendable(user: User) -> Heap:
    def item(mail: Any) -> Item:
        page = reverse("admin:outbox_mail_change", args=[mail.pk])
        return Item(mail.subject, page, f"{mail.to}, {_time(mail.given_up_at)}")

    given_up = readers.mails_for(user).given_up().order_by("-given_up_at", "pk").defer("text", "html")
    return _heap(_("Mail that cannot be sent"), "outbox_mail", "state=given-up", given_up, item)


# What is said of an order


def _who(order: Order) -> str:
    return f"{order.name}, {_time(order.placed_at)}"


def _owed(order: Order) -> str:
    return f"{money.formatted(order.owed, order.currency)}, {order.name}"


def _missing(order: Order) -> str:
    until = _("until %s") % _time(order.hold_until)
    return f"{money.formatted(order.missing, order.currency)}, {order.name}, {until}"


# What is said of an article


def _since(revision: Revision) -> str:
    return _("%(name)s, since %(time)s") % {"name": revision.saved_by_name, "time": _time(revision.ready_at)}


def _saved(revision: Revision) -> str:
    return f"{revision.saved_by_name}, {_time(revision.saved_at)}"


def _published(revision: Revision) -> str:
    return _("published %s") % _time(revision.first_published_at)


def _start(revision: Revision) -> str:
    return _time(revision.live_from)


def _end(revision: Revision) -> str:
    return _("until %s") % _time(revision.live_until)


def _note(revision: Revision) -> str:
    return f"“{revision.note}” – {_saved(revision)}"


def _time(moment: datetime | None) -> str:
    """A time with its zone, and with its day unless that is today."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "H:i T" if is_today else "j M Y, H:i T")


def _articles(
    title: str, query: str, revisions: QuerySet[Revision], detail: Callable[[Revision], str]
) -> Heap:
    def item(revision: Any) -> Item:
        page = reverse("admin:articles_article_change", args=[revision.article_id])
        return Item(revision.headline, page, detail(revision))

    return _heap(title, "articles_article", query, revisions.defer("body", "dek"), item)


def _shop_orders(title: str, shown: str, orders: QuerySet[Order], detail: Callable[[Order], str]) -> Heap:
    def item(order: Any) -> Item:
        return Item(order.code, reverse("admin:shop_order_change", args=[order.pk]), detail(order))

    return _heap(title, "shop_order", f"show={shown}", orders, item)


def _heap(title: str, page: str, query: str, rows: QuerySet[Any], item: Callable[[Any], Item]) -> Heap:
    """The first rows and the number of all, in one query."""
    first = list(rows.annotate(in_all=Window(Count("pk")))[:SHOWN])
    count = first[0].in_all if first else 0
    return Heap(title, f"{reverse(f'admin:{page}_changelist')}?{query}", count, [item(row) for row in first])


BY_PERMISSION: list[tuple[str, Callable[[], Heap]]] = [
    ("shop.change_withdrawal", _withdrawals),
    ("comments.change_comment", _replies),
    ("comments.change_comment", _reported_replies),
    ("articles.change_sourcelink", _broken_links),
    ("articles.change_picture", _pictures),
    ("shop.change_product", _low_stock),
]
