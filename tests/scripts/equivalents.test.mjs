import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const visit = page();
visit.JXGK.provide('columns', { grade_words: ['优', '优秀', '不合格'], units: { 上海市工商业联合会: ['市工商联'] } });
const { equivalents, amounts } = visit.run('finding', 'amounts', 'equivalents');
const { termsOf, cuts, simplified } = equivalents;
const RECORD = {
  year: '2018',
  grade: '优',
  grade_words: ['优', '优秀'],
  budget: '20.00',
  spent: '',
  unit: '上海市工商业联合会',
};

test('an amount is read with and without a unit, commas and decimals', () => {
  const values = ['20万', '20万元', '20.00万元', '200000元', '200,000', '200000', '0.002亿元'].map(amounts.parse);
  assert.deepEqual(
    Array.from(values, ({ value }) => value),
    Array(7).fill('20')
  );
  for (const word of ['20', '10.00', '2.0.0', '20万户', '万元', '1,23', '2017年'])
    assert.equal(amounts.parse(word), null);
});

test('an amount is looked for as it is written elsewhere', () => {
  const forms = (word) => plain(amounts.parse(word).forms);
  assert.deepEqual(forms('20万'), ['200000元', '200,000元', '20.00万元']);
  assert.deepEqual(forms('1,103,017'), ['1103017', '110.3017万元', '1103017元']);
});

test('sums and means are exact, rounded half up, and large amounts are told in 亿', () => {
  assert.equal(amounts.sum(['0.1', '0.2', '19.369']), '19.669');
  assert.equal(amounts.mean('174.85', 2), '87.43');
  assert.equal(amounts.sum([]), '0');
  assert.equal(amounts.inWords('1234.50'), '1,234.50 万元');
  assert.equal(amounts.inWords('23850.63'), '2.39 亿元');
});

test('a record is found by the words for its grade, its amount, its year, the other names of its unit', () => {
  for (const word of ['优秀', '200000元', '2018年度', '工商联']) assert.ok(termsOf(word)[0].of(RECORD), word);
  for (const word of ['不合格', '30万', '2017', '合作交流办']) assert.ok(!termsOf(word)[0].of?.(RECORD), word);
  assert.equal(termsOf('优秀')[0].why(RECORD), '等级“优”与“优秀”同级');
});

test('a question is cut where characters meet figures, then word by word', () => {
  assert.deepEqual(plain(cuts('合作交流办公室2017')).at(0), ['合作交流办公室', '2017']);
  assert.deepEqual(plain(cuts('设备老化')), [['设备', '老化']]);
  assert.deepEqual(plain(cuts('老化')), []);
});

test('characters are made simple by the table, two units or one', () => {
  assert.equal(simplified('視頻會議2018', ['視頻會議㑮', '视频会议𫝈']), '视频会议2018');
});
