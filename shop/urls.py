"""The shop's addresses."""

from django.urls import path

from shop import merchant_feed
from shop.views import cart, catalogue, checkout, invoices, orders, stripe, withdrawal

app_name = "shop"
urlpatterns = [
    path("", catalogue.product_list, name="products"),
    path("products.xml", merchant_feed.feed, name="merchant-feed"),
    path("categories/<slug:slug>/", catalogue.category_detail, name="category"),
    path("products/<slug:slug>/", catalogue.product_detail, name="product"),
    path("cart/", cart.cart_detail, name="cart"),
    path("cart/quantities/", cart.cart_update, name="cart-update"),
    path("cart/lines/", cart.cart_line_create, name="cart-line-create"),
    path("checkout/", checkout.checkout_detail, name="checkout"),
    path("checkout/total/", checkout.checkout_total, name="checkout-total"),
    path("orders/", checkout.order_create, name="order-create"),
    path("orders/<slug:code>/<slug:secret>/", orders.order_detail, name="order"),
    path("orders/<slug:code>/<slug:secret>/cancellation/", orders.order_cancel, name="order-cancel"),
    path("orders/<slug:code>/<slug:secret>/invoices/<int:number>/", invoices.invoice_detail, name="invoice"),
    path(
        "orders/<slug:code>/<slug:secret>/invoices/<int:number>.pdf",
        invoices.invoice_as_pdf,
        name="invoice-pdf",
    ),
    path("orders/<slug:code>/<slug:secret>/payment/", stripe.order_pay, name="order-pay"),
    path("orders/<slug:code>/<slug:secret>/payment/return/", stripe.order_return, name="order-return"),
    path("stripe/webhook/", stripe.stripe_webhook, name="stripe-webhook"),
    path("withdrawal/", withdrawal.withdrawal_form, name="withdrawal"),
    path("withdrawal/review/", withdrawal.withdrawal_review, name="withdrawal-review"),
    path("withdrawals/", withdrawal.withdrawal_create, name="withdrawal-create"),
    path("withdrawals/<slug:secret>/", withdrawal.withdrawal_receipt, name="withdrawal-receipt"),
]
