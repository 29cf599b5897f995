"""The staff's roles: each sees and changes what its work needs, and nothing else."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from newsroom.roles import ROLES, create_roles
from tests.factories import make_user

LISTS = [
    "articles/article", "articles/author", "articles/breakingnews", "articles/correction", "articles/frontslot",
    "articles/picture", "articles/section", "articles/source", "articles/sourcelink", "articles/topic",
    "auth/group", "auth/user", "comments/ban", "comments/comment", "comments/decision", "comments/digest",
    "comments/replyrules", "comments/training", "comments/watched", "shop/category", "shop/photo", "shop/product",
    "shop/deliverymethod", "shop/taxrate", "shop/order", "shop/withdrawal", "outbox/mail",
]  # fmt: skip
SEES = {
    "Reporters": {
        "articles/article", "articles/author", "articles/picture", "articles/section", "articles/source",
        "articles/sourcelink", "articles/topic", "shop/product",
    },
    "Editors": {
        "articles/article", "articles/author", "articles/breakingnews", "articles/correction",
        "articles/frontslot", "articles/picture", "articles/section", "articles/source", "articles/sourcelink",
        "articles/topic", "shop/product",
    },
    "Moderators": {
        "articles/article", "comments/ban", "comments/comment", "comments/decision", "comments/digest",
        "comments/replyrules", "comments/training", "comments/watched", "outbox/mail",
    },
    "Shopkeepers": {
        "outbox/mail", "shop/category", "shop/deliverymethod", "shop/order", "shop/photo", "shop/product",
        "shop/taxrate", "shop/withdrawal",
    },
}  # fmt: skip
ADDS = {
    "Reporters": {"articles/picture", "articles/source"},
    "Editors": SEES["Editors"]
    - {"articles/article", "articles/frontslot", "articles/sourcelink", "shop/product"},
    "Moderators": {"comments/ban", "comments/digest", "comments/replyrules", "comments/watched"},
    "Shopkeepers": SEES["Shopkeepers"] - {"outbox/mail", "shop/order", "shop/withdrawal"},
}

pytestmark = pytest.mark.django_db


def test_there_is_a_group_for_each_role() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES) == set(SEES)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", LISTS)
def test_role_opens_the_lists_of_its_work_alone(client: Client, role: str, page: str) -> None:
    client.force_login(make_user(role=role))

    status = client.get(f"/admin/{page}/").status_code

    assert status == (200 if page in SEES[role] else 403)


@pytest.mark.parametrize("role", ROLES)
def test_index_shows_a_role_its_own_work_alone(client: Client, role: str) -> None:
    client.force_login(make_user(role=role))

    shown = set(re.findall(r'href="/admin/(\w+/\w+)/"', client.get("/admin/").text))

    assert shown == SEES[role]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "page", [page for page in LISTS if page not in {"articles/article", "auth/group", "auth/user"}]
)
def test_role_adds_what_its_work_needs_alone(client: Client, role: str, page: str) -> None:
    client.force_login(make_user(role=role))

    status = client.get(f"/admin/{page}/add/").status_code

    assert status == (200 if page in ADDS[role] else 403)


@pytest.mark.parametrize(
    ("role", "status"), [("Reporters", 200), ("Editors", 200), ("Moderators", 403), ("Shopkeepers", 403)]
)
def test_articles_are_begun_by_reporters_and_editors(client: Client, role: str, status: int) -> None:
    client.force_login(make_user(role=role))

    assert client.get("/admin/articles/article/add/", follow=True).status_code == status


def test_desk_is_closed_to_readers(client: Client) -> None:
    for page in ("", "articles/article/", "articles/revision/add/", "articles/picture/picker/"):
        response = client.get(f"/admin/{page}")
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_account_without_the_staff_flag_stays_outside(client: Client) -> None:
    client.force_login(User.objects.create_user("reader"))

    assert client.get("/admin/").status_code == 302


def test_member_of_staff_logs_in_with_a_password(client: Client) -> None:
    user = make_user("eva", role="Editors")
    user.set_password("tide-and-marsh")
    user.save()

    response = client.post("/admin/login/?next=/admin/", {"username": "eva", "password": "tide-and-marsh"})

    assert response["Location"] == "/admin/"
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"


def test_desk_asks_for_its_token(editor: User, strict_client: Client) -> None:
    strict_client.force_login(editor)

    response = strict_client.post("/admin/articles/topic/add/", {"name": "Ferry", "slug": "ferry"})

    assert response.status_code == 403
    assert "This was refused" in response.text


def test_every_script_and_style_of_the_desk_passes_its_policy(client: Client, editor: User) -> None:
    client.force_login(editor)

    for page in (
        "",
        "articles/article/",
        "articles/revision/add/",
        "articles/picture/picker/",
        "articles/topic/add/",
    ):
        response = client.get(f"/admin/{page}")
        policy = response["Content-Security-Policy"]
        [nonce] = set(re.findall(r"'nonce-([^']+)'", policy))
        assert "unsafe" not in policy
        inline = [tag for tag in re.findall(r"<(?:script|style)\b[^>]*>", response.text) if "src=" not in tag]
        assert all(f'nonce="{nonce}"' in tag or 'type="application/json"' in tag for tag in inline), inline
        assert not re.search(r"""<[^>]*\s(?:style|on\w+)=["']""", response.text), page


def test_roles_that_a_site_has_changed_are_left_as_they_are() -> None:
    group = Group.objects.get(name="Moderators")
    group.permissions.clear()

    create_roles()

    assert not group.permissions.exists()


def test_role_that_exists_gets_its_permissions_for_models_that_are_new() -> None:
    group = Group.objects.get(name="Editors")
    group.permissions.clear()
    loader = MigrationLoader(connection)
    front_page = loader.get_migration("articles", "0011_front_page")

    create_roles(plan=[(loader.get_migration("articles", "0001_initial"), True), (front_page, False)])

    codenames = set(group.permissions.values_list("codename", flat=True))
    assert codenames == {"view_frontslot", "change_frontslot"} | {
        f"{verb}_breakingnews" for verb in ("view", "add", "change", "delete")
    }
    assert (
        not Group.objects.get(name="Moderators").permissions.filter(codename__contains="frontslot").exists()
    )


def test_role_that_was_deleted_is_made_again_with_its_permissions() -> None:
    Group.objects.filter(name="Moderators").delete()

    create_roles()

    permissions = Group.objects.get(name="Moderators").permissions
    assert set(permissions.values_list("codename", flat=True)) == {
        f"{verb}_{label.partition('.')[2]}" for label, verbs in ROLES["Moderators"].items() for verb in verbs
    }


def test_every_permission_of_a_role_exists() -> None:
    for role, verbs_by_model in ROLES.items():
        count = sum(len(verbs) for verbs in verbs_by_model.values())
        assert Group.objects.get(name=role).permissions.count() == count
