"""The page on which an editor takes an article from readers, and says why."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.models import Article
from newsroom.desk import staff


class WithdrawalForm(forms.Form):
    """Why an article is withdrawn, for readers."""

    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Readers find this at the article’s address from now on."),
    )


class Withdrawing(admin.ModelAdmin):
    """The page of the article admin that withdraws."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page."""
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<int:pk>/withdraw/", view, name="articles_article_withdraw"), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the reason, then withdraw."""
        article = self.get_object(request, str(pk))
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))  # type: ignore[attr-defined,no-any-return]
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied(_("Only editors withdraw."))
        form = WithdrawalForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._withdraw(request, article, form):
            return redirect("admin:articles_article_changelist")
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw this article"),
            "opts": self.opts,
            "article": article,
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": ["note"]})], {}),  # type: ignore[arg-type]
            "media": self.media + form.media,
        }
        return render(request, "admin/articles/article/withdraw.html", context)

    def _withdraw(self, request: HttpRequest, article: Article, form: WithdrawalForm) -> bool:
        try:
            publishing.withdraw(article, by=staff(request), note=form.cleaned_data["note"])
        except ValueError:
            form.add_error(None, _("Readers do not see this article, so there is nothing to withdraw."))
            return False
        self.log_change(request, article, _("Withdrawn: %s") % form.cleaned_data["note"])
        messages.success(request, _("Withdrawn. Its address says so, and why."))
        return True
