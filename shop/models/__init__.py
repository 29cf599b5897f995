"""The nouns of the shop, one file each."""

from shop.models.cart import Cart, CartLine
from shop.models.delivery import DeliveryMethod
from shop.models.event import EventKind, OrderEvent
from shop.models.invoice import Invoice
from shop.models.order import Order, OrderQuerySet, PaymentMethod, State
from shop.models.order_line import OrderLine, OrderTax
from shop.models.payment import Payment, ProviderEvent, Refund, RefundState
from shop.models.price_log import PriceChange
from shop.models.product import Kind, Product, ProductPhoto, ProductQuerySet, freed_pieces, logged_prices
from shop.models.shelf import Category, Photo
from shop.models.stock import MovementKind, StockMovement
from shop.models.tax import TaxRate
from shop.models.withdrawal import Withdrawal

__all__ = [
    "Cart",
    "CartLine",
    "Category",
    "DeliveryMethod",
    "EventKind",
    "Invoice",
    "Kind",
    "MovementKind",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderQuerySet",
    "OrderTax",
    "Payment",
    "PaymentMethod",
    "Photo",
    "PriceChange",
    "Product",
    "ProductPhoto",
    "ProductQuerySet",
    "ProviderEvent",
    "Refund",
    "RefundState",
    "State",
    "StockMovement",
    "TaxRate",
    "Withdrawal",
    "freed_pieces",
    "logged_prices",
]
