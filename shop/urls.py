"""The shop's addresses."""

from django.urls import path

from shop.views import cart, catalogue

app_name = "shop"
urlpatterns = [
    path("", catalogue.product_list, name="products"),
    path("categories/<slug:slug>/", catalogue.category_detail, name="category"),
    path("products/<slug:slug>/", catalogue.product_detail, name="product"),
    path("cart/", cart.cart_detail, name="cart"),
    path("cart/quantities/", cart.cart_update, name="cart-update"),
    path("cart/lines/", cart.cart_line_create, name="cart-line-create"),
    path("cart/lines/<int:pk>/removal/", cart.cart_line_remove, name="cart-line-remove"),
]
