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
const { fold, folded, wordsOf, marked, passages } = page({ document }).run('finding').finding;
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

test('first letters mark the characters they stand for, where the words are not written', () => {
  assert.equal(shown(marked('上海合作交流', ['hz'], 'shhzjl')), '上海<mark>合作</mark>交流');
  assert.equal(shown(marked('Ahz合作', ['hz'], 'ahzhz')), 'A<mark>hz</mark>合作');
  assert.equal(shown(marked('上海合作交流', ['h'], 'shhzjl')), '上海合作交流');
});

test('a passage is cut around each word, rather below the title', () => {
  const text = `视频会议 ${'甲'.repeat(100)}视频会议${'乙'.repeat(100)}`;
  assert.equal(
    shown(passages(text, '视频会议', ['视频'])),
    `…${'甲'.repeat(30)}<mark>视频</mark>会议${'乙'.repeat(48)}… `,
  );
  assert.equal(shown(passages('视频会议', '视频会议', ['会议'])), '视频<mark>会议</mark>');
});

test('several words share a passage where they stand close together', () => {
  const text = `${'甲'.repeat(40)}视频与会议${'乙'.repeat(40)}`;
  const found = shown(passages(text, '', ['视频', '会议']));
  assert.equal(found.match(/…/g).length, 2);
  assert.ok(found.includes('<mark>视频</mark>与<mark>会议</mark>'));
});
