"""The site map."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from newsroom import views

urlpatterns = [
    path("", views.home, name="home"),
    path("shop/", include("shop.urls")),
    path("admin/", admin.site.urls),
    path(
        "favicon.ico",
        RedirectView.as_view(url=f"{settings.STATIC_URL}newsroom/img/favicon.svg"),
    ),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]
