"""Hand out what is stored about a person who replies."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from comments import erasing


class Command(BaseCommand):
    """`manage.py export_replies EMAIL`: all that is stored about an address in connection with replies, as JSON."""

    help = "Write what is stored about an email address in connection with replies, as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose data."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        told = erasing.export(options["email"])
        self.stdout.write(json.dumps(told, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False))
