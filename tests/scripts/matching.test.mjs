import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const SAMPLE = {
  place: 0,
  year: '2018',
  name: '视频会议系统运维',
  unit: '合作交流办公室',
  grade: '良好',
  grade_group: '良',
  score: '87.12',
  budget: '19.369',
  rate: '98.09',
  rate_band: '95%至100%',
  method: '第三方评价',
  amount: '10万至50万元',
  states: ['已完成'],
  basis: 0,
};
const RECORDS = [
  SAMPLE,
  {
    ...SAMPLE,
    place: 1,
    year: '2017',
    name: '信息平台',
    grade_group: '优',
    score: '95',
    budget: '600.631',
    rate: '79.5',
    basis: 1,
  },
  {
    ...SAMPLE,
    place: 2,
    year: '2017',
    name: '来沪投资',
    unit: '工商业联合会',
    score: '',
    budget: '',
    rate: '',
    states: [],
  },
  { ...SAMPLE, place: 3, year: '2016', name: '外地投资', unit: '视频管理中心', score: '9.5', budget: '0' },
];
const facetOf = (key, values) => ({ key, label: key, values });
const HEAD = {
  facets: [
    facetOf('year', ['2018', '2017', '2016']),
    facetOf('grade', ['优', '良']),
    facetOf('unit', ['工商业联合会', '合作交流办公室', '视频管理中心']),
    facetOf('rate', ['不足80%', '100%以上']),
    facetOf('state', ['已完成']),
  ],
  grades: { 优秀: '优', 良好: '良' },
  years: [{ year: '2018' }, { year: '2017' }],
  tally: {
    count: 3,
    facets: { year: { 0: 1, 1: 2 }, grade: { 0: 1, 1: 2 } },
    budget: [2, '620.000'],
    spent: [0, '0'],
    scores: { 0: [1, '87.12'], 1: [1, '95'] },
  },
  tallies: 'tallies-a',
};
const TALLIES = {
  2018: {
    count: 1,
    facets: { year: { 0: 1 }, grade: { 1: 1 } },
    budget: [1, '19.369'],
    spent: [0, '0'],
    scores: { 0: [1, '87.12'] },
  },
  2017: {
    count: 2,
    facets: { year: { 1: 2 }, grade: { 0: 1, 1: 1 } },
    budget: [1, '600.631'],
    spent: [0, '0'],
    scores: { 1: [1, '95'] },
  },
};
const requests = [];
function get(address) {
  requests.push(address);
  return `JXGK.files.arrive("tallies-a",${JSON.stringify(TALLIES)})`;
}
const visit = page({ files: { get } });
visit.JXGK.provide('columns', HEAD);
const { matching, tally } = visit.run('finding', 'amounts', 'conditions', 'files', 'matching', 'tally');
const { facets, sorts, worth, noFilters, passes, written, read } = matching;
const facet = (key) => facets.find((entry) => entry.key === key);
const hits = RECORDS.map((record) => ({ record, worth: 0 }));
const names = (list) => Array.from(list, ({ record }) => record.name);

test('a hit in the name is worth more than one in the unit, in another field less, nowhere nothing', () => {
  const worths = (word) => RECORDS.map((record) => worth({ texts: [word] }, record));
  assert.deepEqual(worths('视频'), [40, 0, 0, 20]);
  assert.deepEqual(worths('良好'), [6, 6, 6, 6]);
  assert.deepEqual(worths('龘'), [0, 0, 0, 0]);
  assert.equal(worth({ texts: ['龘'], of: () => 50 }, SAMPLE), 50);
});

test('figures are sorted as figures, what has none comes last', () => {
  const inOrder = (sort) => names([...hits].sort(sorts[sort][1]));
  assert.deepEqual(inOrder('score'), ['信息平台', '视频会议系统运维', '外地投资', '来沪投资']);
  assert.deepEqual(inOrder('budget'), ['信息平台', '视频会议系统运维', '外地投资', '来沪投资']);
  assert.deepEqual(inOrder('rate'), ['信息平台', '视频会议系统运维', '外地投资', '来沪投资']);
  assert.deepEqual(inOrder('year'), ['视频会议系统运维', '信息平台', '来沪投资', '外地投资']);
});

