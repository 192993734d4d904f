/*
 * Comforts for tables; without them every table is whole and in its printed order.
 *
 * Sorting of table[data-sortable] by its header: first press, second press the other way, third press as it was.
 * A cell's data-value, or what is set as a number, is compared as a number; other cells by their text, in the order of
 * pinyin.
 * Cells without a value ("—") stay last either way, and tfoot keeps its place. The order stands in the address, so that
 * it can be kept and sent: ?sort=-budget is by the column data-key="budget", the largest first, of the table
 * data-sortable="sort".
 *
 * A box above the long ones narrows their rows to those that hold every word typed. Where rows are cards (lists.css) the
 * first of very many stand there, and all on demand.
 */
'use strict';

JXGK.define('tables', [], () => {
  const LONG = 20; /* rows from which a table gets its box */
  const AT_ONCE = 100; /* rows laid out before the reader's press is answered */
  const AT_A_TIME = 300; /* then */
  const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

  function cellValue(cell) {
    const text = (cell.dataset.value ?? cell.textContent).trim();
    if (text === '' || text === '—') return null;
    const number = Number(cell.dataset.value ?? (/\bnum\b/.test(cell.className) ? text.replace(/,|%$/g, '') : NaN));
    return Number.isFinite(number) ? number : text;
  }

  function compare(a, b) {
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  }

  /*
   * Laying out two thousand rows takes most of a second. So the first of the rows to show stand at once and the others,
   * marked is-later (parts.css, which shows them on paper all the same), follow.
   */
  function followers(body) {
    let scheduled = false;

    function more() {
      const rows = Array.from(body.querySelectorAll('.is-later'));
      for (const row of rows.slice(0, AT_A_TIME)) row.classList.remove('is-later');
      scheduled = rows.length > AT_A_TIME;
      if (scheduled) setTimeout(more);
    }

    return (rows) => {
      for (const [place, row] of rows.entries()) row.classList.toggle('is-later', place >= AT_ONCE);
      if (!scheduled && rows.length > AT_ONCE) setTimeout(more, 100);
      scheduled ||= rows.length > AT_ONCE;
    };
  }

  /* Values are read once a press, not once a comparison: two thousand rows sort within a few frames. */
  function sorted(rows, column, sign) {
    const keyed = rows.map((row, place) => ({ row, place, value: cellValue(row.cells[column]) }));
    keyed.sort((a, b) => {
      if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.place - b.place;
      return sign * compare(a.value, b.value) || a.place - b.place;
    });
    return keyed.map((item) => item.row);
  }

  /* The address with an order in it: `-budget` is by budget, the largest first; none where the order is as printed. */
  function addressWith(search, name, key, order) {
    const params = new URLSearchParams(search);
    if (order === 'none') params.delete(name);
    else params.set(name, (order === 'descending' ? '-' : '') + key);
    return params.size ? `?${params}` : '';
  }

  function sortable(table, body, original, follow) {
    const heads = Array.from(table.tHead.rows[0].cells);
    const name = table.dataset.sortable;

    function press(head, column) {
      const numeric = original.some((row) => typeof cellValue(row.cells[column]) === 'number');
      const cycle = numeric ? ['none', 'descending', 'ascending'] : ['none', 'ascending', 'descending'];
      const next = cycle[(cycle.indexOf(head.getAttribute('aria-sort') || 'none') + 1) % 3];
      arrange(head, column, next);
      if (!name || !head.dataset.key) return;
      const search = addressWith(location.search, name, head.dataset.key, next);
      history.replaceState(history.state, '', (search || location.pathname) + location.hash);
    }

    function arrange(head, column, next) {
      for (const other of heads) other.removeAttribute('aria-sort');
      if (next !== 'none') head.setAttribute('aria-sort', next);
      const rows = next === 'none' ? original : sorted(original, column, next === 'ascending' ? 1 : -1);
      follow(rows.filter((row) => !row.hidden));
      body.append(...rows);
      if (rows.length > LONG)
        table.closest('.table-wrap')?.scrollTo({ top: 0 }); /* the new order is read from its start */
    }

    heads.forEach((head, column) => {
      if (head.hasAttribute('data-nosort') || head.colSpan > 1 || !head.textContent.trim()) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.title = '按此列排序';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => press(head, column));
    });
    table.classList.add('is-sortable');
    const order = (name && new URLSearchParams(location.search).get(name)) || '';
    const column = heads.findIndex((head) => head.dataset.key && head.dataset.key === order.replace(/^-/, ''));
    if (column >= 0) arrange(heads[column], column, order.startsWith('-') ? 'descending' : 'ascending');
  }

  /* Of very many cards the first stand there; a button shows all, and whoever narrows them sees all that fit. */
  function shorten(table, rows) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'show-all no-print';
    button.textContent = `显示全部 ${rows.length} 行`;
    button.addEventListener('click', () => table.removeAttribute('data-short'));
    table.toggleAttribute('data-short', true);
    table.after(button);
  }

  const plain = (text) => text.normalize('NFKC').toLowerCase();

  function filterable(table, rows, follow) {
    const place = document.createElement('search');
    const label = document.createElement('label');
    const box = document.createElement('input');
    const status = document.createElement('span');
    let texts = null;

    function narrow() {
      texts ??= rows.map((row) => plain(Array.from(row.cells, (cell) => cell.textContent).join(' ')));
      const words = plain(box.value).split(/\s+/).filter(Boolean);
      if (words.length) table.removeAttribute('data-short');
      const fits = new Set(rows.filter((_, number) => words.every((word) => texts[number].includes(word))));
      follow(Array.from(table.tBodies[0].rows).filter((row) => row.hidden && fits.has(row)));
      for (const row of rows) if (row.hidden === fits.has(row)) row.hidden = !row.hidden;
      const note = table.tFoot ? '，合计仍含全部' : '';
      status.textContent = words.length === 0 ? '' : `共 ${rows.length} 行，符合 ${fits.size} 行${note}`;
    }

    function clear(event) {
      if (event.key !== 'Escape' || box.value === '' || event.isComposing) return;
      event.preventDefault();
      box.value = '';
      narrow();
    }

    place.className = 'table-filter';
    place.setAttribute('role', 'search'); /* browsers that do not know the element yet */
    place.setAttribute('aria-label', `筛选：${table.caption?.textContent.split('（')[0] ?? '表格'}`);
    box.type = 'search';
    box.autocomplete = 'off';
    box.placeholder = '输入几个字，只看含这些字的行';
    status.setAttribute('role', 'status');
    label.append('筛选', box);
    place.append(label, status);
    box.addEventListener('input', narrow);
    box.addEventListener('keydown', clear);
    (table.closest('.table-wrap') ?? table).before(place);
  }

  for (const table of document.querySelectorAll('table[data-sortable]')) {
    const body = table.tBodies[0];
    const rows = Array.from(body?.rows ?? []);
    if (!table.tHead || rows.length < 2) continue;
    const hasFacets = 'facets' in table.dataset; /* ledger.js has its own box, and shows so many rows at a time */
    const follow = hasFacets ? () => {} : followers(body);
    sortable(table, body, rows, follow);
    if (rows.length > LONG && !hasFacets) filterable(table, rows, follow);
    if (rows.length > LONG && table.classList.contains('cards')) shorten(table, rows);
  }

  /*
   * A head sticks to the nearest box that scrolls. Where a table fits its wrap the wrap need not scroll, and the head
   * stays on the screen.
   */
  if ('ResizeObserver' in window) {
    const watcher = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const wrap = target.closest('.table-wrap');
        wrap.toggleAttribute('data-fits', wrap.clientWidth > 0 && target.offsetWidth <= wrap.clientWidth);
      }
    });
    for (const table of document.querySelectorAll('.table-wrap > table')) watcher.observe(table);
  }

  return { addressWith, cellValue, sorted };
});
