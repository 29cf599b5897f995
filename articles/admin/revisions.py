"""The form of an article's working copy, with its ordered parts and the button that publishes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.forms import RevisionForm
from articles.models import Article, Attribution, Byline, KeyPoint, Promotion, Revision
from articles.templatetags.articles import article_body
from newsroom.desk import DeskAdmin, DeskTabularInline, staff
from newsroom.people import name_of


class OrderedFormSet(BaseInlineFormSet):
    """Ordered parts; a row without a number goes to the end."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """The number may be left out."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete")
        form.fields["position"].required = False
        if form.instance.pk is None:
            form.fields["position"].initial = None
            form.initial.pop("position", None)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Number the rows that have none."""
        last = max((form.instance.position or 0 for form in self.forms), default=0)
        for place, form in enumerate(self.forms, start=1):
            if form.instance.position is None:
                form.instance.position = last + place
        return super().save(commit)


class OrderedInline(DeskTabularInline):
    """Ordered parts of a revision; whoever may change the article may change them."""

    formset = OrderedFormSet
    blank_rows = 1  # of a new article, which opens ready to type in
    formfield_overrides = {
        models.PositiveSmallIntegerField: {
            "widget": forms.NumberInput(attrs={"size": 3, "min": 1, "class": "order"})
        },
    }

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Blank rows for a new article only."""
        return 0 if obj else self.blank_rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the article."""
        return request.user.has_perm("articles.view_article") or self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the article."""
        return request.user.has_perm("articles.change_article")

    has_add_permission = has_delete_permission = has_change_permission


class KeyPointInline(OrderedInline):
    """Bullets above the body."""

    model = KeyPoint
    blank_rows = 3
    fields = ["position", "text"]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A key point is a sentence: give it the room of one."""
        if db_field.name == "text":
            kwargs["widget"] = forms.TextInput(attrs={"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class BylineInline(OrderedInline):
    """Whose names stand over the article."""

    model = Byline
    fields = ["position", "author", "role"]
    autocomplete_fields = ["author"]


class AttributionInline(OrderedInline):
    """Where the article comes from."""

    model = Attribution
    fields = ["position", "source", "relation", "url", "title"]
    autocomplete_fields = ["source"]


class PromotionInline(OrderedInline):
    """Products that stand inside the article."""

    model = Promotion
    blank_rows = 0
    fields = ["position", "product"]
    autocomplete_fields = ["product"]


@admin.register(Revision)
class RevisionAdmin(DeskAdmin):
    """The form of a working copy; frozen texts are shown, never changed."""

    form = RevisionForm
    inlines = [KeyPointInline, BylineInline, AttributionInline, PromotionInline]
    autocomplete_fields = ["lead_picture", "topics"]

    def get_fieldsets(self, request: HttpRequest, obj: Revision | None = None) -> Any:
        """The text first, then where it stands; an update can be substantive only after publication."""
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["headline", "dek", "lead_picture", "text", "section", "topics"]})]
        address = ["relation", "section", "topics", "slug", "note", "opened_version"]
        address += ["replies_closed"] if self._may_publish(request) else []
        address += ["is_substantive"] if obj and obj.first_published_at else []
        return [
            (None, {"fields": ["headline", "dek", "lead_picture", "body"]}),
            (_("Where it stands"), {"fields": address}),
        ]

    @admin.display(description=gettext_lazy("body"))
    def text(self, revision: Revision) -> SafeString:
        """The body as text, for who may only read it."""
        return article_body(revision)

    # What may be done

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Not in the index: the way here leads through the list of articles."""
        return {}

    def has_view_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        """As the article."""
        return self._article_admin.has_view_permission(request, obj and obj.article)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """As the article."""
        return self._article_admin.has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        """As the article, for the working copy alone; a form sent too late is refused by the form, which keeps it."""
        may_change = self._article_admin.has_change_permission(request, obj and obj.article)
        return may_change and (obj is None or obj.is_working_copy or request.method == "POST")

    def has_delete_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        """As the article, which is deleted as a whole."""
        return self._article_admin.has_delete_permission(request, obj and obj.article)

    @property
    def _article_admin(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(Article)

    # Pages

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list is of articles."""
        return redirect("admin:articles_article_changelist")

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Deleting a draft deletes its article."""
        revision = self.get_object(request, object_id)
        return (
            redirect("admin:articles_article_delete", revision.article_id)
            if revision
            else redirect("admin:articles_article_changelist")
        )

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse the publish button to whoever may not use it, however the request was made."""
        if "_publish" in request.POST and not self._may_publish(request):
            raise PermissionDenied(_("Only editors publish. Save the article, and ask one to publish it."))
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Another article took the address meanwhile: now the form sees it, and says so.
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the state, in words, and whether to offer “Publish”."""
        revision: Revision | None = kwargs.get("obj")
        may_change = revision is None or self.has_change_permission(request, revision)
        context["state"] = self._state(revision, may_change=may_change)
        is_frozen = revision is not None and not revision.is_working_copy
        context["show_publish"] = may_change and not is_frozen and self._may_publish(request)
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, revision: Revision) -> str | None:
        """The article's page, while it is live."""
        is_live = Revision.objects.live().filter(article=revision.article_id).exists()
        return revision.get_absolute_url() if is_live else None

    # Saving

    def save_model(self, request: HttpRequest, obj: Revision, form: RevisionForm, change: Any) -> None:
        """Store the working copy, and the article it belongs to."""
        article = form.article
        article.slug = form.cleaned_data["slug"]
        if self._may_publish(request):
            article.replies_closed = form.cleaned_data["replies_closed"]
        if not change:
            article.created_by = staff(request)
        article.save()
        obj.article = article
        obj.version += 1
        obj.saved_by = staff(request)
        obj.saved_by_name = name_of(obj.saved_by)
        obj.saved_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: RevisionForm, formsets: Any, change: Any) -> None:
        """Publish once every part of the text is stored."""
        super().save_related(request, form, formsets, change)
        if form.is_publishing:
            publishing.publish(
                form.instance,
                by=staff(request),
                is_substantive=form.cleaned_data["is_substantive"],
            )

    def response_add(
        self, request: HttpRequest, obj: Revision, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Say what readers see now."""
        return self._after_save(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Revision) -> HttpResponse:
        """Say what readers see now."""
        return self._after_save(request, obj) or super().response_change(request, obj)

    def _after_save(self, request: HttpRequest, obj: Revision) -> HttpResponse | None:
        if "_publish" not in request.POST:
            if "_continue" not in request.POST:
                messages.info(request, self._state(obj))
            return None
        link = format_html('<a href="{}">{}</a>', obj.get_absolute_url(), obj.headline)
        messages.success(request, format_html(_("Published: {}"), link))
        return redirect("admin:articles_article_changelist")

    def _may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def _state(self, revision: Revision | None, *, may_change: bool = True) -> str:
        if revision is None or not Revision.objects.live().filter(article=revision.article_id).exists():
            return _("Draft. Readers do not see it yet.")
        if not revision.is_working_copy:
            return _("This text is frozen; readers have seen it.")
        if revision.version:
            return _("Live, with changes that readers do not see yet.")
        return (
            _("Live. What you change here stays with us until you publish it.") if may_change else _("Live.")
        )
