import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const { conditions } = page().run('amounts', 'conditions');

/* What is typed, the conditions it says, and the words that are left to look for. */
const PHRASES = [
  ['执行率低于90%', ['rate<90'], ''],
  ['执行率90%以上', ['rate>=90'], ''],
  ['预算100万以上', ['budget>=100'], ''],
  ['预算不足50万元', ['budget<50'], ''],
  ['预算执行率不到百分之八十', [], '预算执行率不到百分之八十'],
  ['预算执行率不到百分之80', ['rate<80'], ''],
  ['执行率不足八成', ['rate<80'], ''],
  ['执行率９０％以上', ['rate>=90'], ''],
  ['执行率＜９０％', ['rate<90'], ''],
  ['执行率 不低于 95.5 %', ['rate>=95.5'], ''],
  ['执行率超过100', ['rate>100'], ''],
  ['执行率80%至90%', ['rate>=80', 'rate<=90'], ''],
  ['支出1,200,000元以下', ['spent<=120'], ''],
  ['预算50至100万元', ['budget>=50', 'budget<=100'], ''],
  ['预算1亿元以上', ['budget>=10000'], ''],
  ['预算千万元以上', ['budget>=1000'], ''],
  ['预算2百万以内', ['budget<=200'], ''],
  ['分值低于60分', ['score<60'], ''],
  ['培训 预算100万以上 执行率低于90%', ['budget>=100', 'rate<90'], '培训'],
  ['预算100万以上，执行率低于90%的培训', ['budget>=100', 'rate<90'], '培训'],
  ['执行率低于90%的项目', ['rate<90'], ''],
  ['培训经费预算100万以上的项目管理', ['budget>=100'], '培训经费 项目管理'],
  ['预算100以上', [], '预算100以上'],
  ['预算90%以上', [], '预算90%以上'],
  ['执行率50万元以上', [], '执行率50万元以上'],
  ['执行率', [], '执行率'],
  ['100万以上', [], '100万以上'],
  ['  视频　会议 ', [], '  视频　会议 '],
  ['沪财绩〔2014〕22号', [], '沪财绩〔2014〕22号'],
];

for (const [typed, expected, rest] of PHRASES) {
  test(`“${typed}”`, () => assert.deepEqual(plain(conditions.extract(typed)), { conditions: expected, rest }));
}

test('a condition is said in plain words, and one that was not written here is none', () => {
  assert.deepEqual(['rate<90', 'budget>=0.5', 'spent<=3', 'score>80'].map(conditions.describe), [
    '预算执行率低于 90%',
    '预算金额不低于 0.5 万元',
    '支出不超过 3 万元',
    '评价分值超过 80 分',
  ]);
  assert.deepEqual(['rate<90', 'rate=90', 'year<2018', 'rate<', 'budget>1e3'].filter(conditions.isCondition), [
    'rate<90',
  ]);
});

test('figures are compared exactly, and what has no figure fits nothing', () => {
  const fits = (condition, rate) => conditions.fits(condition, { rate });
  assert.ok(fits('rate<90', '89.999') && !fits('rate<90', '90.00') && fits('rate>=90', '90.00'));
  assert.ok(!fits('rate<90', '') && !fits('rate>=0', ''));
});
