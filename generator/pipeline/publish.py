"""Publishing: the trees of a build are put in their place from the files that tasks wrote, as far as they changed."""

from collections import defaultdict
from collections.abc import Iterable

from generator.core.file_tree import Tree, WantedFile, holds, publish_tree, sync_tree
from generator.core.files import write_atomic
from generator.pipeline.context import BuildContext
from generator.pipeline.store import Output, Store
from generator.pipeline.tasks import BOTH, DOCS, SITE
from generator.site import SETTINGS_FILE
from generator.site.csp import nginx


def publish(context: BuildContext, store: Store) -> None:
    """Put `docs` and `site` in their place; the last site stays until the new one is whole.

    Raises `FileAltered` where a file that is needed is not as it was written.
    """
    for name, data in _settings(context).items():
        write_atomic(context.folder / name, data)
    docs, site = _trees(store)
    sync_tree(docs, context.folder / "docs")
    publish_tree(site, context.folder / "site")


def is_published(context: BuildContext, store: Store) -> bool:
    """Return whether the trees of the last complete build lie in their place, as they were written."""
    docs, site = _trees(store, of_any_run=True)
    return (
        holds(context.folder / "docs", docs)
        and holds(context.folder / "site", site)
        and all((context.folder / name).is_file() and (context.folder / name).read_bytes() == data
                for name, data in _settings(context).items())
    )  # fmt: skip


def _trees(store: Store, of_any_run: bool = False) -> tuple[Tree, Tree]:
    """Return the trees of Markdown and of the finished site."""
    docs, site = (store.outputs(tree, BOTH, of_any_run=of_any_run) for tree in (DOCS, SITE))
    return _tree(store, list(docs)), _tree(store, list(site))


def _tree(store: Store, outputs: Iterable[Output]) -> Tree:
    tree: Tree = defaultdict(dict)
    for output in outputs:
        folder, slash, name = output.address.rpartition("/")
        tree[folder + slash][name] = WantedFile(output.size, output.mtime, store.path(output.digest))
    return tree


def _settings(context: BuildContext) -> dict[str, bytes]:
    """Return the settings that are written beside the trees, by their names: for the engine, for a web server."""
    paths = context.paths
    return {
        SETTINGS_FILE: context.settings.written(paths.root).encode(),
        "headers/nginx.conf": nginx((paths.overrides / "404.html").read_text("utf-8")),
    }
