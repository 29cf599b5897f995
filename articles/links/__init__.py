"""The links to sources, watched: which are due, a polite and safe look at each, and what it says over time."""
