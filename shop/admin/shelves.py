"""What products stand on and show: categories and photos."""

from django.contrib import admin

from newsroom.desk import DeskAdmin, UploadedPictureAdmin
from shop.models import Category, Photo


@admin.register(Category)
class CategoryAdmin(DeskAdmin):
    """The shelves of the shop, in the order of its menu."""

    list_display = ["name", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Photo)
class PhotoAdmin(UploadedPictureAdmin):
    """Pictures of products."""

    list_display = ["thumbnail", "alt"]
    list_display_links = ["thumbnail", "alt"]
    search_fields = ["alt"]
    fields = ["thumbnail", "file", "alt", "is_decorative"]
