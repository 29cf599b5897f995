"""The ordered parts of an article in its form: key points, bylines, attributions, products, related articles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet, model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.admin.autocomplete import RowAutocomplete, names_of
from articles.admin.headlines import ChosenByHeadline
from articles.models import Attribution, Byline, KeyPoint, Part, Promotion, Recommendation, Revision
from articles.related import SHOWN
from newsroom.desk import DeskTabularInline


class PartForm(forms.ModelForm):
    """A row; its place alone makes none."""

    def has_changed(self) -> bool:
        """Whether anything but the place is filled in."""
        return bool(set(self.changed_data) - {"position"})

    def _get_validation_exclusions(self) -> set[str]:
        # The stored rows give way to these, so they are no namesakes; the formset finds doubles among these.
        return super()._get_validation_exclusions() | {"revision"}  # type: ignore[misc,no-any-return]


class PartFormSet(BaseInlineFormSet):
    """The rows of a part, which replace the stored ones at each save: nobody refers to a row.

    So a form can be sent again and again without knowing what the last save has stored, as saving while one types
    does. A row without a number goes to the end. Rows that one is still typing replace nothing.
    """

    model: type[Part]
    fk: models.ForeignKey
    once: str | None = None  # the field in which no two rows may say the same
    doubled: Any = ""
    is_unfinished = False  # one types, and the rows cannot be stored yet: those that are stored stay

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        rows = self._stored(instance) if data is None and instance and instance.pk else []
        kwargs["queryset"] = self.model._default_manager.none()
        super().__init__(data, *args, initial=rows, **kwargs)
        self.extra += len(rows)
        self._name_chosen(rows)

    def initial_form_count(self) -> int:
        """No row is the continuation of a stored one."""
        return 0

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """The number may be left out; a row goes to the text of its form, even if it was typed for another one."""
        super().add_fields(form, index)
        form.fields[self.fk.name].disabled = True
        form.fields["position"].required = False
        form.fields["position"].initial = None

    def is_valid(self) -> bool:
        """Whether nothing is wrong; while one types, what is wrong keeps no other part from being stored."""
        is_right: bool = super().is_valid()
        self.is_unfinished = not is_right and "_autosave" in self.data
        return is_right or self.is_unfinished

    def clean(self) -> None:
        """Refuse doubles."""
        super().clean()
        if self.once is None:
            return
        named = [form.cleaned_data.get(self.once) for form in self._filled()]
        known = [each for each in named if each]
        if len(known) != len(set(known)):
            raise ValidationError(self.doubled)

    def save(self, commit: bool = True) -> list[Part]:  # noqa: FBT001, FBT002 (Django's signature)
        """Store the rows in the place of those that were there, all of them or none."""
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        self.new_objects = []
        if self.is_unfinished:
            return []
        self.model._default_manager.filter(**{self.fk.name: self.instance}).delete()
        last = max((form.cleaned_data.get("position") or 0 for form in self._filled()), default=0)
        rows = sorted(self._filled(), key=lambda form: form.cleaned_data.get("position") or last + 1)
        for place, form in enumerate(rows, start=1):
            form.instance.position = place
            self.new_objects.append(self.save_new(form, commit=commit))
        return self.new_objects

    def _filled(self) -> list[forms.ModelForm]:
        return [form for form in self.extra_forms if form.has_changed() and not self._is_deleted(form)]

    def _is_deleted(self, form: forms.ModelForm) -> bool:
        return bool(form.cleaned_data.get("DELETE"))

    def _name_chosen(self, rows: list[dict[str, Any]]) -> None:
        for name, field in self.form.base_fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if rows and isinstance(widget, RowAutocomplete) and isinstance(field, forms.ModelChoiceField):
                widget.known |= names_of(field, (row[name] for row in rows))

    def _stored(self, revision: Revision) -> list[dict[str, Any]]:
        rows = getattr(revision, self.fk.remote_field.get_accessor_name()).all()
        return [model_to_dict(row, exclude=["id", "revision"]) for row in rows]


class OrderedInline(DeskTabularInline):
    """Ordered parts of a revision; whoever may change the article may change them."""

    form = PartForm
    once: str | None = None
    doubled: Any = ""
    blank_rows = 1  # of a new article, which opens ready to type in
    formfield_overrides = {
        models.PositiveSmallIntegerField: {
            "widget": forms.NumberInput(attrs={"size": 3, "min": 1, "class": "order"})
        },
        models.URLField: {"widget": forms.URLInput(attrs={"class": "vURLField"})},
    }

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Blank rows for a new article only."""
        return 0 if obj else self.blank_rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows to be written anew; as they are stored, for who may only look."""
        may_change = self._parent.has_change_permission(request, obj)
        formset = PartFormSet if may_change else BaseInlineFormSet
        kwargs["formset"] = type("RowFormSet", (formset,), {"once": self.once, "doubled": self.doubled})
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Let the rows ask together."""
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = RowAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside what is chosen there is room for “add” alone."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the article."""
        return request.user.has_perm("articles.view_article") or self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the article."""
        return request.user.has_perm("articles.change_article")

    has_add_permission = has_delete_permission = has_change_permission

    @property
    def _parent(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(Revision)


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
    once, doubled = "author", gettext_lazy("An author is named twice: take one of the two out.")


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
    once, doubled = "product", gettext_lazy("A product is promoted twice: take one of the two out.")


class RecommendationInline(ChosenByHeadline, OrderedInline):
    """Articles picked as related; the rest is proposed."""

    model = Recommendation
    blank_rows = 0
    max_num = SHOWN
    fields = ["position", "article"]
    autocomplete_fields = ["article"]
    once, doubled = "article", gettext_lazy("An article is picked twice: take one of the two out.")


INLINES = [KeyPointInline, BylineInline, AttributionInline, PromotionInline, RecommendationInline]
