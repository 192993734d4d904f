import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const { addressWith, cellValue, sorted } = page().run('tables').tables;
const cell = (textContent, value, ...classes) => ({
  textContent,
  dataset: value === undefined ? {} : { value },
  className: classes.join(' '),
});
const rowsOf = (...texts) => texts.map((text) => ({ cells: [typeof text === 'string' ? cell(text) : cell(...text)] }));
const order = (rows, sign) => Array.from(sorted(rows, 0, sign), (row) => row.cells[0].textContent);

test('a cell is a number where the page says its value or sets it as one', () => {
  assert.equal(cellValue(cell('19.37 万元', '19.369')), 19.369);
  assert.equal(cellValue(cell(' 2018 ')), '2018');
  assert.equal(cellValue(cell('良', '二')), '二');
  for (const [shown, value] of [
    ['1,002.50', 1002.5],
    ['99.94%', 99.94],
    ['未载', '未载'],
  ])
    assert.equal(cellValue(cell(shown, undefined, 'num')), value);
  for (const empty of [cell(''), cell(' — '), cell('无', ''), cell('无', '—')]) assert.equal(cellValue(empty), null);
});

test('numbers are sorted as numbers and Chinese by pinyin, digits in names as numbers', () => {
  assert.deepEqual(order(rowsOf(['九', '9'], ['一百', '100'], ['负', '-1']), 1), ['负', '九', '一百']);
  assert.deepEqual(order(rowsOf('中', '安', '办'), 1), ['安', '办', '中']);
  assert.deepEqual(order(rowsOf('第10页', '第2页'), 1), ['第2页', '第10页']);
});

test('cells without a value stay last either way', () => {
  const rows = rowsOf('—', ['三', '3'], '', ['一', '1']);
  assert.deepEqual(order(rows, 1), ['一', '三', '—', '']);
  assert.deepEqual(order(rows, -1), ['三', '一', '—', '']);
});

test('what is equal keeps its printed order either way, and the rows given stay as they were', () => {
  const rows = rowsOf(['甲', '1'], ['乙', '1'], ['丙', '2']);
  const before = plain(rows);
  assert.deepEqual(order(rows, 1), ['甲', '乙', '丙']);
  assert.deepEqual(order(rows, -1), ['丙', '甲', '乙']);
  assert.deepEqual(plain(rows), before);
});

test('the order stands in the address beside what else is there, and not where it is as printed', () => {
  assert.equal(addressWith('?a=1', 'sort', 'budget', 'descending'), '?a=1&sort=-budget');
  assert.equal(addressWith('?sort=-budget', 'sort', 'score', 'ascending'), '?sort=score');
  assert.equal(addressWith('?sort=score', 'sort', 'score', 'none'), '');
});
