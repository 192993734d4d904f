import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './load.mjs';

/* Elements as text: <mark>…</mark> where a browser would show a mark. */
const document = {
  createElement: (tag) => ({
    children: [],
    setAttribute() {},
    append(...children) {
      this.children.push(...children);
    },
    toString() {
      return `<${tag}>${this.children.join('')}</${tag}>`;
    },
  }),
};
const { fold, folded, wordsOf, spelled, holds, marked, passages } = page({ document }).run('finding').finding;
const shown = (nodes) => nodes.join('');

test('width, capitals, white space and the shape of brackets make no difference', () => {
  for (const form of ['沪财绩〔2014〕22号', '沪财绩[2014]22号', '沪财绩（２０１４）22 号', '沪财绩【2014】22号']) {
    assert.equal(fold(form), '沪财绩(2014)22号');
  }
  assert.equal(fold('ＡＢ c\u00a0%％\u200b'), 'abc%%');
  assert.equal(folded('ＡＢ'), 'ab');
  assert.equal(folded('ＡＢ'), 'ab');
});

test('a question is cut at white space of any kind', () => {
  assert.deepEqual([...wordsOf(' 视频\u3000会议　ＩＴ ')], ['视频', '会议', 'it']);
  assert.deepEqual([...wordsOf(' \u200b ')], []);
});

test('a mark stands around what was written, however it is folded', () => {
  assert.equal(shown(marked('见沪财绩〔2014〕 22号文', wordsOf('绩[2014]22'))), '见沪财<mark>绩〔2014〕 22</mark>号文');
  assert.equal(shown(marked('面积 5㎡整', wordsOf('m2'))), '面积 5<mark>㎡</mark>整');
  assert.equal(shown(marked('𠮷田𠮷', ['𠮷'])), '<mark>𠮷</mark>田<mark>𠮷</mark>');
  assert.equal(shown(marked('无', ['有'])), '无');
});

test('marks that overlap become one', () => {
  assert.equal(shown(marked('合作交流办公室', ['合作交', '交流', '公室'])), '<mark>合作交流</mark>办<mark>公室</mark>');
});

const SOUNDS = ['shang', 'hai', 'he', 'zuo', 'jiao', 'liu'];

test('pinyin is first letters or whole syllables, the last as far as it is typed', () => {
  assert.deepEqual([...spelled(SOUNDS, 'hzj')], [2, 5]);
  assert.deepEqual([...spelled(SOUNDS, 'hezuo')], [2, 4]);
  assert.deepEqual([...spelled(SOUNDS, 'hezuoji')], [2, 5]);
  for (const word of ['ezuo', 'hezuoli', 'hezuojiaoliuban']) assert.equal(spelled(SOUNDS, word), null);
  assert.equal(spelled(SOUNDS, 'jiao'), null, 'a syllable alone says too little');
});

test('pinyin marks the characters it stands for, where the words are not written', () => {
  assert.equal(shown(marked('上海合作交流', ['hz'], SOUNDS)), '上海<mark>合作</mark>交流');
  assert.equal(shown(marked('上海合作交流', ['hezuojiao'], SOUNDS)), '上海<mark>合作交</mark>流');
  assert.equal(shown(marked('Ahz合作', ['hz'], ['a', 'h', 'z', 'he', 'zuo'])), 'A<mark>hz</mark>合作');
  assert.equal(shown(marked('上海合作交流', ['h'], SOUNDS)), '上海合作交流');
});

test('a digit in front makes it another amount', () => {
  assert.equal(holds('预算120万元', '20万元'), true);
  assert.equal(holds('预算120万元', '20万元', true), false);
  assert.equal(holds('预算1,020万元，支出20万元', '20万元', true), true);
});

test('a passage is the sentence that holds the word, rather below the title', () => {
  const text = '视频会议 满分 视频会议 3 预算编制有依据。 各办视频会议设备购置于2008年，逐渐老化。应当更新。';
  const expected = '各办<mark>视频</mark>会议设备购置于2008年，逐渐老化。 ';
  assert.equal(shown(passages(text, '视频会议', ['视频'])), expected);
  assert.equal(shown(passages('视频会议', '视频会议', ['会议'])), '视频<mark>会议</mark> ');
});

test('a passage of what is no sentence is cut where it gets too long', () => {
  const text = `${'甲'.repeat(100)}视频${'乙'.repeat(100)}`;
  assert.equal(shown(passages(text, '', ['视频'])), `…${'甲'.repeat(40)}<mark>视频</mark>${'乙'.repeat(60)}… `);
});

test('several words share a passage where they stand close together', () => {
  const text = `${'甲'.repeat(60)}视频与会议${'乙'.repeat(80)}`;
  const excerpt = shown(passages(text, '', ['视频', '会议']));
  assert.equal(excerpt.match(/…/g).length, 2);
  assert.ok(excerpt.includes('<mark>视频</mark>与<mark>会议</mark>'));
});
