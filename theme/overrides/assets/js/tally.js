/*
 * Tally of projects: how many there are of each value of a filter, and the sums of what is listed. That of all is in the
 * head of the records, those of the years come when some are picked, made the same way (generator/exports/_facets.py).
 */
'use strict';

JXGK.define('tally', ['columns', 'files', 'matching', 'amounts'], (columns, files, { passes }, amounts) => {
  /* How many of the hits each value of a filter would leave. */
  function counts(hits, picked, facet) {
    const byValue = new Map();
    for (const { record } of hits) {
      if (!passes(record, picked, facet)) continue;
      for (const value of facet.of(record)) byValue.set(value, (byValue.get(value) ?? 0) + 1);
    }
    return byValue;
  }

  /* The same of some tallies. */
  function added(tallies, facet) {
    const byValue = new Map();
    for (const tally of tallies) {
      for (const [place, count] of Object.entries(tally.facets[facet.key])) {
        const value = facet.values[place];
        byValue.set(value, (byValue.get(value) ?? 0) + count);
      }
    }
    return byValue;
  }

  const figures = (records, key) => records.map((record) => record[key]).filter(Boolean);
  const summed = (texts) => [texts.length, amounts.sum(texts)];

  /* Sums of records: of budget, of spending, of the scores that rest on the same. */
  function sums(records) {
    const scores = {};
    for (const { basis, score } of records.filter((record) => record.score)) (scores[basis] ??= []).push(score);
    return {
      count: records.length,
      budget: summed(figures(records, 'budget')),
      spent: summed(figures(records, 'spent')),
      scores: Object.fromEntries(Object.entries(scores).map(([basis, texts]) => [basis, summed(texts)])),
    };
  }

  const total = (all) => [all.reduce((sum, [count]) => sum + count, 0), amounts.sum(all.map(([, text]) => text))];

  function sumsOf(tallies) {
    const scores = {};
    for (const [basis, score] of tallies.flatMap((some) => Object.entries(some.scores)))
      (scores[basis] ??= []).push(score);
    return {
      count: tallies.reduce((sum, { count }) => sum + count, 0),
      budget: total(tallies.map(({ budget }) => budget)),
      spent: total(tallies.map(({ spent }) => spent)),
      scores: Object.fromEntries(Object.entries(scores).map(([basis, all]) => [basis, total(all)])),
    };
  }

  /* Sums and counts of whole years; the filter for years itself counts all. */
  async function ofYears(wanted) {
    const all = [columns.tally];
    const isAll = wanted.length === columns.years.length;
    const byYear = isAll ? {} : await files.load(columns.tallies);
    const tallies = isAll ? all : wanted.map((year) => byYear[year]);
    return { sums: sumsOf(tallies), counts: (facet) => added(facet.key === 'year' ? all : tallies, facet) };
  }

  /* The sums in words; how many figures each is made of where some projects have none. */
  function words({ count, budget, spent, scores }) {
    const of = (known) => (known === count ? '' : `（${known} 个有此数）`);
    const phrases = [
      ['预算合计', budget],
      ['支出合计', spent],
    ]
      .filter(([, [known]]) => known)
      .map(([label, [known, text]]) => `${label} ${amounts.inWords(text)}${of(known)}`);
    const groups = Object.values(scores);
    if (groups.length) {
      const [known, points] = total(groups);
      const mixed = groups.length > 1 ? `（评级办法或指标权重有 ${groups.length} 种，不能直接比较）` : '';
      phrases.push(`平均评价分值 ${amounts.mean(points, known)}${of(known)}${mixed}`);
    }
    return phrases;
  }

  return { counts, sums, ofYears, words };
});
