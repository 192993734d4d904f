"""Trees of a build: the Markdown and the site, put where they belong from what was made, as far as they changed.

What lies there is looked at by other processes meanwhile.
"""

from collections.abc import Collection
from pathlib import Path

from generator.core.file_tree import TreeSums, different, publish_tree, recover, spare_of, sync_tree, tree_sums
from generator.core.files import write_atomic
from generator.pipeline.cache import DOCS, PAGES, BuildCache
from generator.pipeline.context import BuildContext
from generator.pipeline.file_table import FileTable, MadeTree, parts_of
from generator.pipeline.pool import Ahead
from generator.pipeline.unchanged import Unchanged
from generator.site import SETTINGS_FILE
from generator.site.csp import nginx


class Trees:
    """The trees of one folder, from the beginning of a run on."""

    def __init__(self, out: Path, cache: BuildCache, last: Unchanged) -> None:
        """Begin to look at what lies there; what a run before this one changed is looked at again."""
        self.cache, self.out, self.last = cache, out, last
        recover(out / "site")
        self.docs = Ahead(tree_sums, out / "docs", last.many) if cache.thorough else last.docs
        self.spare = Ahead(tree_sums, spare_of(out / "site"), last.many)

    def put(self, context: BuildContext, files: FileTable) -> Collection[TreeSums]:
        """Put the files there, with the settings that belong to them; gives what the trees are now."""
        paths = context.paths
        write_atomic(self.out / SETTINGS_FILE, context.settings.written(paths.root).encode())
        write_atomic(self.out / "headers/nginx.conf", nginx((paths.overrides / "404.html").read_text("utf-8")))
        self.last.look_again()
        self.cache.drop_unused()
        trees = {part: files.tree(part, self.cache.made) for part in (DOCS, PAGES)}
        sums = {part: self._sums(part, tree) for part, tree in trees.items()}
        sync_tree(trees[DOCS].folders, self.out / "docs", different(sums[DOCS], self.docs.value))
        publish_tree(trees[PAGES].folders, sums[PAGES], self.out / "site", self.spare.value)
        self.cache.close(files, sums)
        return sums.values()

    def _sums(self, part: str, tree: MadeTree) -> TreeSums:
        changes, parts = self.cache.changes, parts_of(part)
        if not changes.certain or part not in changes.trees:
            return tree.folder_sums()
        return tree.folder_sums(changes.trees[part], {folder for of, folder in changes.folders if of in parts})
