"""Load the demonstration: staff, sample content and, when asked, generated content in bulk."""

import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from newsroom.demo import ACCOUNTS, bulk, decided, sample, staff


class Command(BaseCommand):
    """`manage.py load_demo`; what exists already is left as it is."""

    help = "Load sample content and staff accounts; run again, it adds only what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The password of the accounts, and how much to generate."""
        parser.add_argument(
            "--password",
            default=os.environ.get("DEMO_PASSWORD"),
            help="of the staff accounts",
        )
        parser.add_argument(
            "--articles",
            type=int,
            default=0,
            metavar="N",
            help="generated stories, story-0 … story-N-1",
        )
        parser.add_argument(
            "--comments",
            type=int,
            default=0,
            metavar="M",
            help="generated comments on those stories",
        )
        parser.add_argument(
            "--decided",
            type=int,
            default=0,
            metavar="D",
            help="generated replies of both kinds that were decided",
        )
        parser.add_argument("--products", type=int, default=0, metavar="P", help="generated products")
        parser.add_argument(
            "--seed",
            type=int,
            default=0,
            metavar="S",
            help="the same seed gives the same content",
        )

    def handle(
        self,
        *,
        password: str | None,
        articles: int,
        comments: int,
        seed: int,
        **options: Any,
    ) -> None:
        """Load what is missing."""
        had_accounts = User.objects.filter(username__in=ACCOUNTS).exists()
        password_set = staff.load(password)
        if not sample.load():
            self.stdout.write("The site has content already, so the sample content is left out.")
        if articles:
            bulk.load_articles(articles, seed)
        if comments:
            bulk.load_comments(comments, seed)
        if options["decided"]:
            decided.load_decided(options["decided"], seed)
        if options["products"]:
            bulk.load_products(options["products"], seed)
        self.stdout.write("The demonstration is loaded.")
        if not (password or had_accounts):
            self.stdout.write(f"Accounts: {', '.join(ACCOUNTS)}. Password: {password_set}")
