"""Listings, and a product's own page."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop.listing import Wish
from shop.models import Category, Product, ProductQuerySet

SIZE = 24


@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    """The shop's front page: every product, or those that the address asks for."""
    wish = Wish.parse(request.GET)
    page = _page(request, wish.of(Product.objects.listed().for_cards()))
    return render(request, "shop/product_list.html", {"wish": wish, "page": page})


@require_safe
def category_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of one category, or those of them that the address asks for."""
    category = get_object_or_404(Category, slug=slug)
    wish = Wish.parse(request.GET)
    page = _page(request, wish.of(Product.objects.listed().for_cards().filter(category=category)))
    context = {"category": category, "wish": wish, "page": page}
    return render(request, "shop/category_detail.html", context)


@require_safe
def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A product's own page; `?added` says that it was just put in the cart."""
    product = get_object_or_404(
        Product.objects.listed()
        .for_cards()
        .select_related("category")
        .prefetch_related("more_photos__photo"),
        slug=slug,
    )
    return render(
        request,
        "shop/product_detail.html",
        {"product": product, "was_added": "added" in request.GET},
    )


def _page(request: HttpRequest, products: ProductQuerySet) -> Page[Product]:
    """The page that `?page=` asks for: a query that counts, and those of the cards. Raises Http404 if there is none."""
    try:
        return Paginator(products, SIZE).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404(_("There is no such page.")) from None
