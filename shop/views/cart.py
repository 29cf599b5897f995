"""The cart: see it, add to it, change it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.public_forms import require_post, same_origin, see_other
from shop import cart
from shop.forms import AddToCartForm, CartForm
from shop.models import Cart, Product
from shop.views.shopper import cart_of, with_cart_cookie


@require_safe
@never_cache
def cart_detail(request: HttpRequest) -> HttpResponse:
    """What the shopper's cart holds."""
    lines = list(cart.lines_of(cart_of(request)))
    return _render_cart(request, CartForm(lines))


@require_post
@same_origin
def cart_update(request: HttpRequest) -> HttpResponse:
    """Store the quantities typed in the cart, all or none."""
    lines = list(cart.lines_of(cart_of(request)))
    form = CartForm(lines, request.POST)
    if not form.is_valid():
        return _render_cart(request, form, status=422)

    form.save()
    return see_other(reverse("shop:cart"))


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

    shoppers_cart = shoppers_cart or Cart.objects.create()
    cart.add(shoppers_cart, product, form.quantity)
    stays = "add" in request.POST
    response = see_other(f"{product.get_absolute_url()}?added" if stays else reverse("shop:cart"))
    return with_cart_cookie(response, shoppers_cart)


@require_post
@same_origin
def cart_line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out of the cart; one that is gone already is fine."""
    cart.lines_of(cart_of(request)).filter(pk=pk).delete()
    return see_other(reverse("shop:cart"))


def _render_cart(request: HttpRequest, form: CartForm, status: int = 200) -> HttpResponse:
    context = {
        "cart_form": form,
        "subtotal": cart.subtotal(form.lines),
        "saved": cart.saved(form.lines),
        "ordering_note": settings.SHOP_ORDERING_NOTE,
    }
    return render(request, "shop/cart_detail.html", context, status=status)
