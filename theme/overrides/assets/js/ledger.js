/*
 * 整改台账、结果应用: narrows the table by what its rows say (data-of, or of the whole row data-progress) and by words, keeps
 * that and the order in the address, shows the first rows and more on demand, and gives all that fit as CSV. Without it the
 * table is whole; sorting is in tables.js, which loads later.
 */
'use strict';

JXGK.define('ledger', ['csv'], ({ harmless, written, save: saveFile }) => {
  const table = document.getElementById('ledger');
  const place = document.getElementById('ledger-tools');
  if (!table || !place || !table.tBodies[0]) return {};

  const [AT_FIRST, AT_A_TIME] = [10, 100];
  const rows = Array.from(table.tBodies[0].rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const title = (head) => head.textContent.replace('（本站核算）', '').trim();
  const plain = (text) => text.normalize('NFKC').toLowerCase();
  const texts = rows.map((row) => plain(Array.from(row.cells, (cell) => cell.textContent).join(' ')));
  const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

  function make(tag, attributes, ...children) {
    const node = Object.assign(document.createElement(tag), attributes);
    node.append(...children);
    return node;
  }

  /* What a row says of something, which may be several things; of what it does not say it is in none of the choices. */
  function facetOf(name, label) {
    const valuesOf = (row) =>
      row.dataset[name]?.split(' ') ?? [row.querySelector(`[data-of="${name}"]`)?.textContent.trim()];
    const keys = rows.map((row) => valuesOf(row).filter(Boolean));
    const select = make('select', { name }, make('option', { value: '' }, '全部'));
    const values = [...new Set(keys.flat())].sort(collator.compare);
    select.append(...values.map((value) => make('option', { value }, value)));
    const varies = new Set(keys.map(String)).size > 1;
    return { name, keys, select, label: make('label', {}, label, select), varies };
  }

  const facets = table.dataset.facets
    .trim()
    .split(' ')
    .map((words) => facetOf(...words.split(':')))
    .filter(({ varies }) => varies);

  const box = make('input', { type: 'search', name: 'q', autocomplete: 'off', placeholder: table.dataset.hint });
  const status = make('p', {});
  status.setAttribute('role', 'status');
  const reset = make('button', { type: 'button' }, '清除条件');
  const save = make('button', { type: 'button' }, '下载所列各项（CSV）');

  function fits(row, words, except) {
    if (!words.every((word) => texts[row].includes(word))) return false;
    return facets.every(
      (facet) => facet === except || !facet.select.value || facet.keys[row].includes(facet.select.value)
    );
  }

  const more = make('button', { type: 'button', className: 'query-more no-print' });
  let most = AT_FIRST;

  /* Of the rows that fit the first stand there; on paper all. */
  function show() {
    const listed = Array.from(table.tBodies[0].rows).filter((row) => !row.hidden);
    for (const [at, row] of listed.entries()) row.classList.toggle('is-later', at >= most);
    more.hidden = listed.length <= most;
    more.textContent = `显示更多（还有 ${JXGK.thousands(listed.length - most)} 项）`;
  }

  function update() {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [at, row] of rows.entries()) {
      row.hidden = !fits(at, words);
      shown += !row.hidden;
    }
    /* what each choice would leave, the other conditions kept */
    for (const facet of facets) {
      const counts = new Map();
      for (const at of rows.keys())
        if (fits(at, words, facet)) for (const key of facet.keys[at]) counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const option of facet.select.options)
        if (option.value) option.textContent = `${option.value}（${JXGK.thousands(counts.get(option.value) ?? 0)}）`;
    }
    const narrowed = shown < rows.length;
    const all = `共 ${JXGK.thousands(rows.length)} 项`;
    status.textContent = narrowed ? `${all}，符合 ${JXGK.thousands(shown)} 项` : all;
    reset.hidden = !narrowed && !box.value;
    save.hidden = !shown;
    most = AT_FIRST;
    show();
    remember();
  }

  /* ---- the address ---- */

  const order = () => heads.findIndex((head) => head.hasAttribute('aria-sort'));

  function remember() {
    const query = new URLSearchParams();
    if (box.value) query.set('q', box.value);
    for (const { name, select } of facets) if (select.value) query.set(name, select.value);
    const at = order();
    if (at >= 0) query.set('sort', `${at}${heads[at].getAttribute('aria-sort') === 'descending' ? '-' : ''}`);
    const address = query.toString();
    try {
      history.replaceState(history.state, '', `${address ? `?${address}` : location.pathname}${location.hash}`);
    } catch {
      /* some browsers refuse this for files opened from a folder; the list itself still works */
    }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    box.value = query.get('q') ?? '';
    for (const { name, select } of facets) {
      select.value = query.get(name) ?? '';
      if (select.selectedIndex < 0) select.value = '';
    }
    const [, column, down] = /^(\d+)(-?)$/.exec(query.get('sort') ?? '') ?? [];
    const button = column && heads[column]?.querySelector('button.sort');
    const wanted = down ? 'descending' : 'ascending';
    for (let press = 0; button && press < 2 && heads[column].getAttribute('aria-sort') !== wanted; press += 1)
      button.click();
  }

  /* ---- CSV ---- */

  const textOf = (cell) => cell.innerText.replace(/\s*\n\s*/g, '；').trim();

  function csv() {
    const listed = Array.from(table.tBodies[0].rows).filter((row) => !row.hidden);
    for (const row of listed) row.classList.remove('is-later'); /* what is not laid out has no lines */
    setTimeout(show);
    return written([heads.map(title), ...listed.map((row) => Array.from(row.cells, textOf).map(harmless))]);
  }

  save.addEventListener('click', () => saveFile(`${table.dataset.name}.csv`, csv()));
  reset.addEventListener('click', () => {
    box.value = '';
    for (const { select } of facets) select.value = '';
    update();
    box.focus();
  });
  box.addEventListener('input', update);
  for (const { select } of facets) select.addEventListener('change', update);
  table.tHead.addEventListener('click', () => {
    setTimeout(() => {
      show();
      remember();
    });
  });
  more.addEventListener('click', () => {
    const [next] = table.querySelectorAll('tbody tr.is-later:not([hidden])');
    most += AT_A_TIME;
    show();
    next.querySelector('a').focus();
  });

  table.closest('.table-wrap').after(more);
  place.append(make('label', {}, '查找', box), ...facets.map(({ label }) => label), reset, save, status);
  document.addEventListener('DOMContentLoaded', () => {
    recall();
    update();
  });
  return { csv };
});
