import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

/* A sign stands for one bit, so that a list shows its pages, the last first. */
const SIGNS = '01';
const ofPages = (count, ...numbers) =>
  `~${Array.from({ length: count }, (_, at) => Number(numbers.includes(count - 1 - at))).join('')}`;
const only = (...numbers) => ofPages(21, ...numbers);
const EVERY = `~${'1'.repeat(21)}`;

/* An index of projects after one other page, all lists in one file. */
function visit({ lists, text = (number) => `第${number}个 视频会议`, projects = 20 }) {
  const kinds = [
    ['网页', 1],
    ['项目', projects],
  ];
  const coding = { long: '[0-9]{4}', turned: '[0-9]{4}', begun: 3, signs: SIGNS, bits: 1, mark: '~' };
  const index = { table: 'table-1', shards: 1, names: 'def', named: 1, kinds, ...coding };
  const files = new Map([
    ['./search/table-1.js', `JXGK.search.table([["one",${projects + 1}]]);`],
    ['./search/names/0-def.js', 'JXGK.search.names(0,"abc");'],
    ['./search/lists/0-abc.js', `JXGK.search.lists(0,["${lists}"]);`],
  ]);
  for (let at = 0; at <= projects; at += 1) {
    const content = JSON.stringify([`${at}.html`, `${at}`, at ? '项目' : '网页', 0, text(at)]);
    files.set(`./search/texts/one-${at}.js`, `JXGK.search.page("one-${at}",${content});`);
  }
  const context = page({ files });
  context.JXGK.provide('index', index);
  return { files, ...context.run('finding', 'files', 'pieces', 'search').search };
}

const numbersOf = (question) => Array.from(question.matches, ({ number }) => number);
const terms = (...words) => words.map((word) => ({ texts: [word] }));

test('pages are certain at once where the lists settle it', async () => {
  const search = visit({ lists: `视频 ${only(0, 1)} 会议 ${only(0, 1, 2)}` });
  const question = await search.ask(terms('视频', '会议'));
  assert.deepEqual([search.exact(question), search.total(question)], [true, 2]);
  await search.advance(question, 10);
  assert.deepEqual(numbersOf(question), [0, 1]);
  assert.equal(question.matches[1].address, '1.html');
});

test('pages are looked into where the lists say too little', async () => {
  const text = (number) => (number % 3 ? '视频与会议' : '视频会议');
  const search = visit({ lists: `视频 ${EVERY} 会议 ${EVERY} 频会 ${EVERY}`, text });
  const question = await search.ask(terms('视频会议'));
  assert.deepEqual([search.exact(question), search.total(question)], [false, 21]);
  await search.advance(question, 3);
  assert.deepEqual(numbersOf(question), [0, 3, 6]);
  assert.equal(search.exact(question), false);
  while (!search.exact(question)) await search.advance(question, 10);
  assert.deepEqual([numbersOf(question), search.total(question)], [[0, 3, 6, 9, 12, 15, 18], 7]);
});

test('more pieces are asked for once the few turn out to say too little about many pages', async () => {
  const text = (number) => (number === 99 ? '视频会议' : '视频与会议');
  const every = `~${'1'.repeat(101)}`;
  const lists = `视频 ${every} 会议 ${every} 频会 ${ofPages(101, 99)}`;
  const search = visit({ lists, text, projects: 100 });
  const question = await search.ask(terms('视频会议'));
  await search.advance(question, 10);
  assert.deepEqual([numbersOf(question), search.exact(question), question.next], [[99], true, 4]);
});

test('more pieces are asked for again as long as none is found', async () => {
  const word = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉';
  const pieces = Array.from({ length: 19 }, (_, at) => word.slice(at, at + 2));
  const every = `~${'1'.repeat(101)}`;
  const lists = pieces.map((piece) => `${piece} ${piece === '申酉' ? ofPages(101, 1, 99) : every}`);
  const search = visit({ lists: lists.join(' '), text: (number) => (number === 99 ? word : ''), projects: 100 });
  const question = await search.ask(terms(word));
  await search.advance(question, 10);
  assert.deepEqual([numbersOf(question), question.pieces.length], [[99], 19]);
});

