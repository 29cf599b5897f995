"""The picture library, and the window in which a picture is picked for a text."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.models import Picture, Revision
from newsroom.desk import UploadedPictureAdmin

PICKER_KEY = "CKEditorFuncNum"  # names the editor that waits for the picture, in the editor's own protocol


@admin.register(Picture)
class PictureAdmin(UploadedPictureAdmin):
    """Pictures with their words."""

    list_display = ["thumbnail", "__str__", "credit", "alt", "uploaded_at"]
    list_display_links = ["thumbnail", "__str__"]
    search_fields = ["alt", "caption", "credit"]
    fields = ["thumbnail", "file", "alt", "is_decorative", "caption", "credit"]

    def get_urls(self) -> list[URLPattern]:
        """Add the picker."""
        picker = self.admin_site.admin_view(self.picker_view)
        return [
            path("picker/", picker, name="articles_picture_picker"),
            *super().get_urls(),
        ]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A picture that stands in a text is protected by it, as the database protects one that leads an article."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for picture in objs:
            protected += [_("Article: %s") % revision for revision in Revision.objects.showing(picture)]
        return to_delete, counts, perms_needed, protected

    def picker_view(self, request: HttpRequest) -> HttpResponse:
        """The library in a window of the editor: search, pick, or add a picture and come back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "").replace("\0", "")
        found = Q(alt__icontains=words) | Q(caption__icontains=words) | Q(credit__icontains=words)
        pictures = Paginator(Picture.objects.filter(found), 24).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Pick a picture"),
            "is_popup": True,
            "pictures": pictures,
            "words": words,
            "picker_key": PICKER_KEY,
            "picker": request.GET.get(PICKER_KEY, ""),
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/articles/picture/picker.html", context)

    def response_add(self, request: HttpRequest, obj: Picture, post_url_continue: Any = None) -> HttpResponse:
        """A picture added from the picker leads back to it, where it is the first."""
        if picker := request.GET.get(PICKER_KEY):
            return redirect(f"{reverse('admin:articles_picture_picker')}?{urlencode({PICKER_KEY: picker})}")
        return super().response_add(request, obj, post_url_continue)
