/*
 * The projects a reader chose to compare: a tick at everything that names one (data-project), kept while the browser's
 * tab is open, and a line at the foot of the page that leads to 并排比较 (compare.js). A list that is drawn anew says so
 * by the event `list-drawn`.
 */
'use strict';

JXGK.define('chosen', [], () => {
  const MOST = 4;
  const ID = /^\d{4}\/[a-z0-9-]+$/;
  const root = new URL('../..', document.currentScript.src).href;
  const KEY = `chosen:${root}`; /* another site on the same host has its own */

  /* The first few that can be projects, each once. */
  const clean = (ids) => [...new Set(ids)].filter((id) => ID.test(id)).slice(0, MOST);
  const addressOf = (ids) => `compare.html?${ids.map((id) => `p=${id}`).join('&')}`;

  /* ---- what is chosen; storage may be switched off, full, or hold what another program wrote ---- */

  let chosen = [];
  function recall() {
    try {
      chosen = clean(JSON.parse(sessionStorage.getItem(KEY)) ?? []);
    } catch {
      /* what was chosen lasts for this page */
    }
    return chosen;
  }
  function choose(ids) {
    chosen = clean(ids);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(chosen));
    } catch {
      /* nothing to do */
    }
  }

  /* ---- the line at the foot: in the flow of the page, so that it covers no text at its end ---- */

  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }
  const status = element('p', { role: 'status' });
  const go = element('a', { class: 'chosen__go', href: root }, '比较');
  const clear = element('button', { type: 'button' }, '清除');
  const line = element('aside', { class: 'chosen no-print', 'aria-label': '选来比较的项目' }, status, go, clear);

  function tell(text) {
    if (status.textContent !== text) status.textContent = text; /* what stands there already is not read out again */
  }
  function show() {
    line.toggleAttribute('data-empty', !chosen.length);
    tell(chosen.length ? `已选 ${chosen.length} 个${chosen.length < 2 ? '，再选一个就能比较' : ''}` : '');
    go.hidden = chosen.length < 2;
    go.href = root + addressOf(chosen);
    for (const box of document.querySelectorAll('.tick input')) box.checked = chosen.includes(box.value);
  }

  /* ---- ticks: beside a name, not in it, or the name of a row would be read out with its tick; in tables a column ---- */

  function column(table) {
    table.setAttribute('data-compared', '');
    for (const row of table.querySelectorAll('thead tr, tfoot tr')) {
      const isHead = row.parentElement.tagName === 'THEAD';
      const cell = element(
        isHead ? 'th' : 'td',
        isHead ? { scope: 'col', 'data-nosort': '' } : {},
        isHead ? '比较' : ''
      );
      cell.className = 'of-tick';
      row.append(cell);
    }
  }

  function place(holder, link, tick) {
    const table = holder.matches('tr') && holder.closest('table');
    if (table) {
      if (!table.hasAttribute('data-compared')) column(table);
      holder.append(element('td', { class: 'of-tick' }, tick));
    } else if (link) (link.closest('h2, h3') ?? link).after(tick);
    else holder.append(tick);
  }
  const NEW = ':not(#query-static *)[data-project]:not([data-ticked])'; /* 查询 draws its table as a list */
  function mark() {
    for (const holder of document.querySelectorAll(NEW)) {
      const link = holder.querySelector('a[href]');
      const name = (link ?? document.querySelector('h1')).textContent.trim();
      const id = holder.dataset.project;
      const year = `${id.slice(0, 4)}年`;
      const label = `加入比较：${name.startsWith(year) ? '' : `${year} `}${name}`;
      const box = element('input', { type: 'checkbox', value: id, 'aria-label': label, autocomplete: 'off' });
      holder.setAttribute('data-ticked', '');
      place(holder, link, element('label', { class: 'tick' }, box));
    }
    show();
  }

  function press({ target }) {
    if (!target.matches('.tick input')) return;
    const others = chosen.filter((id) => id !== target.value);
    const full = target.checked && others.length >= MOST;
    choose(target.checked && !full ? [...others, target.value] : others);
    show();
    if (full) tell(`最多比较 ${MOST} 个，请先去掉一个`);
  }

  recall();
  if (!document.getElementById('compare-app')) {
    document.body.append(line);
    mark();
    document.addEventListener('change', press);
    document.addEventListener('list-drawn', mark, true);
    clear.addEventListener('click', () => {
      choose([]);
      show();
      document.getElementById('content')?.focus({ preventScroll: true });
    });
    /* A page that comes back from the browser's own memory. */
    window.addEventListener('pageshow', (event) => {
      if (!event.persisted) return;
      recall();
      show();
    });
  }

  return { clean, addressOf, choose, ids: () => chosen };
});
