import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

function records(columns) {
  const visit = page();
  visit.JXGK.provide('columns', columns);
  return visit.run('records').records;
}

const COLUMNS = {
  year: { words: ['2017', '2018'], at: [1, 0, 0] },
  slug: ['a', 'b', 'c'],
  name: ['重庆银行', '重大𠮷项', ''],
  rectification: ['已完成 1 项，推进中 2 项', '—', '未载明'],
  unit_initials: ['hzjl', 'hzjl', 'gsl'],
  letters: ['重庆银行大𠮷项', 'zqyhd𠮷x'],
  other_letters: { 0: 'cqyh' },
};

test('each record has the values of its place, whichever way a column is written', () => {
  const found = records(COLUMNS);
  assert.deepEqual(
    [...found].map(({ year, slug, name }) => [year, slug, name]),
    [
      ['2018', 'a', '重庆银行'],
      ['2017', 'b', '重大𠮷项'],
      ['2017', 'c', ''],
    ],
  );
  assert.deepEqual(
    [...found].map(({ url }) => url),
    ['2018/a.html', '2017/b.html', '2017/c.html'],
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
    ],
  );
});

test('the states of rectification are told apart', () => {
  assert.deepEqual(
    plain(records(COLUMNS)).map(({ states }) => states),
    [['已完成', '推进中'], [], ['未载明']],
  );
});

test('without any project there is no record', () => {
  assert.equal(records({ year: [], name: [], letters: ['', ''], other_letters: {} }).length, 0);
});
