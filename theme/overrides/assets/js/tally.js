/*
 * Tally of projects: how many there are of each value of a filter, and the sums of what is listed. Of the years whose
 * records have not come it is in the head of the records, made the same way (generator/exports/_facets.py).
 */
'use strict';

JXGK.define('tally', ['columns', 'matching', 'amounts'], ({ years }, { passes }, amounts) => {
  /* How many of the hits each value of a filter would leave. */
  function counts(hits, picked, facet) {
    const found = new Map();
    for (const { record } of hits) {
      if (!passes(record, picked, facet)) continue;
      for (const value of facet.of(record)) found.set(value, (found.get(value) ?? 0) + 1);
    }
    return found;
  }

  /* The same for whole years, of the filter for years itself all. */
  function countsOfYears(wanted, facet) {
    const found = new Map();
    for (const one of years.filter(({ year }) => facet.key === 'year' || wanted.has(year))) {
      for (const [place, count] of Object.entries(one.facets[facet.key])) {
        const value = facet.values[place];
        found.set(value, (found.get(value) ?? 0) + count);
      }
    }
    return found;
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
      scores: Object.fromEntries(Object.entries(scores).map(([basis, some]) => [basis, summed(some)])),
    };
  }

  const added = (all) => [all.reduce((sum, [count]) => sum + count, 0), amounts.sum(all.map(([, text]) => text))];

  function sumsOfYears(wanted) {
    const some = years.filter(({ year }) => wanted.has(year));
    const scores = {};
    for (const [basis, one] of some.flatMap((year) => Object.entries(year.scores))) (scores[basis] ??= []).push(one);
    return {
      count: some.reduce((sum, { count }) => sum + count, 0),
      budget: added(some.map(({ budget }) => budget)),
      spent: added(some.map(({ spent }) => spent)),
      scores: Object.fromEntries(Object.entries(scores).map(([basis, all]) => [basis, added(all)])),
    };
  }

  /* The sums in words; how many figures each is made of where some projects have none. */
  function words({ count, budget, spent, scores }) {
    const of = (known) => (known === count ? '' : `（${known} 个有此数）`);
    const told = [
      ['预算合计', budget],
      ['支出合计', spent],
    ]
      .filter(([, [known]]) => known)
      .map(([label, [known, text]]) => `${label} ${amounts.inWords(text)}${of(known)}`);
    const groups = Object.values(scores);
    if (groups.length) {
      const [known, total] = added(groups);
      const mixed = groups.length > 1 ? `（评级办法或指标权重有 ${groups.length} 种，不能直接比较）` : '';
      told.push(`平均评价分值 ${amounts.mean(total, known)}${of(known)}${mixed}`);
    }
    return told;
  }

  return { counts, countsOfYears, sums, sumsOfYears, words };
});
