"""The demonstration: a finished paper's content, its staff, and bulk content for measuring."""

# Each account with its group of `newsroom.roles`; the one without may do everything.
ACCOUNTS = {
    "admin": None,
    "editor": "Editors",
    "reporter": "Reporters",
    "moderator": "Moderators",
    "shopkeeper": "Shopkeepers",
}
