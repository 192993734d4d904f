/*
 * Sorting of table[data-sortable] by its header: first press, second press the other way, third press as it was.
 * A cell's data-value is compared as a number where it is one; other cells by their text, in the order of pinyin.
 * Cells without a value ("—") stay last either way. Ranks (名次) keep their numbers, and tfoot its place.
 */
(function () {
  'use strict';

  const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

  function valueOf(cell) {
    const text = (cell.dataset.value ?? cell.textContent).trim();
    if (text === '' || text === '—') return null;
    return cell.dataset.value !== undefined && Number.isFinite(Number(text)) ? Number(text) : text;
  }

  function compare(a, b) {
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  }

  /* Values are read once a press, not once a comparison: two thousand rows sort within one frame or two. */
  function sorted(rows, column, sign) {
    const keyed = rows.map((row, place) => ({ row, place, value: valueOf(row.cells[column]) }));
    keyed.sort((a, b) => {
      if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.place - b.place;
      return sign * compare(a.value, b.value) || a.place - b.place;
    });
    return keyed.map((item) => item.row);
  }

  function enhance(table) {
    const header = table.tHead && table.tHead.rows[0];
    const body = table.tBodies[0];
    if (!header || !body || body.rows.length < 2) return;
    const original = Array.from(body.rows);
    const heads = Array.from(header.cells);

    function press(head, column) {
      const numeric = original.some((row) => typeof valueOf(row.cells[column]) === 'number');
      const cycle = numeric ? ['none', 'descending', 'ascending'] : ['none', 'ascending', 'descending'];
      const next = cycle[(cycle.indexOf(head.getAttribute('aria-sort') || 'none') + 1) % 3];
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      if (next !== 'none') head.setAttribute('aria-sort', next);
      const rows = next === 'none' ? original : sorted(original, column, next === 'ascending' ? 1 : -1);
      body.append(...rows);
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
  }

  document.querySelectorAll('table[data-sortable]').forEach(enhance);
})();
