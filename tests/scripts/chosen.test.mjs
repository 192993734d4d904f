import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page, plain } from './load.mjs';

const KEPT = 'chosen:https://example.org/a/';

/** The script on a page at /a/2017/index.html, beside a storage of the browser's tab. */
function chosen(sessionStorage) {
  const node = () => ({ setAttribute() {}, append() {} });
  const document = {
    currentScript: { src: 'https://example.org/a/assets/js/chosen.js' },
    getElementById: node,
    createElement: node,
  };
  return page({ URL, document, ...(sessionStorage && { sessionStorage }) }).run('chosen').chosen;
}
function storage(text) {
  const held = new Map([[KEPT, text]]);
  return { held, getItem: (key) => held.get(key) ?? null, setItem: (key, value) => held.set(key, value) };
}

test('what was chosen is kept, each once, four at most, and nothing that is no project', () => {
  const tab = storage('["2017/a","2017/a","../x","//host/2017/a","2018/b-2"]');
  const { ids, choose, clean } = chosen(tab);
  assert.deepEqual(plain(ids()), ['2017/a', '2018/b-2']);
  choose(['2018/c', '2017/a', 3, '2017/a?b', '2017/d', '2017/e', '2017/f']);
  assert.equal(tab.held.get(KEPT), '["2018/c","2017/a","2017/d","2017/e"]');
  assert.deepEqual(plain(clean(['2017/A', '17/a', '2017/a/b', '2017/'])), []);
});

test('the address names the projects in the order they were chosen', () => {
  assert.equal(chosen().addressOf(['2018/b', '2017/a']), 'compare.html?p=2018/b&p=2017/a');
});

test('a storage that is forbidden, or holds what another program wrote, does no harm', () => {
  for (const held of [null, '{', '7', '{"a":1}', 'null']) assert.deepEqual(plain(chosen(storage(held)).ids()), []);
  const { ids, choose } = chosen(); // no storage at all
  choose(['2017/a']);
  assert.deepEqual(plain(ids()), ['2017/a']);
});
