import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

function records(columns) {
  const visit = page();
  visit.JXGK.provide('columns', columns);
  return visit.run('records').records;
}

const COLUMNS = {
  columns: {
    year: { values: ['2017', '2018'], at: [1, 0, 0] },
    name: ['重庆银行', '重大𠮷项', ''],
    rectification: { values: [{ 已完成: 1, 推进中: 2 }, {}, { 未载明: 1 }], at: [0, 1, 2] },
    url: ['2018/a.html', '2017/b.html', '2017/c.html'],
  },
  unit_initials: { values: ['gsl', 'hzjl'], at: [1, 1, 0] },
  letters: ['重庆银行大𠮷项', 'zqyhd𠮷x'],
  other_letters: { 0: 'cqyh' },
};

test('each record has the values of its place, whichever way a column is written', () => {
  const found = records(COLUMNS);
  assert.deepEqual(
    [...found].map(({ year, name, url }) => [year, name, url]),
    [
      ['2018', '重庆银行', '2018/a.html'],
      ['2017', '重大𠮷项', '2017/b.html'],
      ['2017', '', '2017/c.html'],
    ]
  );
  assert.equal('letters' in found[0], false);
});

test('a name that reads otherwise has letters of its own, others those of their characters', () => {
  assert.deepEqual(
    plain(records(COLUMNS)).map(({ initials }) => initials),
    [
      ['cqyh', 'hzjl'],
      ['zd𠮷x', 'hzjl'],
      ['', 'gsl'],
    ]
  );
});

test('the states of rectification are told apart', () => {
  assert.deepEqual(
    plain(records(COLUMNS)).map(({ states }) => states),
    [['已完成', '推进中'], [], ['未载明']]
  );
});

test('without any project there is no record', () => {
  const none = { columns: { year: [], name: [] }, unit_initials: [], letters: ['', ''], other_letters: {} };
  assert.equal(records(none).length, 0);
});
