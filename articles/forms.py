"""What an editor types: the text of an article, with its address and its times."""

import secrets
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import preflight, rich_text
from articles.models import Article, Picture, Revision
from newsroom.desk import with_zone

STALE = gettext_lazy(
    "%(name)s saved or published this article at %(time)s, while you were writing. Nothing of yours is lost."
)
NOT_PUBLISHED = gettext_lazy("Your text is saved, but not published yet: see the pre-flight below.")
SLUG_LENGTH = 80
LONGEST_BODY = 500_000  # characters; some 80,000 words
LONGEST_SOURCE_TEXT = 200_000


def slug_of(headline: str) -> str:
    """A slug of whole words, at most 80 characters; empty for a headline without letters of the Latin alphabet."""
    slug = slugify(headline)
    if len(slug) <= SLUG_LENGTH:
        return slug
    whole_words, _hyphen, _rest = slug[: SLUG_LENGTH + 1].rpartition("-")
    return whole_words or slug[:SLUG_LENGTH]


class RevisionForm(forms.ModelForm):
    """The form of a working copy. The button that sent it says what is to be done, and so what must be in order."""

    slug = forms.SlugField(
        label=gettext_lazy("Slug"),
        max_length=SLUG_LENGTH,
        required=False,
        help_text=gettext_lazy(
            "The last part of its address. Leave it empty to have it made from the headline."
        ),
    )
    source_text = forms.CharField(
        label=gettext_lazy("Source’s text"),
        required=False,
        max_length=LONGEST_SOURCE_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "Paste what the source says, to see how much of its wording is in yours. Only the desk sees it."
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
    publish_at = forms.SplitDateTimeField(
        label=gettext_lazy("Goes live"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=gettext_lazy("For “Schedule”. “Publish” means now."),
    )
    ends_at = forms.SplitDateTimeField(
        label=gettext_lazy("Ends"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=gettext_lazy("From then on readers no longer see it. Leave it empty if it stays."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "What you changed and why, for the history; or why you send it back. Only the desk sees it."
        ),
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    is_for_editor = True  # who decides what readers see; said by the admin
    is_refused = False  # the text is stored, and was kept from readers
    unfinished = ErrorDict()  # what is typed wrongly so far, by field; it stays as it is stored

    class Meta:
        model = Revision
        fields = [
            "headline", "dek", "lead_picture", "body", "relation", "section", "topics", "embargoed_until"
        ]  # fmt: skip
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
        self.initial["opened_key"] = secrets.token_hex(8)
        self.initial["note"] = ""  # a note is on what is saved now
        self.words_sent_back = self.instance.note
        for name in {"publish_at", "ends_at"} & self.fields.keys():
            with_zone(self.fields[name])
        if self.instance.pk and not self.is_bound:
            self._show_what_is_stored()
        if self.article.first_published_on and "slug" in self.fields and self._slug_is_fixed():
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _(
                "Readers know this address. “Address” above changes it, and leads the old one here."
            )

    def asks_for(self, *verbs: str) -> bool:
        """Whether the button pressed was one of these, such as “publish”."""
        return any(f"_{verb}" in self.data for verb in verbs)

    def full_clean(self) -> None:
        """While one types, what is typed wrongly keeps nothing else from being stored; a new article needs its name."""
        super().full_clean()
        needed = {NON_FIELD_ERRORS} if self.instance.pk else {NON_FIELD_ERRORS, "headline"}
        if self.asks_for("autosave") and not needed & self.errors.keys():
            self.unfinished, self._errors = self.errors, ErrorDict()

    def clean_headline(self) -> str:
        """A headline is one line."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self) -> str:
        """Every picture of a body comes from the library, and every link leads somewhere."""
        body: str = self.cleaned_data["body"].replace("<p></p>", "")
        if len(body) > LONGEST_BODY:
            message = _("This text has %(length)d characters, and %(longest)d is the most. Split it in two.")
            raise ValidationError(message % {"length": len(body), "longest": LONGEST_BODY})
        body = rich_text.sanitised(body)  # first: what is looked at below is what will be stored
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
        """Refuse a stale form, complete the slug, and see that the times fit the button."""
        cleaned = super().clean()
        self._refuse_stale()
        self._complete_slug()
        if self.asks_for("send_back") and not self.cleaned_data.get("note"):
            self.add_error("note", _("Say why: the writer reads it here."))
        if self.asks_for("publish", "schedule"):
            self._refuse_unfit_times()
        if self.is_refused:
            self._explain_refusal()
        return cleaned

    def _show_what_is_stored(self) -> None:
        article = self.article
        self.initial["source_text"] = article.pasted_source_text
        texts = Revision.objects.filter(article=article)
        newest = texts.filter(live_from__isnull=False).order_by("-live_from").first()
        now = timezone.now()
        if newest and newest.live_from and newest.live_from > now:
            self.initial["publish_at"] = newest.live_from
        if newest and newest.expires_at and newest.expires_at > now:
            self.initial["ends_at"] = newest.expires_at

    def _slug_is_fixed(self) -> bool:
        """What an editor has scheduled keeps its address, unless an editor changes it; what readers know, anyway."""
        if not self.is_for_editor:
            return True
        return Revision.objects.filter(article=self.article, live_from__lte=timezone.now()).exists()

    def _complete_slug(self) -> None:
        if self.asks_for("autosave"):
            return
        headline = self.cleaned_data.get("headline", "")
        self.cleaned_data["slug"] = self.cleaned_data.get("slug") or slug_of(headline)
        if headline and not self.cleaned_data["slug"]:
            self.add_error(
                "slug",
                _("No slug can be made from this headline: type one of letters and digits."),
            )
        day, slug = self.article.first_published_on, self.cleaned_data.get("slug")
        if day and slug and Article.objects.known_at(day=day, slug=slug).exclude(pk=self.article.pk).exists():
            self.add_error("slug", preflight.TAKEN)

    def _refuse_stale(self) -> None:
        """Refuse a form opened before somebody else's save; another save waits here until this one has ended.

        A form whose own save was the last goes on, though the answer to it was lost on the way.
        """
        if self.instance.pk is None:
            return
        self.article = Article.objects.select_for_update(no_key=True).get(pk=self.instance.article_id)
        self.instance.refresh_from_db()  # what is typed wrongly stays as it is now
        self.instance.article = self.article
        stored = self.instance
        key = self.cleaned_data.get("opened_key")
        is_next = stored.version == self.cleaned_data.get("opened_version") or (
            key and stored.form_key == key
        )
        if not (stored.is_working_copy and is_next):
            raise ValidationError(
                STALE,
                params={
                    "name": stored.saved_by_name,
                    "time": date_format(timezone.localtime(stored.saved_at), "H:i T"),
                },
                code="stale",
            )

    def _explain_refusal(self) -> None:
        """Say beside each field what keeps the text, which is stored by now, from readers."""
        self.add_error(None, ValidationError(NOT_PUBLISHED, code="refused"))
        found = preflight.findings(
            self.instance,
            at=self.cleaned_data.get("publish_at"),
            measured=preflight.measured_overlap(self.instance),
        )
        for finding in found:
            if finding.is_blocking:
                self.add_error(finding.field if finding.field in self.fields else None, finding.message)

    def _refuse_unfit_times(self) -> None:
        start, end, now = (
            self.cleaned_data.get("publish_at"),
            self.cleaned_data.get("ends_at"),
            timezone.now(),
        )
        if self.asks_for("schedule"):
            if not start and "publish_at" not in self.errors:
                self.add_error("publish_at", _("Say when it goes live."))
            elif start and start <= now:
                self.add_error("publish_at", _("This time is past. Choose one to come, or press “Publish”."))
        elif start and start > now:
            self.add_error("publish_at", _("Press “Schedule” for this time, or empty it to publish now."))
        if end and end <= (start or now):
            self.add_error("ends_at", _("It must end after it goes live."))
