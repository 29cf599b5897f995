"""The picture library, and the window in which a picture is picked for a text."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library
from articles.admin.picture_filters import UseFilter, WantFilter
from articles.admin.picture_form import FocalPointForm, PictureForm
from articles.admin.picture_upload import BulkUpload
from articles.models import Picture, Revision
from newsroom.desk import UploadedPictureAdmin

PICKER_KEY = "CKEditorFuncNum"  # names the editor that waits for the picture, in the editor's own protocol


@admin.register(Picture)
class PictureAdmin(BulkUpload, UploadedPictureAdmin):
    """Pictures with their words, and the article that each stands in."""

    form = PictureForm
    list_display = ["thumbnail", "__str__", "alt", "credit", "leads", "uploaded"]
    list_display_links = ["thumbnail", "__str__"]
    list_filter = [UseFilter, WantFilter]
    list_per_page = 50
    search_fields = ["alt", "caption", "credit", "copyright", "licence"]
    readonly_fields = ["shown", "uses", "lookalikes"]
    date_hierarchy = "uploaded_at"
    show_facets = admin.ShowFacets.NEVER
    actions = ["remake"]

    class Media:
        css = {"all": ["newsroom/css-admin/pictures.css"]}
        js = [
            Script("newsroom/js/picture-focal.js", type="module"),
            Script("newsroom/js/picture-form.js", type="module"),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        """Whoever may add pictures also describes one that still waits for its words."""
        is_waiting = obj is not None and obj.needs_words and self.has_add_permission(request)
        return super().has_change_permission(request, obj) or is_waiting

    def get_urls(self) -> list[URLPattern]:
        """Add the picker, bulk upload and the focal point."""
        wrap = self.admin_site.admin_view
        return [
            path("picker/", wrap(self.picker_view), name="articles_picture_picker"),
            path("upload/", wrap(self.upload_view), name="articles_picture_upload"),
            path("<int:key>/focal-point/", wrap(self.focal_point_view), name="articles_picture_focal_point"),
            *super().get_urls(),
        ]

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        """Count the articles that each leads; where it stands in a text is on its own page."""
        leading = Revision.objects.filter(lead_picture=OuterRef("pk")).order_by().values("lead_picture")
        pictures: QuerySet[Picture] = super().get_queryset(request)
        return pictures.annotate(
            lead_count=Subquery(leading.annotate(count=Count("article", distinct=True)).values("count"))
        )

    @admin.display(description=gettext_lazy("leads"), ordering="lead_count")
    def leads(self, picture: Any) -> int:
        """Of how many articles it is, or was, the lead picture."""
        return picture.lead_count or 0

    @admin.display(description=gettext_lazy("uploaded"), ordering="uploaded_at")
    def uploaded(self, picture: Picture) -> str:
        """The day."""
        return date_format(timezone.localtime(picture.uploaded_at), "SHORT_DATE_FORMAT")

    @admin.action(description=gettext_lazy("Make the renditions anew"), permissions=["change"])
    def remake(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        """For pictures that show up broken or never got smaller."""
        count = library.remake(queryset.iterator(chunk_size=500))
        messages.info(request, _("Renditions will be made anew in the background: %d pictures.") % count)

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """The focal point for whoever may move it; that words are wanting, where they are; uses, once there are any."""
        may_change = self.has_change_permission(request, obj)
        words = ["alt", "is_decorative", *(["needs_words"] if obj and obj.needs_words else []), "caption"]
        focus = [("focus_x", "focus_y")] if may_change else []
        return [
            (None, {"fields": ["shown", *focus, "file"] if obj else ["file"]}),
            (_("Words"), {"fields": words}),
            (_("Rights"), {"fields": ["credit", "copyright", "licence", "source_url"]}),
            *([(_("Where it stands"), {"fields": ["uses", "lookalikes"]})] if obj else []),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """The focal point's fields are the form's own."""
        kwargs["fields"] = [name for name in PictureForm.Meta.fields if name != "needs_words" or obj]
        return super().get_form(request, obj, change, **kwargs)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, picture: Picture) -> SafeString:
        """The picture, with its focal point marked."""
        return render_to_string("admin/articles/picture/_focal_point.html", {"picture": picture})

    @admin.display(description=gettext_lazy("used by"))
    def uses(self, picture: Picture) -> SafeString:
        """Each article, and by which of its texts."""
        return render_to_string("admin/articles/picture/_uses.html", {"uses": library.uses_of(picture)})

    @admin.display(description=gettext_lazy("looks like"))
    def lookalikes(self, picture: Picture) -> SafeString:
        """Pictures of the library that show the same."""
        alike = library.alike(picture.content_hash, other_than=picture.pk)
        return render_to_string("admin/articles/picture/_pictures.html", {"pictures": alike})

    def save_model(self, request: HttpRequest, obj: Picture, form: PictureForm, change: Any) -> None:
        """A new file takes the place of the old, which goes in a day; the focal point moves; the file's words are named.

        Without a new file, what the worker notes meanwhile is left alone.
        """
        before = Picture.objects.filter(pk=obj.pk).first()
        if before and before.file.name == obj.file.name:
            obj.save(update_fields=[name for name in PictureForm.Meta.fields if name != "file"])
        else:
            super().save_model(request, obj, form, change)
        if before and before.file.name != obj.file.name:
            before.file.remove_later(before.file.names())
        x, y = form.focus()
        library.refocus(obj, x=x, y=y)
        if form.filled:
            names = [str(form.fields[name].label).lower() for name in form.filled]
            messages.info(request, _("Taken from the file: %s.") % ", ".join(names))

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A picture that stands in a text is protected by it, as the database protects one that leads an article."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        for picture in objs:
            protected += [_("Article: %s") % revision for revision in Revision.objects.showing(picture)]
        return to_delete, counts, set() if protected else perms_needed, protected

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        """Its files go in a day."""
        obj.file.remove_later(obj.file.names())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        """Their files go in a day."""
        for picture in queryset:
            picture.file.remove_later(picture.file.names())
        super().delete_queryset(request, queryset)

    # Beside the form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Take a picture that is there already instead of the one that was chosen."""
        if request.method == "POST" and "_use" in request.POST:
            return self._taken(request, self.get_object(request, request.POST["_use"]))
        return super().changeform_view(request, *args, **kwargs)

    def _taken(self, request: HttpRequest, picture: Picture | None) -> HttpResponse:
        if picture is None or not self.has_view_permission(request, picture):
            raise PermissionDenied
        if picker := request.GET.get(PICKER_KEY):
            query = urlencode({PICKER_KEY: picker, "only": picture.pk})
            return redirect(f"{reverse('admin:articles_picture_picker')}?{query}")
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, picture)
        return redirect("admin:articles_picture_change", picture.pk)

    def focal_point_view(self, request: HttpRequest, key: int) -> JsonResponse:
        """A picture with its focal point, as JSON; a POST of x and y moves it."""
        picture = get_object_or_404(Picture, pk=key)
        may_change = self.has_change_permission(request, picture)
        if not self.has_view_permission(request, picture) or (request.method == "POST" and not may_change):
            raise PermissionDenied
        if request.method == "POST":
            form = FocalPointForm(request.POST)
            if not form.is_valid():
                return JsonResponse({"error": _("A focal point is two numbers from 0 to 100.")}, status=400)
            library.refocus(picture, **form.cleaned_data)
            self.log_change(request, picture, [{"changed": {"fields": [_("focal point")]}}])
        return JsonResponse(
            {
                "thumbnail": picture.preview_url,
                "alt": picture.alt,
                "credit": picture.credit,
                "x": picture.focal_x,
                "y": picture.focal_y,
                "may_change": may_change,
                "label": _("Focal point: click on the picture, or move it with the arrow keys."),
                "failed": _("The focal point was not saved. Are you still connected and logged in?"),
            }
        )

    # The picker

    def picker_view(self, request: HttpRequest) -> HttpResponse:
        """The library in a window of the editor: search, pick, or add a picture and come back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "").replace("\0", "")
        found = Q.create([(f"{name}__icontains", words) for name in self.search_fields], connector=Q.OR)
        one = request.GET.get("only", "")
        found = Q(pk=one) if one.isascii() and one.isdecimal() and len(one) < 19 else found
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
