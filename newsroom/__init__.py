"""The composition root: settings, the site map, and the leaf modules that every app may use."""
