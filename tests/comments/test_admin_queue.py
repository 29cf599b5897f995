"""x."""
import pytest
from tests.factories import *
pytestmark = pytest.mark.django_db
def test_x(client, moderator):
    client.force_login(moderator)
    c = make_comment()
    r = client.get("/admin/comments/comment/queue/")
    assert r.status_code == 200
    r = client.get(f"/admin/comments/comment/{c.pk}/change/")
    assert r.status_code == 200
    r = client.post("/admin/comments/comment/act/", {"reply": f"{c.pk}.0", "act": "approve"}, follow=True)
    print(r.redirect_chain)
    assert r.status_code == 200
    assert "Approved" in r.text
