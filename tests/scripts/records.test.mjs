import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const HEAD = {
  years: [
    { year: '2018', file: '2018-a', count: 1 },
    { year: '2017', file: '2017-b', count: 2 },
  ],
  together: 2,
  sounds: ['重庆银行大项', 'zhong qing yin hang da xiang'],
  unit_sounds: { 重庆: { 0: 'chong' } },
};
const YEARS = {
  '2018-a-0': {
    columns: { name: ['重庆银行'], unit: ['重庆'], rectification: [{ 已完成: 1, 推进中: 2 }], url: ['2018/a.html'] },
    sounds: { name: { 0: { 0: 'chong' } }, title: {} },
  },
  '2017-b-0': {
    columns: {
      name: ['重大项', ''],
      unit: { values: ['重庆', '银行'], at: [1, 0] },
      rectification: [{}, { 未载明: 1 }],
      url: ['2017/b.html', '2017/c.html'],
    },
    sounds: { name: {}, title: {} },
  },
};

function visit(years = HEAD.years) {
  const requests = [];
  function get(address) {
    const name = address.replace('./search/', '').replace('.js', '');
    requests.push(name);
    return `JXGK.files.arrive("${name}",${JSON.stringify(YEARS[name.replace('records/', '')])})`;
  }
  const context = page({ files: { get } });
  context.JXGK.provide('columns', { ...HEAD, years });
  return { requests, ...context.run('files', 'records').records };
}

test('a year is asked for when it is needed, and once', async () => {
  const records = visit();
  assert.deepEqual([records.total, records.requests.length, records.loaded().length], [3, 0, 0]);
  const rows = plain((await records.load(['2017'])).map(({ name, unit, place, id }) => [name, unit, place, id]));
  assert.deepEqual(rows, [
    ['重大项', '银行', 1, '2017/b'],
    ['', '重庆', 2, '2017/c'],
  ]);
  await records.load(['2018', '2017']);
  assert.deepEqual(records.requests, ['records/2017-b-0', 'records/2018-a-0']);
  assert.deepEqual(plain(records.loaded().map(({ place }) => place)), [0, 1, 2]);
});

test('records that weigh little are asked for while one still types, and each is read once', async () => {
  const records = visit();
  const [early, late] = await Promise.all([records.ahead(), records.load(records.all)]);
  assert.equal(records.requests.length, 2);
  assert.ok(early.every((record, at) => record === late[at] && record === records.at(at)));
  const many = visit([{ year: '2018', file: '2018-a', count: 2001 }]);
  await many.ahead();
  assert.deepEqual(many.requests, []);
});

test('a record is found by its place, for which its own file alone is asked for, and a year by the places in it', async () => {
  const records = visit();
  await records.hold([2, 1]);
  assert.deepEqual(records.requests, ['records/2017-b-0']);
  assert.deepEqual([records.at(1).name, records.at(2).unit], ['重大项', '重庆']);
  assert.deepEqual(plain([records.rangeOf('2017'), records.rangeOf('1066')]), [
    [1, 3],
    [0, 0],
  ]);
});

test('of a large year only the files are asked for that hold what is to be shown', async () => {
  const records = visit([
    { year: '2017', file: '2017-b', count: 5 },
    { year: '2016', file: '2016-c', count: 9 },
  ]);
  const names = async (most) => plain((await records.first(['2017'], most)).map(({ name }) => name));
  assert.deepEqual([await names(1), [...records.requests]], [['重大项'], ['records/2017-b-0']]);
  assert.deepEqual([await names(2), records.requests.length], [['重大项', ''], 1]);
  await records.first(['2017'], 3).catch(() => {});
  assert.deepEqual(records.requests, ['records/2017-b-0', 'records/2017-b-1']);
  assert.deepEqual(plain([records.total, records.rangeOf('2017'), records.rangeOf('2016')]), [14, [0, 5], [5, 14]]);
});

test('a name that reads otherwise has sounds of its own, others those of their characters', async () => {
  const records = await visit().load(['2018', '2017']);
  assert.deepEqual(plain(records.map((record) => record.sounds('name').join(' '))), [
    'chong qing yin hang',
    'zhong da xiang',
    '',
  ]);
  assert.deepEqual(plain(records.map((record) => record.sounds('unit').join(' '))), [
    'chong qing',
    'yin hang',
    'chong qing',
  ]);
});

test('the states of rectification are told apart', async () => {
  const records = await visit().load(['2018', '2017']);
  assert.deepEqual(plain(records.map(({ states }) => states)), [['已完成', '推进中'], [], ['未载明']]);
});
