"""The roles of a small paper's staff, as groups: made once, then the site's own to change."""

from typing import Any

from django.apps import apps
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
        "comments.comment": [VIEW, CHANGE],
    },
    "Shopkeepers": {
        "shop.category": [VIEW, ADD, CHANGE, DELETE],
        "shop.photo": [VIEW, ADD, CHANGE, DELETE],
        "shop.product": [VIEW, ADD, CHANGE, DELETE],
    },
}


def create_roles(**_kwargs: Any) -> None:
    """Make the groups that do not exist; Django calls it after each `migrate`, when every permission is there."""
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    for role, verbs_by_model in ROLES.items():
        group, is_new = groups.get_or_create(name=role)
        if is_new:
            group.permissions.set(permissions.filter(_any_of(verbs_by_model)))


def _any_of(verbs_by_model: dict[str, list[str]]) -> Q:
    wanted = Q()
    for label, verbs in verbs_by_model.items():
        app, model = label.split(".")
        wanted |= Q(
            content_type__app_label=app,
            codename__in=[f"{verb}_{model}" for verb in verbs],
        )
    return wanted
