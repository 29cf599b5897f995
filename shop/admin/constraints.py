"""Forms that say beside a field what the database's constraints refuse."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError


class ConstraintsBesideFields(forms.ModelForm):
    """`BESIDE` gives a constraint's field by its name; the message is the constraint's own."""

    BESIDE: ClassVar[dict[str, str]] = {}

    def validate_constraints(self) -> None:
        """Check each constraint whose fields are filled in rightly."""
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(self.BESIDE.get(constraint.name), error)
