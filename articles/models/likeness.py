"""Which articles are alike: computed by a task, read by an article's page."""

from django.db import models
from django.db.models import F, Q

from articles.models.article import Article


class Likeness(models.Model):
    """Another article resembles this one, by its words and the nearness of their days; made anew by a task."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Article, models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        ordering = ["-score"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="articles_likeness_pair_once"),
            models.CheckConstraint(condition=~Q(article=F("other")), name="articles_likeness_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ~ {self.other_id}: {self.score:.2f}"
