import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

/* What an index might tell that was written in another way than ours: of eight signs each stands for three bits. */
const INDEX = {
  turned: '.[^0-9][0-9].',
  long: '[0-9]{4}|[0-9]{2}[^0-9]{2}|.[^0-9][0-9].|.[0-9].',
  begun: 3,
  signs: 'abcdefghij',
  bits: 3,
  mark: '~',
  shards: 4,
};

function pieces(index = INDEX) {
  const visit = page();
  visit.JXGK.provide('index', index);
  return visit.run('pieces').pieces;
}

test('few pieces are asked for a word of Han characters, all fours of a number, threes at its ends', () => {
  const { chosen } = pieces();
  assert.deepEqual(plain(chosen(['合作交流办'])), { pieces: ['合作', '交流', '流办'], sure: false });
  assert.deepEqual(plain(chosen(['年20145'])), { pieces: ['2014', '0145', '年20'], sure: false });
  assert.deepEqual(plain(chosen(['第189元'])), { pieces: ['第18', '189', '89元'], sure: false });
  assert.deepEqual(plain(chosen(['20万元整'])), { pieces: ['20万元', '元整'], sure: false });
  assert.deepEqual(plain(chosen(['年预算1937'])), { pieces: ['预算19', '1937', '年预'], sure: false });
  assert.deepEqual(plain(chosen(['依据第6、2项'])), { pieces: ['据第6、', '6、2项', '依据'], sure: false });
  assert.deepEqual(plain(chosen(['办'])), { pieces: ['办'], sure: true });
  assert.deepEqual(plain(chosen(['公室', '注84', '2014'])), { pieces: ['2014', '注84', '公室'], sure: true });
});

test('a character of two units is asked for by another that stands for all of them', () => {
  assert.deepEqual(plain(pieces().chosen(['𠮷'])), { pieces: ['\ufffd'], sure: false });
});

test('a long question asks for eight pieces at most, spread over it', () => {
  const { pieces: asked, sure } = pieces().chosen([...'甲乙丙丁戊己庚辛壬癸子丑']);
  assert.deepEqual([...asked], [...'甲丙戊庚壬子']);
  assert.equal(sure, false);
  assert.equal(pieces().chosen(['01234567898765432']).pieces.length, 8);
});

test('those that are asked for further are others', () => {
  const { chosen, further } = pieces();
  assert.deepEqual(plain(further(['合作交流办'], ['合作', '交流', '流办'])), ['作交']);
  assert.deepEqual(plain(further(['合作', '办'], ['合作', '办'])), []);
  assert.deepEqual(plain(further(['1234'], chosen(['1234']).pieces)), ['12', '23', '34', '123', '234']);
});

test('a list is a sign for each page, or a bit for each', () => {
  const { decode } = pieces();
  assert.deepEqual(plain(decode('dj', 10)), [13, 19]);
  assert.deepEqual(plain(decode('~d', 10)), [10, 11]); /* 3 = 1 + 2 */
  assert.deepEqual(plain(decode('~bae', 10)), [12, 16]); /* 4, and 1 in the third group of three */
});

test('a three stands where it stands for itself or begins a four, turned or not, each page once', () => {
  const { numbersIn } = pieces();
  const lists = new Map([
    ['2014', 'bd'],
    ['2015', 'ad'],
    ['201', 'c'],
    ['12万元', 'a'],
    ['算12预', 'e'],
  ]);
  assert.deepEqual(plain(numbersIn(lists, '201', 10)), [10, 11, 12, 13]);
  assert.deepEqual(plain(numbersIn(lists, '12万', 10)), [10]);
  assert.deepEqual(plain(numbersIn(lists, '2014', 10)), [11, 13]);
  assert.deepEqual(plain([numbersIn(lists, '算12', 10), numbersIn(lists, '预算12', 10)]), [[14], [14]]);
  assert.deepEqual(plain(numbersIn(lists, '20', 10)), []); /* pairs lie elsewhere, and stand for themselves */
});

test('each piece lies in one of the files', () => {
  const { shardOf } = pieces();
  const files = new Set(Array.from('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳', shardOf));
  assert.ok([...files].every((file) => Number.isInteger(file) && file >= 0 && file < INDEX.shards));
  assert.equal(pieces({ ...INDEX, shards: 1 }).shardOf('2014'), 0);
  assert.equal(
    pieces({ ...INDEX, shards: 2 ** 32 }).shardOf('2014'),
    0x5636de25
  ); /* the CRC-32 of 201: all that begin alike */
});
