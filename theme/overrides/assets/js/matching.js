/*
 * What 查询 finds in the records: by words, each anywhere, and by filters; in which order; and how a query is written in
 * the address (?q=&year=…&sort=), so that it can be passed on. A query is { text, sort, picked }: of each filter a set.
 */
'use strict';

JXGK.define('matching', ['columns', 'records', 'finding'], (columns, records, finding) => {
  const { folded, wordsOf, LETTERS, spelled } = finding;
  /* Where words are looked for, and what a hit there is worth. */
  const FIELDS = [
    ['name', 40],
    ['title', 40],
    ['unit', 20],
    ['agency', 10],
    ['grade', 6],
    ['score', 6],
    ['budget', 5],
  ];
  const BANDS = [
    [10, '不足10万元'],
    [50, '10万至50万元'],
    [100, '50万至100万元'],
    [500, '100万至500万元'],
    [Infinity, '500万元以上'],
  ];

  const band = (record) => (record.budget ? [BANDS.find(([below]) => Number(record.budget) < below)[1]] : []);
  const steps = new Map(records.map((record) => [record.rank, Number(record.step)]));
  const byText = new Intl.Collator('zh-Hans-CN').compare;
  const byPlace = (list) => (a, b) => list.indexOf(a) - list.indexOf(b);
  const titleOf = (key) => columns.fields.find((field) => field.key === key).title;
  const facets = [
    { key: 'year', label: titleOf('year'), of: (r) => [r.year], order: (a, b) => b - a },
    { key: 'grade', label: '评价等级', of: (r) => [r.rank], order: (a, b) => steps.get(a) - steps.get(b) },
    { key: 'unit', label: titleOf('unit'), of: (r) => [r.unit], order: byText },
    { key: 'method', label: titleOf('method'), of: (r) => [r.method], order: byText },
    { key: 'amount', label: titleOf('budget'), of: band, order: byPlace(BANDS.map(([, label]) => label)) },
    { key: 'state', label: titleOf('rectification'), of: (r) => r.states, order: byPlace(columns.states) },
  ];
  for (const facet of facets) {
    facet.values = [...new Set(records.flatMap(facet.of))].filter(Boolean).sort(facet.order);
  }

  const number = (text) => (text && Number.isFinite(Number(text)) ? Number(text) : -Infinity);
  const sorts = {
    relevance: ['相关程度', (a, b) => b.worth - a.worth || a.place - b.place],
    year: ['年度从近到远', (a, b) => b.record.year - a.record.year || a.place - b.place],
    score: ['评价分值从高到低', (a, b) => number(b.record.score) - number(a.record.score) || a.place - b.place],
    budget: ['预算金额从大到小', (a, b) => number(b.record.budget) - number(a.record.budget) || a.place - b.place],
  };

  /* ---- words: all must occur; the place of the hit decides what it is worth ---- */

  const index = records.map((record, place) => ({
    record,
    place,
    texts: FIELDS.filter(([key]) => record[key]).map(([key, worth]) => [folded(record[key]), worth]),
  }));

  function worthOf(word, { record, texts }) {
    const found = texts.find(([text]) => text.includes(word));
    if (found) return found[1];
    return LETTERS.test(word) && record.initials.some((one) => spelled(one, word) >= 0) ? 2 : 0;
  }

  function match(words) {
    const hits = [];
    for (const one of index) {
      let worth = 0;
      const all = words.every((word) => {
        const more = worthOf(word, one);
        worth += more;
        return more;
      });
      if (all) hits.push({ record: one.record, place: one.place, worth });
    }
    return hits;
  }

  /* Records that share the most pairs of neighbouring characters with what was asked, and at least a third of them. */
  function nearest(text) {
    const asked = folded(text);
    const pairs = new Set();
    for (let at = 0; at + 1 < asked.length; at += 1) pairs.add(asked.slice(at, at + 2));
    const scored = index.map(({ record, texts }) => {
      const whole = texts.map(([one]) => one).join(' ');
      return { record, shared: [...pairs].filter((pair) => whole.includes(pair)).length };
    });
    return scored
      .filter((one) => one.shared && one.shared * 3 >= pairs.size)
      .sort((a, b) => b.shared - a.shared)
      .slice(0, 5)
      .map((one) => one.record);
  }

  /* ---- filters ---- */

  const none = () => Object.fromEntries(facets.map(({ key }) => [key, new Set()]));

  /* Whether a record passes all filters, or all but one. */
  const passes = (record, picked, except) =>
    facets.every((facet) => {
      const wanted = picked[facet.key];
      return facet === except || !wanted.size || facet.of(record).some((value) => wanted.has(value));
    });

  /* How many of the hits each value of a filter would leave. */
  function counts(hits, picked, facet) {
    const found = new Map(facet.values.map((value) => [value, 0]));
    for (const { record } of hits) {
      if (!passes(record, picked, facet)) continue;
      for (const value of facet.of(record)) found.set(value, (found.get(value) ?? 0) + 1);
    }
    return found;
  }

  /* ---- the address ---- */

  function written({ text, sort, picked }) {
    const params = new URLSearchParams();
    if (text.trim()) params.set('q', text.trim());
    for (const { key } of facets) for (const value of picked[key]) params.append(key, value);
    if (sort !== 'relevance') params.set('sort', sort);
    return params.toString();
  }

  function read(address) {
    const params = new URLSearchParams(address);
    const sort = params.get('sort') ?? '';
    const picked = Object.fromEntries(facets.map(({ key }) => [key, new Set(params.getAll(key))]));
    return { text: params.get('q') ?? '', sort: Object.hasOwn(sorts, sort) ? sort : 'relevance', picked };
  }

  return { facets, sorts, wordsOf, match, nearest, none, passes, counts, written, read };
});
