"""The demonstration: a finished paper's content, its staff, and bulk content for measuring."""
