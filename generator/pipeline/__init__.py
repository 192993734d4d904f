"""Pipeline: from content files to a published site, in one direction.

`build` is the story. A build is a set of `tasks`, functions with small arguments; the `store` keeps their results under
keys that follow from all they depend on, and a `pool` of processes runs those whose results are missing. One sentence
says what is made anew: a project's own page and what is summed from it when its file changes; everything when anything
that stands beside the projects changes.
"""
