import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './load.mjs';

const field = (key, heading, kind, more) => ({ key, heading, kind, table: true, numbered: false, ...more });
const FIELDS = [
  field('year', '年度', '整数'),
  field('number', '序号', '整数', { numbered: true }),
  field('name', '项目名称', '文字'),
  field('title', '项目简称', '文字', { table: false }),
  field('budget', '预算金额（万元）', '小数'),
  field('score', '评价分值', '小数'),
];
const visit = page();
visit.JXGK.provide('columns', { fields: FIELDS });
const { csv } = visit.run('csv', 'download').download;
const lines = (records) => csv(records).split('\r\n');
const head = lines([])[0].split(',');
const cellOf = (record, title) => lines([record])[1].split(',')[head.indexOf(title)];
const EMPTY = { year: '', name: '', title: '', budget: '', score: '' };

test('a list is a head and a line for each project, numbered as listed', () => {
  assert.deepEqual(lines([]), ['年度,序号,项目名称,预算金额（万元）,评价分值', '']);
  const rows = lines([
    { ...EMPTY, year: '2018', name: '甲' },
    { ...EMPTY, year: '2017', name: '乙' },
  ]);
  assert.equal(rows.length, 4);
  assert.ok(rows[1].startsWith('2018,1,甲,') && rows[2].startsWith('2017,2,乙,'));
  assert.ok(rows.slice(0, 3).every((line) => line.split(',').length === head.length));
});

test('what separates cells is written in quotes', () => {
  assert.ok(csv([{ ...EMPTY, name: '甲,"乙"' }]).includes(',"甲,""乙""",'));
  assert.ok(csv([{ ...EMPTY, name: '甲\n乙' }]).includes(',"甲\n乙",'));
});

test('no text starts a formula, and figures stay figures', () => {
  for (const start of ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']) {
    assert.equal(cellOf({ ...EMPTY, name: `${start}1+1` }, '项目名称'), `'${start}1+1`);
  }
  assert.equal(cellOf({ ...EMPTY, budget: '-1.5' }, '预算金额（万元）'), '-1.5');
});

test('what is not known is an empty cell', () => {
  assert.equal(cellOf({ ...EMPTY, score: undefined }, '评价分值'), '');
});
