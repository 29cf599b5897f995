"""What readers type: a reply, and what its writer does with it afterwards."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment, Complaint, Report, Topic
from comments.opening import Opening
from comments.remembering import guest_of, new_guest
from comments.signals import unseen
from comments.signals.submission import Submission
from newsroom.visitors import address_of, visitor_of

GONE = _("The comment that you answer is gone. Send again to reply to the article.")
LONGEST = 24 * 3600 * 1000  # milliseconds; what is told beyond is as good as nothing


class WebsiteField(forms.URLField):
    """An address of the web; “example.org” is taken for https://example.org."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class LinesField(forms.CharField):
    """Text whose lines end as browsers count them: by one character, whatever was sent."""

    def to_python(self, value: Any) -> Any:
        """Take the line ends of HTTP for one character each."""
        return super().to_python(value and str(value).replace("\r\n", "\n"))


class TextForm(forms.ModelForm):
    """The text of a reply, without what deceives the eye."""

    has_invisible = False

    class Meta:
        model = Comment
        fields = ["text"]
        field_classes = {"text": LinesField}
        labels = {"text": _("Comment")}
        widgets: Mapping[str, forms.Widget] = {"text": forms.Textarea(attrs={"rows": 6})}
        error_messages = {"text": {"required": _("Write your comment here.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})

    def clean_text(self) -> str:
        """Take out what turns or hides text."""
        typed: str = self.cleaned_data["text"]
        text = unseen.clean_text(typed).strip()
        self.has_invisible = self.has_invisible or len(text) < len(unseen.composed(typed).strip())
        if not text:
            raise ValidationError(_("Write your comment here."), code="required")
        return text

    def sending(self, request: HttpRequest) -> dict[str, Any]:
        """Where the text comes from, and what was taken out of it, as fields of a submission."""
        return {
            "visitor": visitor_of(request),
            "address": str(address_of(request) or ""),
            "agent": request.headers.get("User-Agent", "")[:200],
            "has_invisible": self.has_invisible,
        }


class ReplyForm(TextForm):
    """The form headed “Leave a Reply”. It is the same for everybody: what a script knows goes into hidden fields."""

    website = WebsiteField(
        label=_("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )
    topics = forms.MultipleChoiceField(
        label=_("By mail"),
        choices=Topic,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("We first ask you to confirm your address. Each mail has a link to end it."),
    )
    remember = forms.BooleanField(label=_("Save my name and email in this browser"), required=False)
    # A field that people do not see, named so that machines fill it in; and the time that a script measures.
    # Neither is ever a reason to send a form back.
    subject = forms.Field(required=False)
    elapsed = forms.Field(required=False, widget=forms.HiddenInput)

    class Meta(TextForm.Meta):
        fields = ["text", "name", "email", "website"]
        labels = TextForm.Meta.labels | {"name": _("Name"), "email": _("Email")}
        help_texts = {"email": _("Never shown.")}
        widgets: Mapping[str, forms.Widget] = {
            **TextForm.Meta.widgets,
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = TextForm.Meta.error_messages | {
            "name": {"required": _("Tell us the name to show with your comment.")},
            "email": {"required": _("Tell us your email address; it is never shown.")},
        }

    def __init__(
        self, article: Article, opening: Opening, data: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.opening = opening
        self.instance.article = article
        self.fields["parent"] = forms.ModelChoiceField(
            Comment.objects.approved().filter(article=article),
            required=False,
            widget=forms.HiddenInput,
            error_messages={"invalid_choice": GONE},
        )

    def clean_name(self) -> str:
        """Take out what turns or hides text; a name stands on one line."""
        typed: str = self.cleaned_data["name"]
        name = unseen.clean_name(typed)
        self.has_invisible = self.has_invisible or len(name) < len(" ".join(unseen.composed(typed).split()))
        if not name:
            raise ValidationError(_("Tell us the name to show with your comment."), code="required")
        return name

    def clean_parent(self) -> Comment | None:
        """The comment that is answered; the model need not look it up once more."""
        parent: Comment | None = self.cleaned_data["parent"]
        self.instance.parent = parent
        return parent

    def clean_elapsed(self) -> int | None:
        """Milliseconds, if that is what was told."""
        told = str(self.cleaned_data["elapsed"] or "")
        return min(int(told), LONGEST) if told.isascii() and told.isdecimal() and len(told) < 20 else None

    def clean_email(self) -> str:
        """In small letters, as addresses are compared."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any] | None:
        """Nothing is added to a closed article, not even by a form that was open before."""
        if not self.opening.is_open:
            raise ValidationError(_("Replies to this article are closed."), code="closed")
        return super().clean()

    @property
    def typed_fields(self) -> list[forms.BoundField]:
        """The fields that people type into, in their order."""
        return [self[name] for name in ("text", "name", "email", "website")]

    def point_to_first_error(self) -> None:
        """Let the refused page open at the first field that is wrong, else at the text."""
        wrong = next((field for field in self.typed_fields if field.errors), self["text"])
        wrong.field.widget.attrs["autofocus"] = True

    def submission(self, request: HttpRequest) -> Submission:
        """What is to be examined; a guest who wants to be remembered has a key from now on."""
        said = self.cleaned_data
        return Submission.of(
            self.instance,
            guest=guest_of(request) or (new_guest() if said["remember"] else ""),
            trap=said["subject"],
            milliseconds=said["elapsed"],
            **self.sending(request),
        )


class ActForm(forms.Form):
    """What a writer does with a reply as they saw it."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})


class AskAgainForm(ActForm):
    """What a writer says to a decision."""

    words = LinesField(
        label=_("What should the moderator know?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell the moderator in a sentence why to look again.")},
    )

    def clean_words(self) -> str:
        """Take out what turns or hides text."""
        words = unseen.clean_text(self.cleaned_data["words"]).strip()
        if not words:
            raise ValidationError(self.fields["words"].error_messages["required"], code="required")
        return words


class ChangeForm(TextForm):
    """Another text for a reply."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def submission(self, request: HttpRequest) -> Submission:
        """What is to be examined: the new text, by the same person."""
        return Submission.of(self.instance, **self.sending(request))


class ReportForm(forms.ModelForm):
    """What a reader says is wrong with a reply."""

    class Meta:
        model = Report
        fields = ["complaint", "words"]
        field_classes = {"words": LinesField}
        labels = {"words": _("In your words (optional)")}
        widgets: Mapping[str, forms.Widget] = {
            "complaint": forms.RadioSelect(),
            "words": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "complaint": {
                "required": _("Choose what is wrong with it."),
                "invalid_choice": _("Choose one of these."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"label_suffix": ""})
        complaint: Any = self.fields["complaint"]
        complaint.choices = Complaint.choices  # without an empty one

    def clean_words(self) -> str:
        """Take out what turns or hides text."""
        return unseen.clean_text(self.cleaned_data["words"]).strip()
