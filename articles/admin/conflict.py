"""Two people at one text: what the other saved and what was typed here, side by side, to choose from.

The words that only one of the two has are marked. Everything typed travels along as hidden fields, so that nothing is lost while one chooses.
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import publishing, rich_text
from articles.admin import wording
from articles.comparison.blocks import blocks_of
from articles.comparison.lines import Block, Line, line_changes
from articles.comparison.words import Change, Word, words_of
from articles.forms import LONGEST_BODY, slug_of
from articles.models import Article, Picture, Revision
from articles.states import with_state

CHOICE = "choose-"
NOT_COMPARED = {"opened_version", "opened_key", "note", "is_substantive", "publish_at", "ends_at"}
NOT_CARRIED = {
    "csrfmiddlewaretoken",
    "opened_version",
    "opened_key",
}  # nor the buttons, whose names begin with a line
SHOWN = 2_000  # lines of a text, which no article comes near

Posted = dict[str, list[str]]
Stored = tuple[str, str, Posted, list[Block]]  # name, label, as a browser would send it, as lines of words


@dataclass(frozen=True)
class Item:
    """A field, or the rows of a part, that says something else here and there; “added” is what only one side says."""

    name: str
    label: str
    mine: Sequence[Line]
    theirs: Sequence[Line]


def is_resolving(request: HttpRequest) -> bool:
    """Whether somebody has chosen."""
    return "_resolve" in request.POST


def put_choices(model_admin: Any, request: HttpRequest, theirs: Revision | None) -> None:
    """Put what was chosen of theirs into the request, as if it had been typed."""
    if theirs is None:
        return
    sent = request.POST.copy()
    for name, _label, posted, _blocks in _stored(model_admin, request, theirs):
        if sent.get(f"{CHOICE}{name}") != "theirs":
            continue
        for key in [key for key in sent if key == name or key.startswith((f"{name}-", f"{name}_"))]:
            del sent[key]
        for key, values in posted.items():
            sent.setlist(key, values)
    request.POST = sent  # type: ignore[assignment]


def page(model_admin: Any, request: HttpRequest, refused: TemplateResponse) -> TemplateResponse | None:
    """The page to choose on, in the place of a refused form.

    None where there is no choice: this very form has published the text already, and its answer was lost.
    """
    context = refused.context_data or {}
    form = context["adminform"].form
    theirs = publishing.working_copy(form.instance.article)
    formsets = {inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]}
    items = list(_differing(_stored(model_admin, request, theirs), request, form, formsets))
    if not items and _has_published(form):
        return None
    carried = {key: values for key, values in request.POST.lists() if _is_carried(key)}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Two versions of one text"),
        "opts": model_admin.opts,
        "refusal": form.non_field_errors() if items else [],
        "state": wording.explain(theirs, with_state(Article.objects.filter(pk=theirs.article_id)).get()),
        "theirs": theirs,
        "form_key": secrets.token_hex(8),
        "items": items,
        "carried": [(key, value) for key, values in carried.items() for value in values],
        "address": reverse("admin:articles_revision_change", args=[theirs.pk]),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/articles/revision/conflict.html", context, status=409)


def _has_published(form: Any) -> bool:
    """Whether a form asks for what it has done itself, as a button does that is pressed twice."""
    stored, asked = Revision.objects.get(pk=form.instance.pk), form.cleaned_data
    is_own = stored.form_key and stored.form_key == asked.get("opened_key")
    if not (is_own and stored.live_from and form.asks_for("publish", "schedule")):
        return False
    return stored.live_from == (asked.get("publish_at") or stored.live_from) and (
        stored.expires_at == asked.get("ends_at")
    )


def _differing(
    stored: Iterator[Stored], request: HttpRequest, form: forms.ModelForm, formsets: dict[str, Any]
) -> Iterator[Item]:
    for name, label, _posted, theirs in stored:
        if name in formsets:
            rows = [row for row in formsets[name].forms if row.has_changed()]
            mine = _row_blocks(row for row in rows if not row.cleaned_data.get("DELETE"))
        else:
            typed = form.cleaned_data.get(name, request.POST.get(name, ""))
            if name == "slug" and theirs and not typed:
                typed = slug_of(form.cleaned_data.get("headline", ""))
            mine = _field_blocks(form, name, typed)
        if mine != theirs:
            yield Item(name, label, _side(mine, other=theirs), _side(theirs, other=mine))


def _side(own: Sequence[Block], *, other: Sequence[Block]) -> list[Line]:
    """The lines of one version, in its own order; marked as added is what the other does not say."""
    return [
        replace(line, old_kind="", pieces=[piece for piece in line.pieces if piece.change != Change.REMOVED])
        for line in line_changes(other, own)
        if line.change != Change.REMOVED
    ]


def _stored(model_admin: Any, request: HttpRequest, theirs: Revision) -> Iterator[Stored]:
    """Each field and part as it is stored."""
    form = model_admin.get_form(request, theirs, change=True)(instance=theirs)
    for name in [each for each in form.fields if each not in NOT_COMPARED]:
        blocks = _field_blocks(form, name, form[name].value())
        yield name, str(form[name].label), _as_posted(form[name]), blocks
    for form_class, inline in model_admin.get_formsets_with_inlines(request, theirs):
        formset = form_class(instance=theirs, prefix=form_class.get_default_prefix())
        rows = [row for row in formset.extra_forms if row.initial]
        posted = {f"{formset.prefix}-TOTAL_FORMS": [str(len(rows))], f"{formset.prefix}-INITIAL_FORMS": ["0"]}
        for row in rows:
            for name in row.fields.keys() - {"DELETE", "id", "revision"}:
                posted |= _as_posted(row[name])
        yield formset.prefix, capfirst(inline.opts.verbose_name_plural), posted, _row_blocks(rows)


def _as_posted(bound: forms.BoundField) -> Posted:
    widget, value, name = bound.field.widget, bound.value(), bound.html_name
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(value) or [], strict=True)
        return {
            f"{name}_{number}": [str(part.format_value(each) or "")]
            for number, (part, each) in enumerate(parts)
        }
    if isinstance(value, bool):
        return {name: ["on"]} if value else {}
    many = value if isinstance(value, list | tuple) else [value]
    return {name: [str(getattr(each, "pk", each)) for each in many if each is not None]}


def _field_blocks(form: forms.ModelForm, name: str, value: Any) -> list[Block]:
    """A value as lines of words; of what is too long for any article, its beginning."""
    text = _field_text(form, name, value)
    if name == "body":
        blocks = _body_blocks(text[:LONGEST_BODY])
    else:
        lines = [words_of(line) for line in text[:LONGEST_BODY].splitlines()]
        blocks = [Block("", tuple(words)) for words in lines if words]
    if len(text) <= LONGEST_BODY and len(blocks) <= SHOWN:
        return blocks
    return [*blocks[:SHOWN], Block("", (Word(_("(The rest is too long to be shown here.)")),))]


def _body_blocks(html: str) -> list[Block]:
    """What readers would see of a body; one that was refused has not been cleaned yet."""
    body = Revision._meta.get_field("body").sanitize(html)  # type: ignore[union-attr]
    keys = {figure.picture_id for figure in rich_text.figures(body)} - {None}
    pictures = Picture.objects.in_bulk(keys) if keys else {}
    return blocks_of(body, {key: str(picture) for key, picture in pictures.items()})


def _row_blocks(rows: Iterable[forms.ModelForm]) -> list[Block]:
    texts = [_row_text(row) for row in rows]
    return [Block("", tuple(words_of(text))) for text in texts if text]


def _field_text(form: forms.ModelForm, name: str, value: Any) -> str:
    """A value in words: names instead of keys."""
    field = form.fields[name]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(each) for each in field.queryset.filter(pk__in=_keys(value))))  # type: ignore[union-attr]
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk__in=_keys([value])).first() or "")  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value) or "")  # type: ignore[arg-type]
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return "" if value is None else str(value)


def _row_text(row: forms.ModelForm) -> str:
    names = [name for name in row.fields if name not in {"position", "DELETE", "id", "revision"}]
    values = row.cleaned_data if row.is_bound and hasattr(row, "cleaned_data") else row.initial
    texts = [_field_text(row, name, values.get(name)) for name in names]
    return ", ".join(text for text in texts if text)


def _keys(values: Any) -> list[Any]:
    keys = [getattr(each, "pk", each) for each in values or []]
    return [key for key in keys if str(key).isdecimal()]


def _is_carried(key: str) -> bool:
    return key not in NOT_CARRIED and not key.startswith((CHOICE, "_"))