test('of few pages no more pieces are asked for once the last ones left half of them', async () => {
  const word = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉';
  const pieces = Array.from({ length: 19 }, (_, at) => word.slice(at, at + 2));
  const pieceCount = async (projects) => {
    const lists = pieces.map((piece) => `${piece} ~${'1'.repeat(projects + 1)}`).join(' ');
    const search = visit({ lists, text: (number) => (number === projects ? word : ''), projects });
    const question = await search.ask(terms(word));
    await search.advance(question, 10);
    assert.deepEqual(numbersOf(question), [projects]);
    return question.pieces.length;
  };
  assert.deepEqual([await pieceCount(50), await pieceCount(100)], [12, 19]);
});

test('few pages are looked into without more lists, a few at a time until one is found', async () => {
  const text = (number) => (number >= 4 ? '视频会议' : '视频与会议');
  const every = `~${'1'.repeat(15)}`;
  const search = visit({ lists: `视频 ${every} 会议 ${every}`, text, projects: 14 });
  const question = await search.ask(terms('视频会议'));
  await search.advance(question, 3);
  assert.deepEqual([numbersOf(question), question.next], [[4, 5, 6, 7, 8], 9]); /* three, then six */
});

test('after twelve texts a reader need not wait for more, where one is found', async () => {
  const text = (number) => (number % 18 === 2 ? '视频会议' : '视频与会议');
  const search = visit({ lists: `视频 ${EVERY} 会议 ${EVERY} 频会 ${EVERY}`, text });
  const question = await search.ask(terms('视频会议'));
  await search.advance(question, 10);
  assert.deepEqual([numbersOf(question), question.next], [[2], 12]);
  assert.deepEqual([search.exact(question), search.total(question)], [false, 10]);
  await search.advance(question, 10);
  assert.deepEqual([numbersOf(question), search.exact(question), search.total(question)], [[2, 20], true, 2]);
});

test('a term of several texts is held by a page that holds one of them, or that is known otherwise', async () => {
  const text = (number) => (number % 2 ? '20万元' : '120万元');
  const search = visit({ lists: `20 ${EVERY} 0万 ${EVERY} 万元 ${EVERY} 20.0 ${only(0)}`, text });
  const term = { texts: ['20万元', '20.0'], edged: true, numbers: new Set([4]) };
  const question = await search.ask([term]);
  await search.advance(question, Infinity);
  assert.deepEqual(numbersOf(question), [1, 3, 4, 5, 7, 9, 11, 13, 15, 17, 19]);
});

test('the kind of a page is told by its number, and where the projects begin', () => {
  const search = visit({ lists: '' });
  assert.deepEqual([search.kindOf(0), search.kindOf(1), search.kindOf(20), search.first], ['网页', '项目', '项目', 1]);
});

test('what stands nowhere is not found', async () => {
  const search = visit({ lists: `视频 ${only(0)}` });
  const question = await search.ask(terms('龘'));
  assert.deepEqual(plain([question.numbers, search.exact(question), search.total(question)]), [[], true, 0]);
});

test('a file that failed is asked for again the next time', async () => {
  for (const file of ['./search/table-1.js', './search/names/0-def.js', './search/lists/0-abc.js']) {
    const search = visit({ lists: `视频 ${only(0)}` });
    const content = search.files.get(file);
    search.files.delete(file);
    await assert.rejects(search.ask(terms('视频')), { message: file.slice('./search/'.length, -'.js'.length) });
    search.files.set(file, content);
    assert.deepEqual([...(await search.ask(terms('视频'))).numbers], [0]);
  }
});

test('the table of segments is asked for once, and may be asked for ahead', async () => {
  const search = visit({ lists: `视频 ${only(0)}` });
  await search.ahead();
  search.files.delete('./search/table-1.js');
  assert.deepEqual([...(await search.ask(terms('视频'))).numbers], [0]);
});
