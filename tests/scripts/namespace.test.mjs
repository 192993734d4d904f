import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './load.mjs';

test('what a script gives stands under its name and is handed to those that need it', () => {
  const { JXGK } = page();
  JXGK.provide('index', { shards: 2 });
  JXGK.define('search', ['index'], (index) => ({ shards: index.shards + 1 }));
  JXGK.define('query', ['search', 'index'], (search, index) => [search.shards, index.shards]);
  assert.deepEqual([...JXGK.query], [3, 2]);
});

test('a script that lacks what it needs fails with both names and is not made', () => {
  const { JXGK } = page();
  let made = false;
  const make = () => {
    made = true;
  };
  assert.throws(() => JXGK.define('search', ['index'], make), /脚本 search 需要 index/);
  assert.throws(() => JXGK.define('fulltext', ['search'], make), /脚本 fulltext 需要 search/);
  assert.equal(made, false);
});

test('what is marked with ? may be absent', () => {
  const { JXGK } = page();
  JXGK.define('query', ['fulltext?'], (fulltext) => ({ fulltext }));
  assert.equal(JXGK.query.fulltext, undefined);
  JXGK.provide('fulltext', 'there');
  JXGK.define('other', ['fulltext?'], (fulltext) => ({ fulltext }));
  assert.equal(JXGK.other.fulltext, 'there');
});

test('nothing is given twice, and no script takes the place of the namespace', () => {
  const { JXGK } = page();
  JXGK.provide('index', 1);
  assert.throws(() => JXGK.provide('index', 2), /index 给出了两次/);
  assert.throws(() => JXGK.define('define', [], () => 1), /define 给出了两次/);
});
