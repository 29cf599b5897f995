"""What an editor types: the text of an article, with its address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rich_text
from articles.models import Article, Picture, Revision

STALE = gettext_lazy(
    "%(name)s saved or published this article at %(time)s, while you were writing; nothing of yours was stored. "
    "Copy your changes, open the article again from the list and put them in."
)
SLUG_LENGTH = 80
NEEDED_TO_PUBLISH = ("dek", "body", "relation", "section")


def slug_of(headline: str) -> str:
    """A slug of whole words, at most 80 characters; empty for a headline without letters of the Latin alphabet."""
    slug = slugify(headline)
    if len(slug) <= SLUG_LENGTH:
        return slug
    whole_words, _hyphen, _rest = slug[: SLUG_LENGTH + 1].rpartition("-")
    return whole_words or slug[:SLUG_LENGTH]


class RevisionForm(forms.ModelForm):
    """The form of a working copy; sent with the button `_publish`, it must be fit for readers."""

    slug = forms.SlugField(
        label=gettext_lazy("Slug"),
        max_length=SLUG_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "The last part of its address. Leave it empty to have it made from the headline."
        ),
    )
    replies_closed = forms.BooleanField(
        label=gettext_lazy("Replies are closed"),
        required=False,
        help_text=gettext_lazy("Takes effect with the next save, for readers too."),
    )
    is_substantive = forms.BooleanField(
        label=gettext_lazy("Substantive update"),
        required=False,
        help_text=gettext_lazy("Publishing then shows readers an “Updated” time. Leave it out for a typo."),
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Revision
        fields = ["headline", "dek", "lead_picture", "body", "relation", "section", "topics", "note"]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "dek": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = self.instance.article if self.instance.pk else Article()
        self.initial["slug"] = self.article.slug
        self.initial["replies_closed"] = self.article.replies_closed
        self.initial["opened_version"] = self.instance.version
        if self.article.first_published_on:
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("Fixed since publication, so that links keep working.")

    @property
    def is_publishing(self) -> bool:
        """Whether the button pressed was “Publish”."""
        return "_publish" in self.data

    def clean_headline(self) -> str:
        """A headline is one line."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self) -> str:
        """Every picture of a body comes from the library, and every link leads somewhere."""
        body: str = self.cleaned_data["body"].replace("<p></p>", "")
        wanted = [figure.picture_id for figure in rich_text.figures(body)]
        known = Picture.objects.in_bulk([key for key in wanted if key])
        if any(key not in known for key in wanted):
            raise ValidationError(
                _("A picture in the text is not from the library. Take it out, then add it with “Browse…”.")
            )
        if rich_text.has_lost_links(body):
            raise ValidationError(
                _("A link in the text leads nowhere: give it a whole address, with https://.")
            )
        return body

    def clean(self) -> dict[str, Any] | None:
        """Refuse a stale form, complete the slug, and check what readers need when it is published."""
        cleaned = super().clean()
        self._refuse_stale()
        headline = self.cleaned_data.get("headline", "")
        self.cleaned_data["slug"] = self.cleaned_data.get("slug") or slug_of(headline)
        if headline and not self.cleaned_data["slug"]:
            self.add_error(
                "slug",
                _("No slug can be made from this headline: type one of letters and digits."),
            )
        if self.is_publishing:
            self._refuse_unfit()
        return cleaned

    def _refuse_stale(self) -> None:
        """Refuse a form opened before somebody else's save; another save waits here until this one has ended."""
        if self.instance.pk is None:
            return
        stored = Revision.objects.select_for_update().get(pk=self.instance.pk)
        if not stored.is_working_copy or stored.version != self.cleaned_data.get("opened_version"):
            raise ValidationError(
                STALE,
                params={
                    "name": stored.saved_by_name,
                    "time": date_format(timezone.localtime(stored.saved_at), "H:i T"),
                },
                code="stale",
            )

    def _refuse_unfit(self) -> None:
        for name in NEEDED_TO_PUBLISH:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Readers need this: fill it in before you publish."))
        day = self.article.first_published_on or timezone.localdate()
        namesakes = Article.objects.filter(first_published_on=day, slug=self.cleaned_data.get("slug"))
        if namesakes.exclude(pk=self.article.pk).exists():
            self.add_error(
                "slug",
                _("Another article of that day has this slug. Change a word of it."),
            )
