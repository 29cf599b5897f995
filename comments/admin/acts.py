"""What moderators do from the queue and from a reply's page: decide, undo, ban; each as it was seen."""

from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments import bans, moderation
from comments.admin.act_forms import LARGEST_KEY, ActForm, BanForm, PlaceForm
from comments.admin.queue import Tried
from comments.models import Act, Comment, Decision
from comments.moderation import Batch
from newsroom.desk import staff


class Acts(admin.ModelAdmin):
    """The addresses that acts are sent to."""

    def get_urls(self) -> list[URLPattern]:
        """Add them."""
        views = {"act": self.act_view, "undo": self.undo_view, "ban": self.ban_view}
        return [
            path(f"{name}/", self.admin_site.admin_view(require_POST(view)), name=f"comments_comment_{name}")
            for name, view in views.items()
        ] + super().get_urls()

    def act_view(self, request: HttpRequest) -> HttpResponse:
        """Decide about one reply or many; what changed since it was seen is named, the others are done."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = ActForm(request.POST)
        if not form.is_valid():
            return self._ask_again(request, form)
        said = form.cleaned_data
        batch = moderation.decide_all(
            form.comments(), Act(said["act"]), by=staff(request), reason=said["reason"], note=said["note"]
        )
        return redirect(PlaceForm(request.POST).address(done=batch.shown, refused=_keys(batch)))

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Take back what one click did, or one decision of the log."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        batch = moderation.undo_all(_decisions(request), by=staff(request))
        if request.GET.get("from") == "log":
            _tell(request, batch)
            return redirect("admin:comments_decision_changelist")
        return redirect(PlaceForm(request.POST).address(done=batch.shown, refused=_keys(batch)))

    def ban_view(self, request: HttpRequest) -> HttpResponse:
        """Ban the writers of chosen replies."""
        if not request.user.has_perm("comments.add_ban"):
            raise PermissionDenied
        form = BanForm(request.POST)
        if not form.is_valid():
            return self._ask_again(request, form)
        said = form.cleaned_data
        made = bans.ban(
            said["kind"], form.values, days=said["days"], by=staff(request), note=said["ban_note"]
        )
        return redirect(PlaceForm(request.POST).address(bans=[ban.pk for ban in made]))

    def _ask_again(self, request: HttpRequest, form: ActForm | BanForm) -> HttpResponse:
        """The page that it was sent from, with what was typed and what is missing."""
        place, tried = PlaceForm(request.POST), Tried(form, is_bulk="bulk" in request.POST)
        if place.on_page:
            return self.reply_page(request, place.on_page, tried)  # type: ignore[attr-defined,no-any-return]
        return self.queue_page(request, place.query, tried)  # type: ignore[attr-defined,no-any-return]


def _keys(batch: Batch) -> list[int]:
    return [comment.pk for comment in batch.stale]


def _decisions(request: HttpRequest) -> QuerySet[Decision]:
    """What is to be undone; raises BadRequest where nothing is named."""
    key = request.POST.get("decision", "")
    if key.isascii() and key.isdecimal() and int(key[:20]) <= LARGEST_KEY:
        return Decision.objects.filter(pk=int(key))
    try:
        return Decision.objects.filter(batch=UUID(request.POST.get("batch", "")))
    except ValueError as error:
        raise BadRequest from error


def _tell(request: HttpRequest, batch: Batch) -> None:
    """Say on the log's page what was undone."""
    count = len(batch.done) + len(batch.again)
    if count:
        messages.success(request, ngettext("Undone: %d reply.", "Undone: %d replies.", count) % count)
    for comment in Comment.objects.filter(pk__in=_keys(batch)).select_related("decision"):
        words = _("Not undone, since it has changed: %(reply)s. Now: %(state)s.")
        messages.warning(request, words % {"reply": comment, "state": comment.get_state_display()})
