"""Pipeline: from files to a published site, each stage once and in one direction.

1. `context` reads what stands beside the projects; every worker of the `pool` has it at hand.
2. `projects` examines every project file by itself (`examination`) and renders its page; `check` ends here.
3. `build` makes what rests on several projects: years, units, tables, other pages, the search index (`stages`).
4. `build` syncs the finished trees, if nothing was wrong.

What is done is kept in the `cache`, under `keys` that follow from everything a task was given: builds are incremental.
`check.py` answers the questions of `check`, `explain` and `new` by the same examination.
"""
