/*
 * What 查询 knows of a record: what a hit in it is worth, which filters it passes, in which order it stands; and how a
 * query is written in the address (?q=&year=…&where=…&sort=), so that it can be passed on. A query is { text, sort,
 * picked }: of each filter a set, and the set `where` of conditions (conditions.js). A hit is { record, worth }.
 */
'use strict';

JXGK.define('matching', ['columns', 'finding', 'conditions'], (columns, { folded, holds }, conditions) => {
  const { facets: described, grades } = columns;
  /* Where words are looked for, and what a hit there is worth; one in the text of the page is worth 1. */
  const FIELDS = [
    ['name', 40],
    ['title', 40],
    ['unit', 20],
    ['agency', 10],
    ['grade', 6],
    ['score', 6],
    ['budget', 5],
    ['spent', 5],
  ];
  const VALUES = {
    grade: (record) => [record.grade_group],
    rate: (record) => [record.rate_band],
    state: (record) => record.states,
  };
  const facets = described.map((facet) => ({
    of: (record) => [record[facet.key]],
    ...facet,
    ...(VALUES[facet.key] && { of: VALUES[facet.key] }),
  }));

  function worth({ texts, edged, of }, record) {
    const field = FIELDS.find(([key]) => record[key] && texts.some((text) => holds(folded(record[key]), text, edged)));
    return Math.max(field?.[1] ?? 0, of?.(record) ?? 0);
  }

  /* ---- order ---- */

  const number = (text) => (text && Number.isFinite(Number(text)) ? Number(text) : -Infinity);
  const byPlace = (a, b) => a.record.place - b.record.place;
  const falling = (key) => (a, b) => number(b.record[key]) - number(a.record[key]) || byPlace(a, b);
  const orInfinity = (text) => (text ? number(text) : Infinity);
  const rising = (key) => (a, b) => orInfinity(a.record[key]) - orInfinity(b.record[key]) || byPlace(a, b);
  const sorts = {
    relevance: ['相关程度', (a, b) => b.worth - a.worth || byPlace(a, b)],
    year: ['年度从近到远', byPlace],
    score: ['评价分值从高到低', falling('score')],
    budget: ['预算金额从大到小', falling('budget')],
    rate: ['预算执行率从低到高', rising('rate')],
  };

  /* ---- filters ---- */

  const noFilters = () => Object.fromEntries([...facets.map(({ key }) => key), 'where'].map((key) => [key, new Set()]));

  /* Whether a record passes all filters, or all but one. */
  const passes = (record, picked, except) =>
    [...picked.where].every((condition) => conditions.fits(condition, record)) &&
    facets.every((facet) => {
      const wanted = picked[facet.key];
      return facet === except || !wanted.size || facet.of(record).some((value) => wanted.has(value));
    });

  /* ---- the address ---- */

  function written({ text, sort, picked }) {
    const params = new URLSearchParams();
    if (text.trim()) params.set('q', text.trim());
    for (const [key, values] of Object.entries(picked)) for (const value of values) params.append(key, value);
    if (sort) params.set('sort', sort);
    return params.toString();
  }

  /* Other words for a grade (?grade=良好) are the one it is counted under. */
  const canonical = (key, value) => (key === 'grade' && grades[value]) || value;

  function read(address) {
    const params = new URLSearchParams(address);
    const sort = params.get('sort') ?? '';
    const entryOf = ({ key }) => [key, new Set(params.getAll(key).map((value) => canonical(key, value)))];
    const where = new Set(params.getAll('where').filter(conditions.isCondition));
    const picked = { ...Object.fromEntries(facets.map(entryOf)), where };
    return { text: params.get('q') ?? '', sort: Object.hasOwn(sorts, sort) ? sort : '', picked };
  }

  return { facets, sorts, worth, noFilters, passes, written, read };
});
