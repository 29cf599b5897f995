"""The cart: see it, add to it, change it."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.public_forms import leads_to, require_post, same_origin, see_other
from shop import cart
from shop.forms import AddToCartForm, CartForm
from shop.models import Cart, CartLine, Product
from shop.views.shopper import account_of, cart_of, with_cart, with_right_count


@require_safe
@never_cache
def cart_detail(request: HttpRequest) -> HttpResponse:
    """What the shopper's cart holds."""
    lines = list(cart.lines_of(cart_of(request)))
    return _render_cart(request, CartForm(lines))


@leads_to("shop:cart")
@require_post
@same_origin
def cart_update(request: HttpRequest) -> HttpResponse:
    """Store the quantities typed, all or none; “Remove” takes its line out first, “Check out” goes on afterwards."""
    shoppers_cart = cart_of(request)
    form, removed = _change(shoppers_cart, request.POST)
    if not form.is_valid():
        return _render_cart(request, form, removed=removed, status=422)

    response = see_other(reverse("shop:checkout" if "checkout" in request.POST else "shop:cart"))
    if shoppers_cart is None:
        return with_right_count(request, response, 0)
    return with_cart(response, shoppers_cart, count=cart.count(shoppers_cart))


@leads_to("shop:cart")
@require_post
@same_origin
def cart_line_create(request: HttpRequest) -> HttpResponse:
    """Put a product in the cart: “Buy Now” goes to the cart, “Add to cart” back to the product."""
    slug = slugify(request.POST.get("product", ""))  # whatever was sent, now fit to be looked up
    product = Product.objects.listed().for_cards().select_related("category").filter(slug=slug).first()
    if product is None:
        return render(request, "shop/product_gone.html", status=404)
    shoppers_cart = cart_of(request)
    form = AddToCartForm(product, request.POST, held=cart.held(shoppers_cart, product))
    if not form.is_valid():
        context = {"product": product, "quantity_form": form}
        return render(request, "shop/product_detail.html", context, status=422)

    with transaction.atomic():
        shoppers_cart = cart.opened(shoppers_cart, account_of(request))
        cart.add(shoppers_cart, product, form.quantity, from_article=form.from_article)
    address = f"{product.get_absolute_url()}?added#added" if "add" in request.POST else reverse("shop:cart")
    return with_cart(see_other(address), shoppers_cart, count=cart.count(shoppers_cart))


@transaction.atomic
def _change(shoppers_cart: Cart | None, sent: QueryDict) -> tuple[CartForm, CartLine | None]:
    """Do what the cart's form says, to its lines as they are now; the form, and the line that was taken out.

    The cart is locked before its lines are read, so what another tab adds comes before or after, and is kept.
    """
    if shoppers_cart:
        cart.touch(shoppers_cart)
    lines = list(cart.lines_of(shoppers_cart))
    removed = next((line for line in lines if str(line.pk) == sent.get("remove")), None)
    if shoppers_cart and removed:
        cart.remove(shoppers_cart, removed)
        lines.remove(removed)
    form = CartForm(lines, sent)
    if shoppers_cart and form.is_valid():
        cart.store(shoppers_cart, form.changed())
    return form, removed


def _render_cart(
    request: HttpRequest, form: CartForm, *, removed: CartLine | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "cart_form": form,
        "removed": removed,
        "subtotal": cart.subtotal(form.lines),
        "saved": cart.saved(form.lines),
        "can_be_ordered": cart.can_be_ordered(form.lines),
    }
    response = render(request, "shop/cart_detail.html", context, status=status)
    return with_right_count(request, response, sum(line.quantity for line in form.lines))
