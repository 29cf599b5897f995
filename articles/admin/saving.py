"""What a form of an article does when it is sent: each button is a verb, and typing saves by itself."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import preflight, publishing
from articles.admin import answers, conflict
from articles.forms import RevisionForm
from articles.models import Revision, SourceText
from newsroom.desk import staff
from newsroom.people import name_of

WRITERS_VERBS = ("autosave", "review", "recall", "discard")
EDITORS_VERBS = ("publish", "schedule", "unschedule", "send_back")


def verb_of(request: HttpRequest) -> str:
    """What the button that was pressed asks for; “save” for the ordinary ones."""
    return next((verb for verb in WRITERS_VERBS + EDITORS_VERBS if f"_{verb}" in request.POST), "save")


def may_publish(request: HttpRequest) -> bool:
    """Whether whoever asks decides what readers see."""
    return request.user.has_perm("articles.publish_article")


class Saving(admin.ModelAdmin):
    """Saving, reviewing, publishing, scheduling, discarding: the posts of the form."""

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Refuse a verb to whoever may not use it, however the request was made; answer typing with JSON."""
        verb = verb_of(request)
        if verb in EDITORS_VERBS and not may_publish(request):
            raise PermissionDenied(_("Only editors publish. Save the article, and ask one to publish it."))
        object_id = object_id or _begun_by(request)
        if conflict.is_resolving(request):
            conflict.put_choices(self, request, self.get_object(request, object_id))
        response = self._sent(request, object_id, form_url, extra_context)
        if verb == "autosave" and isinstance(response, TemplateResponse):
            return answers.refusal(response)
        if isinstance(response, TemplateResponse) and answers.is_stale(response):
            page = conflict.page(self, request, response)
            return page or self._after_save(request, self.get_queryset(request).get(pk=object_id))
        return response

    def _sent(self, request: HttpRequest, object_id: Any, form_url: str, extra_context: Any) -> Any:
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Another article took the address meanwhile: now the form sees it, and says so.
            return super().changeform_view(request, object_id, form_url, extra_context)
        kept: Revision | None = getattr(request, "kept_from_readers", None)
        if kept is None:
            return response
        # Stored, but not fit for readers: show the form again, with what was typed and all that is to be said.
        sent = request.POST.copy()
        sent["opened_version"] = str(kept.version)
        request.POST = sent  # type: ignore[assignment]
        return super().changeform_view(request, str(kept.pk), answers.change_page(kept), extra_context)

    def save_model(self, request: HttpRequest, obj: Revision, form: RevisionForm, change: Any) -> None:
        """Store the working copy, and the article it belongs to; typing changes nothing that readers see."""
        article = form.article  # held by the form, and as it is now
        typing = verb_of(request) == "autosave"
        if not form.fields["slug"].disabled and not (typing and article.first_published_on):
            article.slug = form.cleaned_data.get("slug", article.slug)
        if may_publish(request) and not typing:
            article.replies_closed = form.cleaned_data.get("replies_closed", article.replies_closed)
        if change:
            article.save(update_fields=["slug", "replies_closed"])
        else:
            article.created_by = staff(request)
            article.save()
        obj.article = article
        obj.note = form.words_sent_back
        obj.version += 1
        obj.form_key = form.cleaned_data.get("opened_key", "")
        obj.saved_by = staff(request)
        obj.saved_by_name = name_of(obj.saved_by)
        obj.saved_at = timezone.now()
        super().save_model(request, obj, form, change)
        _store_source_text(obj, form.cleaned_data.get("source_text"))

    def save_related(self, request: HttpRequest, form: RevisionForm, formsets: Any, change: Any) -> None:
        """Do what the button says, once every part of the text is stored."""
        super().save_related(request, form, formsets, change)
        form.instance._prefetched_objects_cache = {}  # the parts are new
        draft, by, verb = form.instance, staff(request), verb_of(request)
        note = form.cleaned_data.get("note", "")
        if verb == "autosave":
            request.unfinished = answers.faults(form, formsets)  # type: ignore[attr-defined]
            return
        if verb in {"publish", "schedule"} and self._publish(request, form):
            return
        if verb == "save":
            publishing.save(draft, by=by, note=note)
            return
        publishing.keep(draft, by=by, note=note)
        self._move(request, draft, verb, note)

    def _move(self, request: HttpRequest, draft: Revision, verb: str, note: str) -> None:
        """Do what concerns where the stored text stands, not what it says."""
        by = staff(request)
        if verb == "review":
            publishing.send_to_review(draft, by=by)
        elif verb == "recall":
            publishing.send_back(draft, by=by)
        elif verb == "send_back":
            publishing.send_back(draft, by=by, note=note)
        elif verb == "unschedule":
            self._unschedule(request, draft)
        elif verb == "discard":
            self._discard(request, draft)

    def _publish(self, request: HttpRequest, form: RevisionForm) -> bool:
        """Publish what is fit for readers; else note on the request that it was kept from them."""
        draft, typed = form.instance, form.cleaned_data
        at = typed.get("publish_at") if verb_of(request) == "schedule" else None
        found = preflight.findings(draft, at=at, measured=preflight.measured_overlap(draft))
        accepts_warnings = "accept_warnings" in request.POST
        if any(finding.is_blocking or not accepts_warnings for finding in found):
            request.kept_from_readers = draft  # type: ignore[attr-defined]
            return False
        draft.note = typed.get("note", "")
        try:
            with transaction.atomic():
                publishing.publish(
                    draft,
                    by=staff(request),
                    is_substantive=typed.get("is_substantive", False),
                    at=at,
                    until=typed.get("ends_at"),
                )
        except (IntegrityError, ValueError):  # the address was taken, or its time passed, at this very moment
            draft.refresh_from_db()
            request.kept_from_readers = draft  # type: ignore[attr-defined]
            return False
        return True

    def _unschedule(self, request: HttpRequest, draft: Revision) -> None:
        try:
            publishing.unschedule(draft.article, by=staff(request))
        except ValueError:
            request.came_late = _("Nothing is scheduled any more: it is live.")  # type: ignore[attr-defined]

    def _discard(self, request: HttpRequest, draft: Revision) -> None:
        try:
            publishing.discard(draft, by=staff(request))
        except ValueError:
            request.came_late = _("There is no other text to go back to.")  # type: ignore[attr-defined]

    # What comes after

    def response_add(
        self, request: HttpRequest, obj: Revision, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Say what readers see now."""
        return self._after_save(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Revision) -> HttpResponse:
        """Say what readers see now."""
        return self._after_save(request, obj) or super().response_change(request, obj)

    def _after_save(self, request: HttpRequest, obj: Revision) -> HttpResponse | None:
        verb = verb_of(request)
        if verb == "autosave":
            unfinished: list[answers.Fault] = request.unfinished  # type: ignore[attr-defined]
            return answers.saved(obj, unfinished=unfinished, offers_publishing=may_publish(request))
        if hasattr(request, "kept_from_readers"):
            return HttpResponse()  # the form is shown again in its place
        if verb == "save":
            return None
        if late := getattr(request, "came_late", None):
            messages.warning(request, late)
        else:
            messages.success(request, _message(verb, obj))
        if verb == "discard":
            return redirect("admin:articles_article_change", obj.article_id)
        return redirect("admin:articles_article_changelist")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Typing is not worth a line in the log."""
        return None if verb_of(request) == "autosave" else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Typing is not worth a line in the log."""
        return None if verb_of(request) == "autosave" else super().log_change(request, obj, message)


def _begun_by(request: HttpRequest) -> str | None:
    """The text that this very form has made already, though the answer was lost on the way."""
    if request.method != "POST" or not request.POST.get("opened_key"):
        return None
    mine = Revision.objects.filter(saved_by=staff(request))
    begun = mine.filter(form_key=request.POST["opened_key"][:32]).first()
    return str(begun.pk) if begun else None


def _store_source_text(revision: Revision, text: str | None) -> None:
    if text is not None and text != revision.article.pasted_source_text:
        SourceText(article=revision.article, text=text).save()


def _message(verb: str, revision: Revision) -> str:
    if verb == "publish":
        link = format_html('<a href="{}">{}</a>', revision.get_absolute_url(), revision.headline)
        return format_html(_("Published: {}"), link)
    if verb == "schedule" and revision.live_from:
        time = date_format(timezone.localtime(revision.live_from), "DATETIME_FORMAT")
        return format_html(_("{} goes live on {}."), revision.headline, time)
    words = {
        "review": _("{} waits for an editor now."),
        "recall": _("{} waits no longer: you can go on writing."),
        "send_back": _("{} is back with its writer."),
        "unschedule": _("{} is taken back: nothing is scheduled."),
        "discard": _("The changes are discarded; the history still has them."),
    }
    return format_html(words[verb], revision.headline)
