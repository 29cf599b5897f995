"""The shop's addresses."""

from django.urls import path

from shop import views

app_name = "shop"
urlpatterns = [
    path("", views.product_list, name="products"),
    path("categories/<slug:slug>/", views.category_detail, name="category"),
    path("products/<slug:slug>/", views.product_detail, name="product"),
    path("cart/", views.cart_detail, name="cart"),
    path("cart/quantities/", views.cart_update, name="cart-update"),
    path("cart/lines/", views.cart_line_create, name="cart-line-create"),
    path("cart/lines/<int:pk>/removal/", views.cart_line_remove, name="cart-line-remove"),
]
