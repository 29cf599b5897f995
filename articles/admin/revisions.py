"""The form of an article's working copy: what stands in it, who may use it, and what it says of the state."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet, prefetch_related_objects
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import wording
from articles.admin.answers import panels, preview_page
from articles.admin.parts import INLINES
from articles.admin.previews import Preview
from articles.admin.saving import Saving, may_publish
from articles.contents import PARTS
from articles.forms import RevisionForm
from articles.models import Article, Revision
from articles.states import with_state
from articles.templatetags.articles import article_body
from newsroom.desk import DeskAdmin

SCRIPTS = [  # in this order: the rows are numbered before anybody looks at what the form holds
    "ordered-rows",
    "article-guard",
    "article-autosave",
    "article-status",
    "article-preview",
    "kept-typing",
    "text-length",
    "field-links",
    "clean-paste",
    "picture-focal",
    "lead-picture",
]


@admin.register(Revision)
class RevisionAdmin(Preview, Saving, DeskAdmin):
    """The form of a working copy; frozen texts are shown, never changed."""

    class Media:
        css = {"all": ["newsroom/css-admin/article-form.css", "newsroom/css-admin/pictures.css"]}
        js = [Script(f"newsroom/js/{name}.js", type="module") for name in SCRIPTS]

    form = RevisionForm
    inlines = INLINES  # type: ignore[assignment]
    autocomplete_fields = ["lead_picture", "topics"]

    def get_fieldsets(self, request: HttpRequest, obj: Revision | None = None) -> Any:
        """The text first, then where it stands; an update can be substantive only after publication."""
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["headline", "dek", "lead_picture", "text", "section", "topics"]})]
        editors = may_publish(request)
        times: list[Any] = [("publish_at", "ends_at")] if editors else []
        times += ["is_substantive"] if obj and obj.first_published_at and editors else []
        return [
            (None, {"fields": ["headline", "dek", "lead_picture", "body", "opened_version", "opened_key"]}),
            (_("Origin"), {"fields": ["relation", "source_text"]}),
            (
                _("Where it stands"),
                {"fields": ["section", "topics", "slug", *(["replies_closed"] if editors else [])]},
            ),
            (_("When"), {"fields": [*times, "embargoed_until", "note"]}),
        ]

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: Any = False,  # noqa: FBT002 (Django's signature)
        **kwargs: Any,
    ) -> Any:
        """The form knows who asks, and whether the text was just kept from readers."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.is_for_editor = may_publish(request)
        form.is_refused = hasattr(request, "kept_from_readers")
        return form

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """The article is always asked for."""
        revisions: QuerySet[Revision] = super().get_queryset(request)
        return revisions.select_related("article")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """A form and what is said beside it read the parts once."""
        revision = super().get_object(request, object_id, from_field)
        if revision and request.method == "GET":
            prefetch_related_objects([revision], *PARTS)
        return revision

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

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history is the article's."""
        revision = self.get_object(request, object_id)
        if revision is None:
            return redirect("admin:articles_article_changelist")
        return redirect("admin:articles_article_history", revision.article_id)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the state, in words, the buttons that fit it, and the panels beside the text."""
        revision: Revision | None = kwargs.get("obj")
        may_change = revision is None or self.has_change_permission(request, revision)
        article = self._article_of(revision)
        context["state"] = wording.explain(revision, article, may_change=may_change)
        context["preview"] = preview_page(revision) if revision else ""
        context["show_save_and_add_another"] = False
        context["is_live"] = bool(article) and article.is_live
        context["is_frozen"] = revision is not None and not revision.is_working_copy
        if article and may_publish(request):
            context["tools"] = {"address": article.first_published_on, "withdraw": article.is_live}
        if may_change and (revision is None or revision.is_working_copy):
            context["pieces"] = _in_reading_order(context)
            context["verbs"] = self._verbs(request, revision, article)
            context["panels"] = (
                panels(revision, offers_publishing=may_publish(request))
                if revision
                else {"preflight": "", "overlap": ""}
            )
            context["has_file_field"] = True  # sent as parts: a long text would grow threefold otherwise
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, revision: Revision) -> str | None:
        """The article's page, while it is live."""
        is_live = Revision.objects.live().filter(article=revision.article_id).exists()
        return revision.get_absolute_url() if is_live else None

    def _article_of(self, revision: Revision | None) -> Any:
        return with_state(Article.objects.filter(pk=revision.article_id)).get() if revision else None

    def _verbs(self, request: HttpRequest, revision: Revision | None, article: Any) -> set[str]:
        """What the buttons offer, beyond saving; what else is sent is refused."""
        editors = may_publish(request)
        conditions = {
            "publish": editors,
            "schedule": editors,
            "unschedule": editors and article and article.goes_live_at,
            "send_back": editors and revision and revision.ready_at,
            "recall": revision and revision.ready_at and not editors,
            "review": not (revision and revision.ready_at),
            "discard": revision
            and revision.version
            and article.revisions.filter(is_working_copy=False).exists(),
        }
        return {verb for verb, is_offered in conditions.items() if is_offered}


def _in_reading_order(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The form as one writes: the text, its points and names, where it comes from, where it stands, when.

    What is to be mended comes first where a text was kept from readers.
    """
    text, origin, place, times = ({"fieldset": fieldset} for fieldset in context["adminform"])
    parts = {inline.formset.prefix: {"inline": inline} for inline in context["inline_admin_formsets"]}
    pieces = [
        text, parts["key_points"], parts["bylines"],
        origin, parts["attributions"], {"panel": "overlap"},
        place, parts["promotions"], parts["recommendations"], times,
    ]  # fmt: skip
    is_refused = context["adminform"].form.has_error(NON_FIELD_ERRORS, code="refused")
    pieces.insert(0 if is_refused else len(pieces), {"panel": "preflight"})
    return pieces
