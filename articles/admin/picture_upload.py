"""Bulk upload: many pictures into the library, each on its own, so that breaking off loses none that is done."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library
from articles.models import Picture
from newsroom.images import ACCEPTED, sanitised

Report = dict[str, str]


class HeapForm(forms.Form):
    """What holds for every picture of a heap that does not say it of itself."""

    alt = forms.CharField(
        label=gettext_lazy("Alternative text"),
        max_length=250,
        required=False,
        help_text=gettext_lazy(
            "For pictures without one of their own, such as “From the harbour fair, May 2026”. They are then listed "
            "under “To describe”. Where this is empty, the file’s name stands in."
        ),
    )
    credit = forms.CharField(label=gettext_lazy("Credit"), max_length=150, required=False)
    copyright = forms.CharField(label=gettext_lazy("Copyright"), max_length=200, required=False)
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=150, required=False)
    keep_both = forms.BooleanField(
        label=gettext_lazy("Add pictures that are in the library already, too"), required=False
    )


class BulkUpload(admin.ModelAdmin):
    """The page that takes many files; its script sends one with each request, a browser without it sends all."""

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """The page, with a report on what was sent; to the script, which asks for JSON, the report on its one file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = HeapForm(request.POST if request.method == "POST" else None)
        files = request.FILES.getlist("files")
        reports = [self._add(request, file, form.cleaned_data) for file in files] if form.is_valid() else []
        if request.method == "POST" and request.get_preferred_type(["text/html", "application/json"]) == (
            "application/json"
        ):
            return self._answer(form, reports)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload many pictures"),
            "opts": self.opts,
            "form": form,
            "reports": reports,
            "nothing_sent": request.method == "POST" and not files,
            "accepted": ACCEPTED,
        }
        return render(request, "admin/articles/picture/upload.html", context)

    def _answer(self, form: HeapForm, reports: list[Report]) -> JsonResponse:
        if reports:
            return JsonResponse(reports[0])
        faults = [str(fault) for faults in form.errors.values() for fault in faults]
        message = " ".join(faults) or _("No file arrived. Choose it again.")
        return JsonResponse({"state": "refused", "message": message}, status=422)

    def _add(self, request: HttpRequest, file: UploadedFile, given: dict[str, Any]) -> Report:
        name = file.name or ""
        try:
            clean = sanitised(file)
        except ValidationError as fault:
            return {"state": "refused", "name": name, "message": " ".join(fault.messages)}
        picture, is_new = library.add(clean, name=name, given=given, keep_both=given["keep_both"])
        if is_new:
            self.log_addition(request, picture, [{"added": {}}])
        return {"state": "added" if is_new else "there", "name": name} | self._words(picture, is_new=is_new)

    def _words(self, picture: Picture, *, is_new: bool) -> Report:
        if not is_new:
            message = _("In the library already:")
        else:
            message = _("Added; to describe:") if picture.needs_words else _("Added:")
        url = reverse("admin:articles_picture_change", args=[picture.pk])
        return {"message": message, "url": url, "title": str(picture)}
