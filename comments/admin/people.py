"""The page on which what is stored about an address is handed out, and forgotten."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from comments import bans, erasing
from comments.models import Comment
from newsroom.desk import staff

SHOWN = 20


class AddressForm(forms.Form):
    """Whose replies."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )


class People(admin.ModelAdmin):
    """The pages of the replies' admin about one person; who may delete replies may use them, and nobody deletes one."""

    def get_urls(self) -> list[URLPattern]:
        """Add the pages."""
        wrap = self.admin_site.admin_view
        return [
            path("people/", wrap(self.people_view), name="comments_comment_people"),
            path("people/export/", wrap(require_POST(self.export_view)), name="comments_comment_export"),
            path("people/erase/", wrap(require_POST(self.erase_view)), name="comments_comment_erase"),
            *super().get_urls(),
        ]

    def people_view(self, request: HttpRequest) -> HttpResponse:
        """Show what is stored about an address. A post asks for it, for servers log addresses of pages; it changes nothing."""
        self._check(request)
        form = AddressForm(request.POST if request.method == "POST" else None)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Export or erase a person"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
        }
        if form.is_bound and form.is_valid():
            traces = erasing.traces_of(form.cleaned_data["email"])
            counts = traces.counts()
            newest = traces.comments.select_related("article").order_by("-pk")[:SHOWN]
            context |= {
                "email": form.cleaned_data["email"],
                "counts": counts,
                "is_known": any(counts.values()),
                "names": (names := traces.names),
                "name_bans": bans.fitting(names),
                "comments": newest,
                "more": counts["comments"] - SHOWN,
            }
        return render(
            request, "admin/comments/comment/people.html", context, status=422 if form.errors else 200
        )

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """All that is stored about an address, as a file."""
        self._check(request)
        form = AddressForm(request.POST)
        if not form.is_valid():
            return redirect("admin:comments_comment_people")
        told = erasing.export(form.cleaned_data["email"])
        headers = {"Content-Disposition": 'attachment; filename="replies.json"', "Cache-Control": "no-store"}
        return JsonResponse(told, json_dumps_params={"indent": 1, "ensure_ascii": False}, headers=headers)

    def erase_view(self, request: HttpRequest) -> HttpResponse:
        """Forget a person, with the bans of their name that are ticked.

        It starts anew: a page that is loaded again erases nothing.
        """
        self._check(request)
        form = AddressForm(request.POST)
        if form.is_valid():
            email, ticked = form.cleaned_data["email"], set(request.POST.getlist("ban"))
            named = [ban for ban in bans.fitting(erasing.traces_of(email).names) if str(ban.pk) in ticked]
            erased = erasing.erase(email, by=staff(request), name_bans=named)
            words = ngettext("Erased: %(count)d reply", "Erased: %(count)d replies", erased.comments)
            more = _(", and of subscriptions, mails and bans: %d.") % erased.others
            messages.success(request, words % {"count": erased.comments} + more)
        return redirect("admin:comments_comment_people")

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        """A person is erased; the place of what they wrote stays, and so do the answers."""
        return False

    def _check(self, request: HttpRequest) -> None:
        if not request.user.has_perm("comments.delete_comment"):
            raise PermissionDenied
