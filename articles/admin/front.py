"""The front page at the desk: all its places on one page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import front
from articles.admin.autocomplete import RowAutocomplete, names_of
from articles.admin.headlines import HeadlineField, with_headline
from articles.models import Article, FrontSlot
from newsroom.desk import DeskAdmin, staff

FRONT_PAGE = "admin:articles_frontslot_changelist"
REARRANGED = gettext_lazy(
    "A colleague has changed the front page since you opened it. Beside your choice stands what readers see now. "
    "Save again to put yours in its place."
)


class PlaceForm(forms.Form):
    """A row of the front page: a story, the place it shall have, and until when."""

    position = forms.IntegerField(
        label=gettext_lazy("Place"),
        min_value=1,
        max_value=front.PLACES,
        widget=forms.NumberInput(attrs={"class": "front-places__number"}),
    )
    article = HeadlineField(
        label=gettext_lazy("Article"),
        queryset=Article.objects.none(),
        required=False,
        widget=RowAutocomplete(FrontSlot._meta.get_field("article"), admin.site),
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = with_headline(Article.objects.all())  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = _("%(field)s, row %(row)d") % {
                "field": field.label,
                "row": self.initial["position"],
            }

    def clean_until(self) -> Any:
        """A time that is set anew is one to come."""
        until = self.cleaned_data["until"]
        if until and "until" in self.changed_data and until <= timezone.now():
            raise ValidationError(_("This time has passed. To empty the place, take out the article."))
        return until

    @property
    def moves(self) -> bool:
        """Whether the story shall have another place than its row's."""
        return "position" in self.changed_data


class PlaceFormSet(forms.BaseFormSet):
    """All rows; `slots` are what they make of the front page."""

    slots: list[FrontSlot]

    def total_form_count(self) -> int:
        """One for each place, whatever was sent."""
        return front.PLACES

    initial_form_count = total_form_count

    def clean(self) -> None:
        """Give every story a place of its own: one that moves in pushes the others down."""
        if any(self.errors):
            return
        rows = [form for form in self.forms if form.cleaned_data.get("article")]
        self._refuse_doubles(rows)
        moved = {form.cleaned_data["position"]: form for form in rows if form.moves}
        kept = {form.initial["position"]: form for form in rows if not form.moves}
        try:
            settled = front.settled(moved, kept)
        except ValueError:
            raise ValidationError(_("There is no room below. Take a story out first.")) from None
        self.slots = [
            FrontSlot(position=place, article=form.cleaned_data["article"], until=form.cleaned_data["until"])
            for place, form in sorted(settled.items(), key=lambda item: item[0])
        ]

    def name_stories(self) -> None:
        """Have the rows know the headlines of what is chosen in them; one query."""
        fields: list[Any] = [form.fields["article"] for form in self.forms]
        known = names_of(fields[0], (form["article"].value() for form in self.forms))
        for field in fields:
            field.widget.known = known

    def _refuse_doubles(self, rows: list[Any]) -> None:
        stories = [form.cleaned_data["article"] for form in rows]
        goals = [form.cleaned_data["position"] for form in rows if form.moves]
        for story in stories:
            if stories.count(story) > 1:
                raise ValidationError(_("“%s” has two places. Leave it one.") % story.headline)
        for place in goals:
            if goals.count(place) > 1:
                raise ValidationError(_("Two stories move to place %d. Give one of them another.") % place)


PLACE_FORMS = forms.formset_factory(PlaceForm, formset=PlaceFormSet, extra=0)


@admin.register(FrontSlot)
class FrontSlotAdmin(DeskAdmin):
    """The front page as editors run it: every place on one page."""

    class Media:
        css = {"all": ["newsroom/css-admin/front.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The page has as many places as it has."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A place is emptied, not deleted."""
        return False

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All places stand on one page."""
        return redirect(FRONT_PAGE)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show every place with what readers see there; a post arranges them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        places = front.places()
        seen = front.arrangement(FrontSlot.objects.all())
        if request.method != "POST":
            return self._page(request, places, PLACE_FORMS(initial=_initial(places)), seen)
        if not self.has_change_permission(request):
            raise PermissionDenied(_("Only editors arrange the front page."))
        rows: Any = PLACE_FORMS(request.POST, initial=_initial(places))
        if not rows.is_valid():
            return self._page(request, places, rows, request.POST.get("seen", ""), status=422)
        try:
            front.arrange(rows.slots, seen=request.POST.get("seen", ""))
        except (front.RearrangedError, IntegrityError):
            messages.error(request, REARRANGED)
            # Looked at again: a colleague may have come between the first look and this one's turn.
            seen = front.arrangement(FrontSlot.objects.all())
            return self._page(request, front.places(), rows, seen, status=409)
        self._log(request, rows.slots)
        messages.success(request, _("Readers see the front page as it stands here."))
        return redirect(FRONT_PAGE)

    def _page(
        self,
        request: HttpRequest,
        places: list[front.Place],
        rows: Any,
        seen: str,
        status: int = 200,
    ) -> HttpResponse:
        rows.name_stories()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Front page"),
            "opts": self.opts,
            "rows": rows,
            "places": zip(places, rows, strict=True),
            "seen": seen,
            "zone": timezone.get_current_timezone_name(),
            "may_change": self.has_change_permission(request),
            "media": self.media + rows[0].media,
        }
        return render(request, "admin/articles/frontslot/change_list.html", context, status=status)

    def _log(self, request: HttpRequest, slots: list[FrontSlot]) -> None:
        """Note who arranged the page, and how; it is no change of one row."""
        LogEntry.objects.create(
            user=staff(request),
            content_type=ContentType.objects.get_for_model(FrontSlot),
            object_repr=_("Front page"),
            action_flag=CHANGE,
            change_message=" · ".join(str(slot) for slot in slots),
        )


def _initial(places: list[front.Place]) -> list[dict[str, Any]]:
    return [{"position": place.number, **(_chosen(place.slot) if place.slot else {})} for place in places]


def _chosen(slot: FrontSlot) -> dict[str, Any]:
    """The story and the minute, which is all that the field can say of a time."""
    until = slot.until and slot.until.replace(second=0, microsecond=0)
    return {"article": slot.article_id, "until": until}
