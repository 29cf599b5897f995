"""Two people at one text: what the other saved and what was typed here, side by side, to choose from.

Everything typed travels along as hidden fields, so that nothing is lost while one chooses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import Revision

CHOICE = "choose-"
NOT_COMPARED = {"opened_version", "opened_key", "note", "is_substantive", "publish_at", "ends_at"}
NOT_CARRIED = {
    "csrfmiddlewaretoken",
    "opened_version",
    "opened_key",
}  # nor the buttons, whose names begin with a line
BLOCK_ENDS = re.compile(r"</(?:p|h2|h3|li|blockquote|figcaption)>|<br>")

Posted = dict[str, list[str]]
Stored = tuple[str, str, Posted, str]  # name, label, as a browser would send it, in words


@dataclass(frozen=True)
class Item:
    """A field, or the rows of a part, that says something else here and there."""

    name: str
    label: str
    mine: str
    theirs: str
    posted: Posted  # what a browser would send of theirs


def is_resolving(request: HttpRequest) -> bool:
    """Whether somebody has chosen."""
    return "_resolve" in request.POST


def put_choices(model_admin: Any, request: HttpRequest, theirs: Revision | None) -> None:
    """Put what was chosen of theirs into the request, as if it had been typed."""
    if theirs is None:
        return
    sent = request.POST.copy()
    for name, _label, posted, _text in _stored(model_admin, request, theirs):
        if sent.get(f"{CHOICE}{name}") != "theirs":
            continue
        for key in [key for key in sent if key == name or key.startswith((f"{name}-", f"{name}_"))]:
            del sent[key]
        for key, values in posted.items():
            sent.setlist(key, values)
    request.POST = sent  # type: ignore[assignment]


def page(model_admin: Any, request: HttpRequest, refused: TemplateResponse) -> TemplateResponse:
    """The page to choose on, in the place of a refused form."""
    context = refused.context_data or {}
    form = context["adminform"].form
    theirs = publishing.working_copy(form.instance.article)
    formsets = {inline.formset.prefix: inline.formset for inline in context["inline_admin_formsets"]}
    carried = {key: values for key, values in request.POST.lists() if _is_carried(key)}
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Two versions of one text"),
        "opts": model_admin.opts,
        "refusal": form.non_field_errors(),
        "theirs": theirs,
        "items": list(_differing(_stored(model_admin, request, theirs), request, form, formsets)),
        "carried": [(key, value) for key, values in carried.items() for value in values],
        "address": reverse("admin:articles_revision_change", args=[theirs.pk]),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/articles/revision/conflict.html", context, status=409)


def _differing(
    stored: Iterator[Stored], request: HttpRequest, form: forms.ModelForm, formsets: dict[str, Any]
) -> Iterator[Item]:
    for name, label, posted, text in stored:
        if name in formsets:
            mine = "\n".join(_row_text(row) for row in formsets[name].forms if row.has_changed())
        else:
            mine = _field_text(form, name, form.cleaned_data.get(name, request.POST.get(name, "")))
        if " ".join(mine.split()) != " ".join(text.split()):
            yield Item(name, label, mine, text, posted)


def _stored(model_admin: Any, request: HttpRequest, theirs: Revision) -> Iterator[Stored]:
    """Each field and part as it is stored."""
    form = model_admin.get_form(request, theirs, change=True)(instance=theirs)
    for name in [each for each in form.fields if each not in NOT_COMPARED]:
        text = _field_text(form, name, form[name].value())
        yield name, str(form[name].label), _as_posted(form[name]), text
    for form_class, inline in model_admin.get_formsets_with_inlines(request, theirs):
        formset = form_class(instance=theirs, prefix=form_class.get_default_prefix())
        rows = [row for row in formset.extra_forms if row.initial]
        posted = {f"{formset.prefix}-TOTAL_FORMS": [str(len(rows))], f"{formset.prefix}-INITIAL_FORMS": ["0"]}
        for row in rows:
            for name in row.fields.keys() - {"DELETE", "id", "revision"}:
                posted |= _as_posted(row[name])
        text = "\n".join(_row_text(row) for row in rows)
        yield formset.prefix, capfirst(inline.opts.verbose_name_plural), posted, text


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


def _field_text(form: forms.ModelForm, name: str, value: Any) -> str:
    """A value in words: names instead of keys, text instead of HTML."""
    field = form.fields[name]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(sorted(str(each) for each in field.queryset.filter(pk__in=_keys(value))))  # type: ignore[union-attr]
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk__in=_keys([value])).first() or "–")  # type: ignore[union-attr]
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value) or "–")  # type: ignore[arg-type]
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    text = "" if value is None else str(value)
    return unescape(strip_tags(BLOCK_ENDS.sub("\n", text))) if name == "body" else text


def _row_text(row: forms.ModelForm) -> str:
    names = [name for name in row.fields if name not in {"position", "DELETE", "id", "revision"}]
    values = row.cleaned_data if row.is_bound and hasattr(row, "cleaned_data") else row.initial
    texts = [_field_text(row, name, values.get(name)) for name in names]
    return ", ".join(text for text in texts if text and text != "–")


def _keys(values: Any) -> list[Any]:
    keys = [getattr(each, "pk", each) for each in values or []]
    return [key for key in keys if str(key).isdecimal()]


def _is_carried(key: str) -> bool:
    return key not in NOT_CARRIED and not key.startswith((CHOICE, "_"))
