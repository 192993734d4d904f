"""Pipeline: from content files to a published site, in one direction.

Start reading at `build`. A build is a set of `tasks`, functions with small arguments; the `store` caches their results
under keys derived from all their inputs, and a `pool` of processes runs those without a cached result. When a project
file changes, the project's own page and the totals that include it are rebuilt; when anything else in the content
changes, everything is.
"""