test('values of one filter are alternatives, filters narrow each other', () => {
  const picked = { ...noFilters(), year: new Set(['2017', '2018']), grade: new Set(['良']) };
  assert.deepEqual(names(hits.filter(({ record }) => passes(record, picked))), ['视频会议系统运维', '来沪投资']);
});

test('conditions all hold, beside the filters', () => {
  const picked = { ...noFilters(), where: new Set(['rate<99', 'budget>=10']) };
  assert.deepEqual(names(hits.filter(({ record }) => passes(record, picked))), ['视频会议系统运维', '信息平台']);
  picked.year = new Set(['2017']);
  assert.deepEqual(names(hits.filter(({ record }) => passes(record, picked))), ['信息平台']);
});

test('a value is counted as if nothing else of its own filter were chosen', () => {
  const picked = { ...noFilters(), year: new Set(['2017']), grade: new Set(['良']) };
  assert.deepEqual(Object.fromEntries(tally.counts(hits, picked, facet('year'))), { 2018: 1, 2017: 1, 2016: 1 });
  assert.deepEqual(Object.fromEntries(tally.counts(hits, picked, facet('grade'))), { 优: 1, 良: 1 });
  assert.deepEqual(Object.fromEntries(tally.counts(hits, picked, facet('state'))), {});
});

test('the tally of all needs no file, those of years come when some are picked; they tell what records would', async () => {
  const all = await tally.ofYears(['2018', '2017']);
  assert.deepEqual(plain(all.sums), plain(tally.sums(RECORDS.filter(({ year }) => year !== '2016'))));
  assert.deepEqual(Object.fromEntries(all.counts(facet('grade'))), { 优: 1, 良: 2 });
  assert.deepEqual(requests, []);
  const result = await tally.ofYears(['2017']);
  assert.deepEqual(plain(result.sums), plain(tally.sums(RECORDS.filter(({ year }) => year === '2017'))));
  assert.deepEqual(Object.fromEntries(result.counts(facet('grade'))), { 优: 1, 良: 1 });
  assert.deepEqual(Object.fromEntries(result.counts(facet('year'))), { 2018: 1, 2017: 2 });
  assert.deepEqual(requests, ['./search/tallies-a.js']);
  assert.equal((await tally.ofYears([])).sums.count, 0);
});

test('sums are worked out exactly, rounded once, and say how many figures they are made of; a mean says what it mixes', () => {
  assert.deepEqual(plain(tally.words(tally.sums(RECORDS.slice(0, 3)))), [
    '预算合计 620.00 万元（2 个有此数）',
    '平均评价分值 91.06（2 个有此数）（评级办法或指标权重有 2 种，不能直接比较）',
  ]);
  assert.deepEqual(plain(tally.words(tally.sums([SAMPLE, SAMPLE]))), ['预算合计 38.74 万元', '平均评价分值 87.12']);
  assert.deepEqual(plain(tally.words(tally.sums([]))), []);
});

test('a query comes back from its address as it was', () => {
  const picked = { ...noFilters(), unit: new Set(['合作交流办公室', 'A&B=C']), year: new Set(['2018']) };
  picked.where.add('rate<90');
  const address = written({ text: ' 视频 100% & + ', sort: 'score', picked });
  assert.deepEqual(plain(read(`?${address}`)), { text: '视频 100% & +', sort: 'score', picked: plain(picked) });
  assert.equal(written({ text: '', sort: '', picked: noFilters() }), '');
  assert.deepEqual(plain(read('')), { text: '', sort: '', picked: plain(noFilters()) });
});

test('an address that was not written here is read as far as it makes sense', () => {
  assert.equal(read('?sort=constructor').sort, '');
  assert.deepEqual([...read('?where=rate<90&where=rate&where=1').picked.where], ['rate<90']);
  assert.deepEqual([...read('?grade=良好&grade=优秀').picked.grade], ['良', '优']);
  assert.deepEqual([...read('?year=1066&colour=red').picked.year], ['1066']);
  assert.deepEqual(Object.keys(read('?colour=red').picked), ['year', 'grade', 'unit', 'rate', 'state', 'where']);
});
