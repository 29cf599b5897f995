"""Withdrawing from a contract: fill in, confirm, and keep the receipt."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom.caching import kept_for_back
from newsroom.public_forms import require_post, same_origin, see_other
from shop import withdrawals
from shop.models import Withdrawal
from shop.views.private import private
from shop.withdrawal_form import WithdrawalForm


def _where_offered[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.SHOP_WITHDRAWAL_DAYS:
            raise Http404
        return view(*args, **kwargs)

    return guarded


@_where_offered
@require_safe
@never_cache
def withdrawal_form(request: HttpRequest) -> HttpResponse:
    """The first step; `?order=` fills in an order's code."""
    form = WithdrawalForm(initial={"code": request.GET.get("order", "")[:40]})
    return render(request, "shop/withdrawal.html", {"form": form})


@_where_offered
@require_post
@same_origin
@kept_for_back
def withdrawal_review(request: HttpRequest) -> HttpResponse:
    """The second step shows what will be declared; nothing is stored yet. “Change” leads back to the first."""
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return render(request, "shop/withdrawal.html", {"form": form}, status=422)
    if "change" in request.POST:
        return render(request, "shop/withdrawal.html", {"form": form})

    if form.before:
        return _to_receipt(form.before)
    context = {"form": form, "declaration": form.declaration, "token": withdrawals.signed(form.declaration)}
    return render(request, "shop/withdrawal_review.html", context)


@_where_offered
@require_post
@same_origin
@kept_for_back
def withdrawal_create(request: HttpRequest) -> HttpResponse:
    """Take in what was confirmed, once; the answer leads to the receipt."""
    declaration, secret = withdrawals.read(request.POST.get("token", "")) or (None, "")
    order = withdrawals.find(declaration.code, declaration.email) if declaration else None
    if declaration is None or order is None:
        form = WithdrawalForm()
        context = {
            "form": form,
            "fault": _("This took too long, or was changed on its way. Please fill it in again."),
        }
        return render(request, "shop/withdrawal.html", context, status=422)

    withdrawal = withdrawals.declare(order, declaration, secret=secret)
    return (
        _to_receipt(withdrawal) if withdrawal.secret != secret else see_other(withdrawal.get_absolute_url())
    )


@require_safe
@private
def withdrawal_receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """The receipt, for whoever has this very address; `?before` says that nothing was declared anew."""
    withdrawal = get_object_or_404(Withdrawal.objects.select_related("order"), secret=secret)
    return render(request, "shop/withdrawal_receipt.html", {"withdrawal": withdrawal})


def _to_receipt(before: Withdrawal) -> HttpResponse:
    """On to the receipt of what was declared before."""
    return see_other(f"{before.get_absolute_url()}?before")
