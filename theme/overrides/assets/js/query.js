/*
 * 查询: exact finding in the records, entirely in the reader's browser. The state is in the address (?q=&year=…), so
 * that a query can be passed on. Everything shown is made of text nodes: data never becomes markup.
 */
(function () {
  'use strict';

  const app = document.getElementById('query-app');
  const columns = window.JXGK_RECORDS;
  if (!app || !columns) return;

  const { el, fold, LETTERS, spelled, marked, nearest } = window.JXGK_FINDING;
  const fulltext = window.JXGK_FULLTEXT;
  const records = window.JXGK_READ(columns);
  window.JXGK_RECORDS = records;
  const SHOWN = 20;
  const FIELDS = [['name', 40], ['title', 40], ['unit', 20], ['agency', 10], ['grade', 6], ['score', 6], ['budget', 5]];
  const BANDS = [[10, '不足10万元'], [50, '10万至50万元'], [100, '50万至100万元'], [500, '100万至500万元'],
    [Infinity, '500万元以上']];
  const band = (record) => (record.budget ? [BANDS.find((one) => Number(record.budget) < one[0])[1]] : []);
  const STATES = ['已完成', '推进中', '计划中', '未说明进度', '未载明'];
  const steps = new Map(records.map((record) => [record.rank, Number(record.step)]));
  const byText = new Intl.Collator('zh-Hans-CN').compare;
  const FACETS = [
    { key: 'year', label: '年度', of: (r) => [r.year], order: (a, b) => b - a },
    { key: 'grade', label: '评价等级', of: (r) => [r.rank], order: (a, b) => steps.get(a) - steps.get(b) },
    { key: 'unit', label: '项目单位', of: (r) => [r.unit], order: byText },
    { key: 'method', label: '评价方式', of: (r) => [r.method], order: byText },
    { key: 'amount', label: '预算金额', of: band,
      order: (a, b) => BANDS.findIndex((one) => one[1] === a) - BANDS.findIndex((one) => one[1] === b) },
    { key: 'state', label: '整改情况', of: (r) => r.states, order: (a, b) => STATES.indexOf(a) - STATES.indexOf(b) },
  ];
  const number = (text) => (text && Number.isFinite(Number(text)) ? Number(text) : -Infinity);
  const SORTS = {
    relevance: ['相关程度', (a, b) => b.rank - a.rank || a.place - b.place],
    year: ['年度从近到远', (a, b) => b.record.year - a.record.year || a.place - b.place],
    score: ['评价分值从高到低', (a, b) => number(b.record.score) - number(a.record.score) || a.place - b.place],
    budget: ['预算金额从大到小', (a, b) => number(b.record.budget) - number(a.record.budget) || a.place - b.place],
  };

  /* ---- matching: all words must occur, each anywhere; the place of the hit decides the order ---- */

  const folded = new Map(); /* most words stand in many records */
  function once(text) {
    if (!folded.has(text)) folded.set(text, fold(text));
    return folded.get(text);
  }
  const index = records.map((record, place) => ({
    record, place, folded: FIELDS.filter(([key]) => record[key]).map(([key, worth]) => [once(record[key]), worth]),
  }));
  const wordsOf = (query) => query.split(/\s+/u).map(fold).filter(Boolean);

  function match(words) {
    const hits = [];
    for (const { record, place, folded } of index) {
      let rank = 0;
      const all = words.every((word) => {
        const found = folded.find(([text]) => text.includes(word));
        const worth = found ? found[1] : Number(LETTERS.test(word) && record.initials.some((one) => spelled(one, word) >= 0)) * 2;
        rank += worth;
        return worth;
      });
      if (all) hits.push({ record, place, rank });
    }
    return hits;
  }

  const passes = (record, except) => FACETS.every((facet) =>
    facet === except || !facet.picked.size || facet.of(record).some((value) => facet.picked.has(value)));

  /* ---- the page: made once; a change only fills in counts and results, so the focus never jumps ---- */

  const box = el('input', { id: 'query-q', name: 'q', type: 'search', autocomplete: 'off', placeholder: '如：视频会议' });
  const order = el('select', { id: 'query-sort' },
    ...Object.entries(SORTS).map(([key, [label]]) => el('option', { value: key }, label)));
  const status = el('p', { class: 'query-status', role: 'status' });
  const reset = el('button', { type: 'button', class: 'query-reset' }, '清除全部条件');
  const download = el('button', { type: 'button', class: 'query-download' }, '下载所列项目（CSV）');
  const list = el('ol', { class: 'query-hits' });
  const more = el('button', { type: 'button', class: 'query-more' });
  const empty = el('div', { class: 'query-empty' });
  const facetBox = el('details', { class: 'query-facets' }, el('summary', {}, '筛选'));
  const form = el('form', { class: 'query-form', role: 'search', 'aria-label': '查询项目' },
    el('label', { for: 'query-q' }, '查找的文字'), box, el('button', { type: 'submit' }, '查询'),
    el('p', { class: 'query-hint' }, '名称、单位、结论、问题和各页正文中的任意几个字，文号、数字、名称的拼音首字母也可以；用空格隔开的几个词须同时出现。'));

  for (const facet of FACETS) {
    facet.picked = new Set();
    const values = [...new Set(records.flatMap(facet.of))].filter(Boolean).sort(facet.order);
    facet.choices = values.map((value) => {
      const input = el('input', { type: 'checkbox' });
      const count = el('span', { class: 'count' });
      input.addEventListener('change', () => { facet.picked[input.checked ? 'add' : 'delete'](value); update(); });
      return { value, input, count, label: el('label', {}, input, el('span', {}, value), count) };
    });
    const group = el('fieldset', {}, el('legend', {}, facet.label),
      el('div', { class: 'query-choices' }, ...facet.choices.map((choice) => choice.label)));
    if (values.length > 1) facetBox.append(group);
  }

  function card({ record }, words) {
    const facts = [['预算', record.budget, ' 万元'], ['支出', record.spent, ' 万元'], ['执行率', record.execution_rate, '']];
    return el('li', { class: 'query-hit' },
      el('h2', {}, el('a', { href: `${app.dataset.root || '.'}/${record.url}` }, ...marked(record.name, words, record.initials[0]))),
      el('p', { class: 'query-meta' }, el('span', {}, `${record.year}年`), el('span', {}, ...marked(record.unit, words, record.initials[1])),
        record.agency ? el('span', {}, '评价机构：', ...marked(record.agency, words)) : ''),
      el('p', { class: 'query-figures' }, el('strong', {}, ...(record.score ? marked(record.score, words) : ['—'])),
        el('span', { class: 'grade', 'data-step': record.step }, ...marked(record.grade, words)),
        ...facts.filter((fact) => fact[1] && fact[1] !== '—').map(([label, value, unit]) => el('span', {}, `${label} ${value}${unit}`))));
  }

  function suggest(query, words) {
    const items = [];
    const offer = (label, act) => {
      const button = el('button', { type: 'button' }, label);
      button.addEventListener('click', () => { act(); update(); box.focus(); });
      items.push(el('li', {}, button));
    };
    const free = match(words).length;
    if (free) offer(`去掉筛选条件，可找到 ${free} 个项目`, clearFacets);
    if (!free && words.length > 1) {
      for (const word of query.trim().split(/\s+/u)) {
        const count = match(wordsOf(word)).length;
        if (count) offer(`只查“${word}”，可找到 ${count} 个项目`, () => { box.value = word; clearFacets(); });
      }
    }
    const near = free ? [] : nearest(index, fold(query));
    const hint = el('p', {}, '没有完全相符的项目。可以少写几个字，或换一个说法。');
    empty.replaceChildren(hint, el('ul', {}, ...items),
      ...(near.length ? [el('p', {}, '文字相近的项目：'), el('ul', {}, ...near.map((record) =>
        el('li', {}, el('a', { href: `${app.dataset.root || '.'}/${record.url}` }, `${record.name}（${record.year}年）`))))] : []));
  }

  /* ---- state ---- */

  let shown = SHOWN;
  let listed = [];
  function clearFacets() { FACETS.forEach((facet) => facet.picked.clear()); }

  function remember() {
    const params = new URLSearchParams();
    if (box.value.trim()) params.set('q', box.value.trim());
    for (const facet of FACETS) for (const value of facet.picked) params.append(facet.key, value);
    if (order.value !== 'relevance') params.set('sort', order.value);
    const query = params.toString();
    try {
      history.replaceState(history.state, '', query ? `?${query}` : location.pathname);
    } catch (error) { /* some browsers refuse this for files opened from a folder; the query itself still works */ }
  }

  function recall() {
    const params = new URLSearchParams(location.search);
    box.value = params.get('q') || '';
    if (Object.hasOwn(SORTS, params.get('sort') || '')) order.value = params.get('sort');
    for (const facet of FACETS) facet.picked = new Set(params.getAll(facet.key));
  }

  function update(keep) {
    if (!keep) shown = SHOWN;
    const words = wordsOf(box.value);
    const found = match(words);
    for (const facet of FACETS) {
      const counts = new Map();
      for (const { record } of found) {
        if (passes(record, facet)) for (const value of facet.of(record)) counts.set(value, (counts.get(value) || 0) + 1);
      }
      for (const choice of facet.choices) {
        const count = counts.get(choice.value) || 0;
        choice.input.checked = facet.picked.has(choice.value);
        choice.count.textContent = count;
        choice.label.classList.toggle('is-none', !count);
      }
    }
    const hits = found.filter((hit) => passes(hit.record)).sort(SORTS[order.value][1]);
    const picked = FACETS.some((facet) => facet.picked.size);
    status.textContent = words.length || picked ? `找到 ${hits.length} 个项目` : `共 ${hits.length} 个项目`;
    reset.hidden = !words.length && !picked;
    listed = hits;
    download.hidden = !hits.length;
    list.replaceChildren(...hits.slice(0, shown).map((hit) => card(hit, words)));
    more.hidden = hits.length <= shown;
    more.textContent = `再列出 ${Math.min(SHOWN, hits.length - shown)} 个`;
    empty.hidden = hits.length > 0;
    if (!hits.length) suggest(box.value, words);
    remember();
    if (fulltext) tellPages(words, picked ? (place) => passes(records[place]) : null);
  }

  /* The pages come a moment later; the same line then tells both numbers. */
  async function tellPages(words, allowed) {
    const projects = status.textContent;
    const told = await fulltext.show(words, allowed);
    if (told === null || !words.length) return;
    status.replaceChildren(`${projects}，`, fulltext.count() ? el('a', { href: '#query-pages' }, told) : told);
    if (!list.children.length && fulltext.count()) empty.querySelector('p').textContent = '没有完全相符的项目；正文里有这些字的网页列在下面。';
  }

  let timer = 0;
  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(update, 150); });
  form.addEventListener('submit', (event) => { event.preventDefault(); clearTimeout(timer); update(); });
  order.addEventListener('change', () => update());
  download.addEventListener('click', () => window.JXGK_TABLE(listed.map((hit) => hit.record)));
  reset.addEventListener('click', () => { box.value = ''; clearFacets(); update(); box.focus(); });
  more.addEventListener('click', () => {
    const first = shown;
    shown += SHOWN;
    update(true);
    list.children[first].querySelector('a').focus();
  });

  facetBox.open = window.matchMedia('(min-width: 60em)').matches;
  app.replaceChildren(form, el('div', { class: 'query-body' }, facetBox, el('div', { class: 'query-results' },
    el('div', { class: 'query-bar' }, status, reset, download, el('div', { class: 'query-order' }, el('label', { for: 'query-sort' }, '排序'), order)),
    empty, list, more, ...(fulltext ? [fulltext.node] : []))));
  const plain = document.getElementById('query-static');
  if (plain) plain.hidden = true;
  recall();
  update();
})();
