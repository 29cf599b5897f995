"""The pages of the comment section."""
