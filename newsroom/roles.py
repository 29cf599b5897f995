"""The roles of a small paper's staff, as groups: made once, then the site's own to change."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.migrations import CreateModel, Migration
from django.db.models import Q

VIEW, ADD, CHANGE, DELETE = "view", "add", "change", "delete"

ROLES: dict[str, dict[str, list[str]]] = {
    "Reporters": {
        "articles.article": [VIEW, ADD, CHANGE, DELETE],
        "articles.picture": [VIEW, ADD],
        "articles.author": [VIEW],
        "articles.section": [VIEW],
        "articles.source": [VIEW, ADD],
        "articles.sourcelink": [VIEW],
        "articles.topic": [VIEW],
        "shop.product": [VIEW],
    },
    "Editors": {
        "articles.article": [VIEW, ADD, CHANGE, DELETE, "publish"],
        "articles.correction": [VIEW, ADD],
        "articles.breakingnews": [VIEW, ADD, CHANGE, DELETE],
        "articles.frontslot": [VIEW, CHANGE],
        "articles.picture": [VIEW, ADD, CHANGE, DELETE],
        "articles.author": [VIEW, ADD, CHANGE, DELETE],
        "articles.section": [VIEW, ADD, CHANGE, DELETE],
        "articles.source": [VIEW, ADD, CHANGE, DELETE],
        "articles.sourcelink": [VIEW, CHANGE],
        "articles.topic": [VIEW, ADD, CHANGE, DELETE],
        "shop.product": [VIEW],
    },
    "Moderators": {
        "articles.article": [VIEW],
        "comments.ban": [VIEW, ADD, CHANGE],  # a ban is lifted, never deleted
        "comments.comment": [VIEW, CHANGE, DELETE],  # the last: to erase a person
        "comments.decision": [VIEW],
        "comments.replyrules": [VIEW, ADD, CHANGE, DELETE],
        "comments.report": [VIEW],
        "comments.training": [VIEW],
        "comments.watched": [VIEW, ADD, CHANGE, DELETE],
        "comments.word": [VIEW],
        "outbox.mail": [VIEW, CHANGE],  # those about replies alone, see `newsroom.outbox.readers`
    },
    "Shopkeepers": {
        "outbox.mail": [VIEW, CHANGE],  # those of the shop alone
        "shop.category": [VIEW, ADD, CHANGE, DELETE],
        "shop.photo": [VIEW, ADD, CHANGE, DELETE],
        "shop.product": [VIEW, ADD, CHANGE, DELETE],
        "shop.deliverymethod": [VIEW, ADD, CHANGE, DELETE],
        "shop.taxrate": [VIEW, ADD, CHANGE, DELETE],
        "shop.order": [VIEW, CHANGE, DELETE],  # the last: to erase a person
        "shop.withdrawal": [VIEW, CHANGE],
    },
}


def create_roles(*, plan: Iterable[tuple[Migration, bool]] | None = None, **_kwargs: Any) -> None:
    """Make the groups that do not exist; Django calls it after each `migrate`, when every permission is there.

    A group that exists is the site's own, but of models that this `migrate` has brought (`plan`: its migrations, and
    whether each was taken back) the site cannot have decided yet: it gets its role's permissions for those.
    """
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    new_models = _models_of(plan or ())
    for role, verbs_by_model in ROLES.items():
        group, is_new = groups.get_or_create(name=role)
        wanted = {label: verbs for label, verbs in verbs_by_model.items() if is_new or label in new_models}
        if wanted:
            group.permissions.add(*permissions.filter(_any_of(wanted)))


def _models_of(plan: Iterable[tuple[Migration, bool]]) -> set[str]:
    return {
        f"{migration.app_label}.{operation.name_lower}"
        for migration, is_backwards in plan
        for operation in migration.operations
        if isinstance(operation, CreateModel) and not is_backwards
    }


def _any_of(verbs_by_model: dict[str, list[str]]) -> Q:
    wanted = Q()
    for label, verbs in verbs_by_model.items():
        app, model = label.split(".")
        wanted |= Q(
            content_type__app_label=app,
            codename__in=[f"{verb}_{model}" for verb in verbs],
        )
    return wanted
