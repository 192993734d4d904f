import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const { paired, named, parted, verdict } = page().run('comparison').comparison;

const basis = (scheme, full, weights) => [
  ['评价分值', '87.74 分'],
  ['评级办法', scheme],
  ['满分', full],
  ['一级指标及权重', weights],
];
const judged = (...lists) => verdict(paired(lists));

test('facts of the same name stand in one row, and only what scores rest on is marked as different', () => {
  const rows = paired([
    basis('甲', '100', '决策 10'),
    [['评价分值', '90 分'], ...basis('甲', '100', '决策 13').slice(1)],
  ]);
  assert.deepEqual(
    plain(rows).map(({ name, differs }) => [name, differs]),
    [
      ['评价分值', false],
      ['评级办法', false],
      ['满分', false],
      ['一级指标及权重', true],
    ]
  );
  assert.deepEqual(plain(rows[0].cells), ['87.74 分', '90 分']);
});

test('whether scores can be compared is said plainly, also where nobody can know', () => {
  const same = basis('甲', '100', '决策 10');
  assert.match(judged(same, basis('甲', ['100'], '决策 10')), /^评级办法、满分、一级指标及权重都相同；/);
  assert.equal(judged(same, basis('甲', '100', '决策 13')), '得分不能直接比较：一级指标及权重不同。');
  assert.equal(
    judged(same, basis('', '100', '')),
    '无法判断得分能否直接比较：公开文件未全部载明评级办法、一级指标及权重。'
  );
  assert.equal(
    judged(same, basis('乙', '30', '决策 10'), basis('甲', '', '决策 10')),
    '得分不能直接比较：评级办法、满分不同；公开文件未全部载明满分。'
  );
});

test('indicators of the same name stand in one row, those of most projects first, those of one apart', () => {
  const [a, b, c] = [
    [['立项', 'A1'], ['满意度', 'C1'], ['及时率', 'C2']],
    [['满意度', 'D1'], ['故障率', 'D2'], ['立项', 'D3']],
    [['立项', '1']],
  ]; // prettier-ignore
  const { shared, single } = plain(parted([a, b, c]));
  assert.deepEqual(shared, [
    { name: '立项', cells: [['立项', 'A1'], ['立项', 'D3'], ['立项', '1']] },
    { name: '满意度', cells: [['满意度', 'C1'], ['满意度', 'D1'], null] },
  ]); // prettier-ignore
  assert.deepEqual(
    single.map(({ name, cells }) => [name, cells.findIndex(Boolean)]),
    [
      ['及时率', 0],
      ['故障率', 1],
    ]
  );
});

test('a name that a project has twice makes two rows and loses neither', () => {
  const rows = plain(named([[['质量', '1'], ['质量', '2']], [['质量', '3']]])); // prettier-ignore
  assert.deepEqual(
    rows.map(({ cells }) => cells.map((cell) => cell && cell[1])),
    [
      ['1', '3'],
      ['2', null],
    ]
  );
});

test('a project without indicators leaves the rows of the others whole', () => {
  const { shared, single } = plain(parted([[], [['立项', 'A1']]]));
  assert.deepEqual([shared.length, single.length], [0, 1]);
  assert.deepEqual(plain(named([[], []])), []);
});
