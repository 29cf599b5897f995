"""What typing into the form of an article is answered with: what was stored, what was not, and what follows."""

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BoundField, ModelForm, MultiWidget
from django.forms.utils import ErrorDict
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles import preflight
from articles.admin import wording
from articles.admin.parts import PartFormSet
from articles.forms import RevisionForm
from articles.models import Article, Revision
from articles.states import with_state

Fault = dict[str, str]  # field: the id of an element of the form; message


def change_page(revision: Revision) -> str:
    """The address of a revision's form."""
    return reverse("admin:articles_revision_change", args=[revision.pk])


def preview_page(revision: Revision) -> str:
    """The address at which a revision is shown as readers will see it."""
    return reverse("admin:articles_revision_preview", args=[revision.pk])


def panels(revision: Revision, *, offers_publishing: bool) -> dict[str, str]:
    """What the form says beside the text, as HTML: the pre-flight and the overlap with the source."""
    measured = preflight.measured_overlap(revision)
    found = preflight.findings(revision, measured=measured)
    return {
        "preflight": render_to_string(
            "admin/articles/revision/_preflight.html",
            {
                "findings": found,
                "offers_publishing": offers_publishing and any(not each.is_blocking for each in found),
            },
        ),
        "overlap": render_to_string(
            "admin/articles/revision/_overlap_panel.html",
            {"overlap": measured, "limit": settings.OVERLAP_LIMIT},
        ),
    }


def saved(revision: Revision, *, unfinished: list[Fault], offers_publishing: bool) -> JsonResponse:
    """When it was stored, what was left as it was, and what the form says now."""
    return JsonResponse(
        {
            "version": revision.version,
            "saved_at": date_format(timezone.localtime(revision.saved_at), "H:i:s"),
            "action": change_page(revision),
            "preview": preview_page(revision),
            "state": wording.explain(
                revision, with_state(Article.objects.filter(pk=revision.article_id)).get()
            ),
            "panels": panels(revision, offers_publishing=offers_publishing),
            "unfinished": unfinished,
        }
    )


def refusal(response: TemplateResponse) -> JsonResponse:
    """Why nothing typed could be saved: 409 where somebody else has saved, 422 where a new article has no name."""
    context = response.context_data or {}
    form = context["adminform"].form
    if is_stale(response):
        return JsonResponse({"message": str(form.non_field_errors()[0])}, status=409)
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    return JsonResponse({"errors": faults(form, formsets)}, status=422)


def faults(form: RevisionForm, formsets: list[PartFormSet]) -> list[Fault]:
    """What is typed wrongly or not yet wholly, each with the field or the part that it concerns."""
    found = _faults_of(form, form.unfinished or form.errors, elsewhere="")
    for formset in [each for each in formsets if each.is_unfinished]:
        part = f"{formset.prefix}-group"
        for row in formset.forms:
            found += _faults_of(row, row.errors, elsewhere=part)
        found += [{"field": part, "message": str(message)} for message in formset.non_form_errors()]
    return found


def is_stale(response: TemplateResponse) -> bool:
    """Whether somebody else has saved since the form was opened."""
    context = response.context_data or {}
    return "adminform" in context and context["adminform"].form.has_error(NON_FIELD_ERRORS, code="stale")


def _faults_of(form: ModelForm, errors: ErrorDict, *, elsewhere: str) -> list[Fault]:
    return [
        {"field": _id_of(form[name]) if name in form.fields else elsewhere, "message": str(message)}
        for name, messages in errors.items()
        for message in messages
    ]


def _id_of(field: BoundField) -> str:
    has_several_inputs = isinstance(field.field.widget, MultiWidget)
    return f"{field.auto_id}_0" if has_several_inputs else field.id_for_label
