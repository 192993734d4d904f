import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './load.mjs';

const { addressOf } = page().run('charts').charts;
const item = (url) => addressOf({}, { componentType: 'series', data: { url } });

test('an item leads to the page it names, a label to that of its item', () => {
  assert.equal(item('../2017/shipin-huiyi.html'), '../2017/shipin-huiyi.html');
  const series = [{ data: [{ url: 'a.html' }, { url: 'b.html' }] }];
  assert.equal(addressOf({ series }, { componentType: 'yAxis', dataIndex: 1 }), 'b.html');
});

test('nothing leads away from the site or runs a script', () => {
  for (const url of ['javascript:alert(1)', 'https://other.example/', 'a b.html', '?q=1', '', undefined]) {
    assert.equal(item(url), null);
  }
  assert.equal(addressOf({}, { componentType: 'series', data: null }), null);
});
