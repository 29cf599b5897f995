"""Listings, and a product's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsroom.paging import page_of
from shop.models import Category, Product


@require_safe
def product_list(request: HttpRequest) -> HttpResponse:
    """The shop's front page: every product, newest first."""
    page = page_of(
        Product.objects.listed().for_cards(),
        request,
        time="created_at",
        key="pk",
        size=24,
    )
    return render(request, "shop/product_list.html", {"page": page})


@require_safe
def category_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of one category."""
    category = get_object_or_404(Category, slug=slug)
    products = category.products.listed().for_cards()
    page = page_of(products, request, time="created_at", key="pk", size=24)
    return render(request, "shop/category_detail.html", {"category": category, "page": page})


@require_safe
def product_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A product's own page; `?added` says that it was just put in the cart."""
    product = get_object_or_404(Product.objects.listed().for_cards().select_related("category"), slug=slug)
    return render(
        request,
        "shop/product_detail.html",
        {"product": product, "was_added": "added" in request.GET},
    )
