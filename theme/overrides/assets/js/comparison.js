/*
 * What 并排比较 puts beside what: of the facts of some projects (generator/exports/comparison.py writes them) those of
 * the same name in one row. It lays out texts and works out no figure.
 */
'use strict';

JXGK.define('comparison', [], () => {
  const BASIS = ['评级办法', '满分', '一级指标及权重'];

  const textOf = (value) => (Array.isArray(value) ? value[0] : value); /* ours is in a list */

  /* Rows of names and values, which all projects have in the same order; `differs`: scores then cannot be compared. */
  function paired(lists) {
    return lists[0].map(([name], at) => {
      const cells = lists.map((list) => list[at][1]);
      const known = new Set(cells.map(textOf).filter(Boolean));
      return { name, cells, differs: BASIS.includes(name) && known.size > 1 };
    });
  }

  /* Rows of the same name; a name that a project has twice is its first and its second row. */
  function named(lists) {
    const rows = new Map();
    lists.forEach((list, place) => {
      const times = new Map();
      for (const item of list) {
        const [name] = item;
        const time = times.get(name) ?? 0;
        times.set(name, time + 1);
        const key = `${time} ${name}`;
        if (!rows.has(key)) rows.set(key, { name, cells: lists.map(() => null) });
        rows.get(key).cells[place] = item;
      }
    });
    return Array.from(rows.values());
  }

  const count = (row) => row.cells.filter(Boolean).length;

  /* What several have, most first; then what one has alone. */
  function parted(lists) {
    const rows = named(lists);
    const shared = rows.filter((row) => count(row) > 1).sort((a, b) => count(b) - count(a));
    return { shared, single: rows.filter((row) => count(row) === 1) };
  }

  /* Whether the scores can be put beside each other, in a sentence. */
  function verdict(rows) {
    const basis = rows.filter((row) => BASIS.includes(row.name));
    const names = (list) => list.map((row) => row.name).join('、');
    const different = names(basis.filter((row) => row.differs));
    const unknown = names(basis.filter((row) => row.cells.includes('')));
    const gap = unknown && `公开文件未全部载明${unknown}`;
    if (different) return `得分不能直接比较：${different}不同${gap && `；${gap}`}。`;
    if (gap) return `无法判断得分能否直接比较：${gap}。`;
    return '评级办法、满分、一级指标及权重都相同；下级指标是否相同，见下面的指标。';
  }

  return { paired, named, parted, verdict };
});
