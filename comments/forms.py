"""What readers type: a reply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment

GONE = _("The comment that you answer is gone. Send again to reply to the article.")


class ReplyForm(forms.ModelForm):
    """The form headed “Leave a Reply”."""

    website = forms.URLField(
        label=_("Website (optional)"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
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
