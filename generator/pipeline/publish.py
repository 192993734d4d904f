"""Publishing: changed files that tasks wrote are linked into the `docs` and `site` trees."""

from generator.core.file_tree import Tree, digest, listing, publish_tree, states, sync_tree
from generator.core.files import StoredFile, write_atomic
from generator.pipeline.context import BuildContext
from generator.pipeline.store import Store
from generator.pipeline.tasks import BOTH, DOCS, SITE
from generator.site import SETTINGS_FILE
from generator.site.csp import nginx


def publish(context: BuildContext, store: Store) -> str:
    """Update `docs` and `site`; the last site stays until the new one is complete.

    Returns a digest for `is_published`. Raises `FileAltered` if a needed file changed since it was written.
    """
    for name, data in _settings(context).items():
        write_atomic(context.folder / name, data)
    docs, site = _trees(store)
    sync_tree(docs, context.folder / "docs")
    publish_tree(site, context.folder / "site")
    return digest(states(docs), states(site))


def is_published(context: BuildContext, published: str) -> bool:
    """True if `docs` and `site` are as `publish` left them, by the digest it returned."""
    return (
        digest(listing(context.folder / "docs"), listing(context.folder / "site")) == published
        and all((context.folder / name).is_file() and (context.folder / name).read_bytes() == data
                for name, data in _settings(context).items())
    )  # fmt: skip


def _trees(store: Store) -> tuple[Tree, Tree]:
    """Return the trees of Markdown and of the finished site."""
    docs, site = Tree(), Tree()
    trees = {DOCS: (docs,), SITE: (site,), BOTH: (docs, site)}
    for output in store.outputs(*trees):
        folder, slash, name = output.address.rpartition("/")
        file = StoredFile(store.path(output.digest), (output.size, output.mtime))
        for tree in trees[output.tree]:
            tree.setdefault(folder + slash, {})[name] = file
    return docs, site


def _settings(context: BuildContext) -> dict[str, bytes]:
    """Return the settings files written next to the trees: for the engine, for a web server."""
    paths = context.paths
    return {
        SETTINGS_FILE: context.settings.written(paths.root).encode(),
        "headers/nginx.conf": nginx((paths.overrides / "404.html").read_text("utf-8")),
    }
