"""What readers type: a reply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment

GONE = _("The comment that you answer is gone. Send again to reply to the article.")


class WebsiteField(forms.URLField):
    """An address of the web; “example.org” is taken for https://example.org."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class ReplyForm(forms.ModelForm):
    """The form headed “Leave a Reply”."""

    website = WebsiteField(
        label=_("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )

    class Meta:
        model = Comment
        fields = ["parent", "text", "name", "email", "website"]
        labels = {"text": _("Comment"), "name": _("Name"), "email": _("Email")}
        help_texts = {"email": _("Never shown.")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "text": {"required": _("Write your comment here.")},
            "name": {"required": _("Tell us the name to show with your comment.")},
            "email": {"required": _("Tell us your email address; it is never shown.")},
        }

    def __init__(self, article: Article, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.instance.article = article
        self.fields["parent"] = forms.ModelChoiceField(
            Comment.objects.approved().filter(article=article),
            required=False,
            widget=forms.HiddenInput,
            error_messages={"invalid_choice": GONE},
        )

    def clean(self) -> dict[str, Any] | None:
        """Nothing is added to a closed article, not even by a form that was open before."""
        if self.instance.article.replies_closed:
            raise ValidationError(_("Replies to this article are closed."))
        return super().clean()

    def point_to_first_error(self) -> None:
        """Let the refused page open at the first field that is wrong."""
        wrong = next((self.fields[name] for name in self.fields if name in self.errors), None)
        if wrong:
            wrong.widget.attrs["autofocus"] = True

    @transaction.atomic
    def save(self, commit: bool = True) -> Comment:  # noqa: FBT001, FBT002 (Django's signature)
        """Store the reply; one that was sent twice, by a double click or a reload, is stored once."""
        Article.objects.select_for_update(no_key=True).get(pk=self.instance.article_id)
        same = {name: self.cleaned_data[name] for name in ("parent", "text", "name", "email")}
        twin = Comment.objects.pending().filter(article=self.instance.article, **same).first()
        return twin or super().save(commit)
