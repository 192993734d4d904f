import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const SAMPLE = {
  year: '2018',
  name: '视频会议系统运维',
  unit: '合作交流办公室',
  grade: '良好',
  rank: '良',
  step: '2',
  score: '87.12',
  budget: '19.369',
  method: '第三方评价',
  states: ['已完成'],
  initials: ['sphyxtyw', 'hzjlbgs'],
};
const FIELDS = ['year', 'unit', 'method', 'budget', 'rectification'].map((key) => ({ key, title: key }));
const RECORDS = [
  SAMPLE,
  { ...SAMPLE, year: '2017', name: '信息平台', rank: '优', step: '1', score: '95', budget: '600', states: ['推进中'] },
  {
    ...SAMPLE,
    year: '2017',
    name: '来沪投资',
    unit: '工商业联合会',
    score: '',
    budget: '',
    states: [],
    initials: ['lhtz', ''],
  },
  { ...SAMPLE, year: '2016', name: '外地投资', unit: '视频管理中心', score: '9.5', budget: '0', initials: ['', ''] },
];

function matching(records = RECORDS) {
  const visit = page();
  visit.JXGK.provide('columns', { fields: FIELDS, states: ['已完成', '推进中', '未载明'] });
  visit.JXGK.provide('records', records);
  return visit.run('finding', 'matching').matching;
}
const { facets, sorts, match, nearest, none, passes, counts, written, read } = matching();
const facet = (key) => facets.find((one) => one.key === key);
const names = (hits) => Array.from(hits, (hit) => (hit.record ?? hit).name);
const inOrder = (words, sort) => names(match(words).sort(sorts[sort][1]));

test('every word must occur, each in any of the fields', () => {
  assert.deepEqual(names(match([])), names(RECORDS));
  assert.deepEqual(names(match(['视频', '良好'])), ['视频会议系统运维', '外地投资']);
  assert.deepEqual(names(match(['87.12', '交流办'])), ['视频会议系统运维']);
  assert.deepEqual(names(match(['视频', '龘'])), []);
});

test('a hit in the name is worth more than one in the unit, and letters least', () => {
  assert.deepEqual(inOrder(['视频'], 'relevance'), ['视频会议系统运维', '外地投资']);
  assert.deepEqual(inOrder(['投资'], 'relevance'), ['来沪投资', '外地投资']);
  assert.deepEqual(names(match(['hzjl'])), ['视频会议系统运维', '信息平台']);
  assert.deepEqual(names(match(['h'])), []);
});

test('figures are sorted as figures, what has none comes last', () => {
  assert.deepEqual(inOrder([], 'score'), ['信息平台', '视频会议系统运维', '外地投资', '来沪投资']);
  assert.deepEqual(inOrder([], 'budget'), ['信息平台', '视频会议系统运维', '外地投资', '来沪投资']);
  assert.deepEqual(inOrder([], 'year'), ['视频会议系统运维', '信息平台', '来沪投资', '外地投资']);
});

test('the values of a filter stand in the order of the thing, not as they come', () => {
  assert.deepEqual(plain(facet('year').values), ['2018', '2017', '2016']);
  assert.deepEqual(plain(facet('grade').values), ['优', '良']);
  assert.deepEqual(plain(facet('amount').values), ['不足10万元', '10万至50万元', '500万元以上']);
  assert.deepEqual(plain(facet('state').values), ['已完成', '推进中']);
});

test('an amount at the edge of two bands belongs to the higher', () => {
  const bands = ['9.999', '10', '50', '499.99', '500', ''].map((budget) =>
    plain(facet('amount').of({ budget })).join()
  );
  assert.deepEqual(bands, ['不足10万元', '10万至50万元', '50万至100万元', '100万至500万元', '500万元以上', '']);
});

test('values of one filter are alternatives, filters narrow each other', () => {
  const picked = { ...none(), year: new Set(['2017', '2018']), grade: new Set(['良']) };
  assert.deepEqual(names(RECORDS.filter((record) => passes(record, picked))), ['视频会议系统运维', '来沪投资']);
});

test('a value is counted as if nothing else of its own filter were chosen', () => {
  const picked = { ...none(), year: new Set(['2017']), grade: new Set(['良']) };
  assert.deepEqual(Object.fromEntries(counts(match([]), picked, facet('year'))), { 2018: 1, 2017: 1, 2016: 1 });
  assert.deepEqual(Object.fromEntries(counts(match([]), picked, facet('grade'))), { 优: 1, 良: 1 });
  assert.deepEqual(Object.fromEntries(counts(match([]), picked, facet('state'))), { 已完成: 0, 推进中: 0 });
  assert.deepEqual(Object.fromEntries(counts(match([]), none(), facet('method'))), { 第三方评价: 4 });
});

test('a query comes back from its address as it was', () => {
  const picked = { ...none(), unit: new Set(['合作交流办公室', 'A&B=C']), year: new Set(['2018']) };
  const address = written({ text: ' 视频 100% & + ', sort: 'score', picked });
  assert.deepEqual(plain(read(`?${address}`)), { text: '视频 100% & +', sort: 'score', picked: plain(picked) });
  assert.equal(written({ text: '', sort: 'relevance', picked: none() }), '');
  assert.deepEqual(plain(read('')), { text: '', sort: 'relevance', picked: plain(none()) });
});

test('an address that was not written here is read as far as it makes sense', () => {
  assert.equal(read('?sort=constructor').sort, 'relevance');
  assert.equal(read('?sort=').sort, 'relevance');
  assert.deepEqual([...read('?year=1066&colour=red').picked.year], ['1066']);
  assert.deepEqual(
    Object.keys(read('?colour=red').picked),
    Array.from(facets, ({ key }) => key)
  );
});

test('those that are near share a third of the pairs of characters', () => {
  assert.deepEqual(names(nearest('视频会义系统')), ['视频会议系统运维']);
  assert.deepEqual(names(nearest('完全无关的话')), []);
  assert.deepEqual(names(nearest('视')), []);
});
