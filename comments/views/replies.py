"""Sending a reply, and finding it."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Revision
from articles.views import gone, without_text
from comments import receiving, remembering, threads
from comments.forms import ReplyForm
from comments.models import Comment
from comments.opening import Opening, opening_of
from newsroom.limits import ReachedError
from newsroom.public_forms import require_post, same_origin, see_other


@require_post
@same_origin
def reply_create(request: HttpRequest, day: date, slug: str) -> HttpResponse:
    """Keep a reply until a moderator has read it, unless a rule of the site publishes it."""
    revision = live_at(day=day, slug=slug)
    if revision is None:
        return _without_article(request, day=day, slug=slug)
    opening = opening_of(revision)
    form = ReplyForm(revision.article, opening, request.POST)
    if not form.is_valid():
        return _refused(request, revision, form, status=422)

    submission = form.submission(request)
    topics = form.cleaned_data["topics"]
    try:
        comment = receiving.take(
            form.instance, submission, mode=opening.mode, user=staff_of(request), topics=topics
        )
    except receiving.KnownError:
        form.add_error(
            None, _("We have this very reply already. The page that its writer was shown tells more.")
        )
        return _refused(request, revision, form, status=422)
    except ReachedError:
        form.add_error(
            None, _("Too many replies come from your network just now. Send yours again in ten minutes.")
        )
        return _refused(request, revision, form, status=429)
    except receiving.GoneError:
        return _deleted_meanwhile(request, revision, opening)
    response = see_other(comment.status_page)
    if form.cleaned_data["remember"] and comment.guest == submission.guest:
        remembering.remember(response, comment)
    elif remembering.is_unticked(request):
        remembering.forget(response)
    return response


@require_safe
def reply(request: HttpRequest, day: date, slug: str, pk: int) -> HttpResponse:
    """Lead to a published reply, on whichever page of its article it stands now."""
    revision = Revision.objects.live().at_address(day=day, slug=slug).select_related("article").first()
    if revision is None:
        return without_text(request, day=day, slug=slug)
    published = Comment.objects.approved().filter(article=revision.article)
    comment = get_object_or_404(published.select_related("root"), pk=pk)
    page = f"{revision.article.get_absolute_url()}{threads.query_of(comment)}"
    return HttpResponseRedirect(f"{page}#comment-{comment.pk}")


def live_at(*, day: date, slug: str) -> Revision | None:
    """What is live at an article's address, or at the one where it stands now: a form may be older than its moving."""
    live = Revision.objects.live().select_related("article").defer("body")
    return live.at_address(day=day, slug=slug).first() or live.formerly_at(day=day, slug=slug).first()


def staff_of(request: HttpRequest) -> User | None:
    """The member of staff who sends a form; a visitor without a session is not asked about."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if isinstance(user, User) and user.is_active and user.is_staff else None


def _refused(request: HttpRequest, revision: Revision, form: ReplyForm, *, status: int) -> HttpResponse:
    """The article's page with what was typed, at the first field that is wrong."""
    form.point_to_first_error()
    page = Revision.objects.for_page().get(pk=revision.pk)
    context = {"revision": page, "reply_form": form}
    return render(request, "articles/article_detail.html", context, status=status)


def _deleted_meanwhile(request: HttpRequest, revision: Revision, opening: Opening) -> HttpResponse:
    """Give a reply back: to be sent anew where only the comment was deleted that it answers, else to be kept."""
    form = ReplyForm(revision.article, opening, request.POST)
    if Article.objects.filter(pk=revision.article_id).exists() and not form.is_valid():
        return _refused(request, revision, form, status=422)
    return render(request, "410.html", {"reply": form.data.get("text", "")}, status=410)


def _without_article(request: HttpRequest, *, day: date, slug: str) -> HttpResponse:
    """Refuse a reply to what is no longer live, and give it back; Http404 for what never was."""
    seen = Revision.objects.seen().select_related("article").order_by("-live_from")
    ended = seen.at_address(day=day, slug=slug).first() or seen.formerly_at(day=day, slug=slug).first()
    if ended is None:
        raise Http404
    return gone(request, ended, reply=request.POST.get("text", ""))
