"""The form of a picture: what its file says of it is filled in, and a picture that is there already is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import library
from articles.models import Picture
from newsroom.images import CleanPicture, put_by, taken_up

FROM_THE_FILE = ("alt", "caption", "credit", "copyright")


class FocalPointForm(forms.Form):
    """A focal point, in hundredths of width and height from the upper left."""

    x = forms.IntegerField(min_value=0, max_value=100)
    y = forms.IntegerField(min_value=0, max_value=100)


class PictureForm(forms.ModelForm):
    """A picture with its words.

    `duplicates` are pictures of the library that the new file is, or looks just like; they stop it until
    “Keep both” is pressed. `kept` is a token for the new file, so that a form with an error need not ask for it again.
    `filled` names the fields whose words came from the file.
    """

    focus_x = forms.IntegerField(
        label=gettext_lazy("Focal point, % from the left"), min_value=0, max_value=100, required=False
    )
    focus_y = forms.IntegerField(
        label=gettext_lazy("Focal point, % from the top"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("It stays in every crop. Click on the picture above, or give numbers."),
    )

    class Meta:
        model = Picture
        fields = [
            "file", "alt", "is_decorative", "needs_words", "caption", "credit", "copyright", "licence", "source_url"
        ]  # fmt: skip
        widgets = dict.fromkeys(("alt", "caption"), forms.TextInput(attrs={"class": "vLargeTextField"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duplicates: list[Picture] = []
        self.filled: list[str] = []
        self.kept: str = self.data.get("kept", "")
        self._waiting = taken_up(self.kept) if self.kept else None
        if self._waiting and "file" in self.fields:
            self.fields["file"].required = False
        self.initial["focus_x"], self.initial["focus_y"] = self.instance.focal_point

    def clean(self) -> dict[str, Any]:
        """Take up the file that was kept, fill in what a new one says, and look for it in the library."""
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if isinstance(file, CleanPicture):
            self.kept = ""
            self._fill(cleaned, file)
        elif self._waiting and "file" not in self.errors:
            cleaned["file"] = file = self._waiting
        if isinstance(file, CleanPicture) and "_keep_both" not in self.data:
            self.duplicates = library.alike(file.content_hash, other_than=self.instance.pk)
        if self.duplicates:
            self.add_error(
                None, _("This picture seems to be in the library already. Use that one, or keep both.")
            )
        if "alt" in self.changed_data or cleaned.get("is_decorative"):
            cleaned["needs_words"] = False
        return cleaned

    def _fill(self, cleaned: dict[str, Any], file: CleanPicture) -> None:
        """Typed words win; what a form with an error shows again includes what was filled in."""
        found = {name: getattr(file.words, name) for name in FROM_THE_FILE if not cleaned.get(name)}
        if cleaned.get("is_decorative"):
            found["alt"] = ""
        found = {name: words for name, words in found.items() if words}
        cleaned |= found
        self.filled = list(found)
        self.data = {**self.data.dict(), **found}  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Move the focal point of a new file at once, so that its crops are made around it; keep it after an error."""
        super()._post_clean()  # type: ignore[misc]
        file = self.cleaned_data.get("file")
        if not isinstance(file, CleanPicture):
            return
        self.instance.focal_x, self.instance.focal_y = self.focus()
        if self.errors and not self.kept:
            self.kept = put_by(file)

    def focus(self) -> tuple[int, int]:
        """The focal point that was typed; where a number is missing, the one there was."""
        x, y = self.initial["focus_x"], self.initial["focus_y"]
        typed_x, typed_y = self.cleaned_data.get("focus_x"), self.cleaned_data.get("focus_y")
        return (x if typed_x is None else typed_x, y if typed_y is None else typed_y)
