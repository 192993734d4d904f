"""Desk (工作台): the local page of `make serve`, from the forms that come in to the published site, in a browser.

It shows what the pipeline knows and calls what the commands call; nothing is worked out here. Whatever takes long or
reads files of others runs in a process of its own (`jobs`). `guard` says who may ask, `saving` how a file is written.
"""
