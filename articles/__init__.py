"""Articles: stories as lines of revisions, with where each comes from."""
