/*
 * 查询, the page: the box, the filters and the projects found, entirely in the reader's browser; the pages found stand
 * below (fulltext.js). Everything shown is made of text nodes: data never becomes markup.
 */
'use strict';

JXGK.define(
  'query',
  ['columns', 'records', 'matching', 'finding', 'download', 'fulltext?'],
  (columns, records, matching, { el, marked }, download, fulltext) => {
    const { facets, sorts, wordsOf, match, passes } = matching;
    const SHOWN = 20;
    const app = document.getElementById('query-app');
    const root = app.dataset.root || '.';
    const unitOf = (key) => columns.fields.find((field) => field.key === key).unit;

    /* ---- the page: made once; a change only fills in counts and results, so the focus never jumps ---- */

    const box = el('input', {
      id: 'query-q',
      name: 'q',
      type: 'search',
      autocomplete: 'off',
      placeholder: '如：视频会议',
    });
    const order = el(
      'select',
      { id: 'query-sort' },
      ...Object.entries(sorts).map(([key, [label]]) => el('option', { value: key }, label))
    );
    const status = el('p', { class: 'query-status', role: 'status' });
    const reset = el('button', { type: 'button', class: 'query-reset' }, '清除全部条件');
    const save = el('button', { type: 'button', class: 'query-download' }, '下载所列项目（CSV）');
    const list = el('ol', { class: 'query-hits' });
    const more = el('button', { type: 'button', class: 'query-more' });
    const empty = el('div', { class: 'query-empty' });
    const facetBox = el('details', { class: 'query-facets' }, el('summary', {}, '筛选'));
    const form = el(
      'form',
      { class: 'query-form', role: 'search', 'aria-label': '查询项目' },
      el('label', { for: 'query-q' }, '查找的文字'),
      box,
      el('button', { type: 'submit' }, '查询'),
      el(
        'p',
        { class: 'query-hint' },
        '名称、单位、结论、问题和各页正文中的任意几个字，文号、数字、名称的拼音首字母也可以；用空格隔开的几个词须同时出现。'
      )
    );

    function choice(facet, value) {
      const input = el('input', { type: 'checkbox' });
      const count = el('span', { class: 'count' });
      input.addEventListener('change', () => {
        picked[facet.key][input.checked ? 'add' : 'delete'](value);
        update();
      });
      return { value, input, count, label: el('label', {}, input, el('span', {}, value), count) };
    }
    const choices = new Map(facets.map((facet) => [facet, facet.values.map((value) => choice(facet, value))]));
    for (const [facet, some] of choices) {
      const labels = some.map(({ label }) => label);
      const group = el('fieldset', {}, el('legend', {}, facet.label), el('div', { class: 'query-choices' }, ...labels));
      if (some.length > 1) facetBox.append(group);
    }

    function card({ record }, words) {
      const [letters, unitLetters] = record.initials;
      const facts = [
        ['预算', 'budget'],
        ['支出', 'spent'],
        ['执行率', 'execution_rate'],
      ].filter(([, key]) => record[key]);
      return el(
        'li',
        { class: 'query-hit', 'data-project': record.url.replace(/\.html$/, '') },
        el('h2', {}, el('a', { href: `${root}/${record.url}` }, ...marked(record.name, words, letters))),
        el(
          'p',
          { class: 'query-meta' },
          el('span', {}, `${record.year}年`),
          el('span', {}, ...marked(record.unit, words, unitLetters)),
          record.agency ? el('span', {}, '评价机构：', ...marked(record.agency, words)) : ''
        ),
        el(
          'p',
          { class: 'query-figures' },
          el('strong', {}, ...(record.score ? marked(record.score, words) : ['—'])),
          el('span', { class: 'grade', 'data-step': record.step }, ...marked(record.grade, words)),
          ...facts.map(([label, key]) => el('span', {}, `${label} ${record[key]} ${unitOf(key)}`.trim()))
        )
      );
    }

    /* ---- nothing found ---- */

    function offer(label, act) {
      const button = el('button', { type: 'button' }, label);
      button.addEventListener('click', () => {
        act();
        update();
        box.focus();
      });
      return el('li', {}, button);
    }

    function offers(text, words, free) {
      if (free) return [offer(`去掉筛选条件，可找到 ${free} 个项目`, clearFacets)];
      if (words.length < 2) return [];
      return text
        .trim()
        .split(/\s+/u)
        .map((word) => [word, match(wordsOf(word)).length])
        .filter(([, count]) => count)
        .map(([word, count]) =>
          offer(`只查“${word}”，可找到 ${count} 个项目`, () => {
            box.value = word;
            clearFacets();
          })
        );
    }

    function suggest(text, words) {
      const free = match(words).length;
      const near = free ? [] : matching.nearest(text);
      const links = near.map((one) => el('a', { href: `${root}/${one.url}` }, `${one.name}（${one.year}年）`));
      empty.replaceChildren(
        el('p', {}, '没有完全相符的项目。可以少写几个字，或换一个说法。'),
        el('ul', {}, ...offers(text, words, free))
      );
      if (near.length)
        empty.append(el('p', {}, '文字相近的项目：'), el('ul', {}, ...links.map((a) => el('li', {}, a))));
    }

    /* ---- state ---- */

    let picked = matching.none();
    let shown = SHOWN;
    let listed = [];
    function clearFacets() {
      picked = matching.none();
    }

    function remember() {
      const address = matching.written({ text: box.value, sort: order.value, picked });
      try {
        history.replaceState(history.state, '', address ? `?${address}` : location.pathname);
      } catch {
        /* some browsers refuse this for files opened from a folder; the query itself still works */
      }
    }

    function recall() {
      const query = matching.read(location.search);
      box.value = query.text;
      order.value = query.sort;
      picked = query.picked;
    }

    function update(keep) {
      if (!keep) shown = SHOWN;
      const words = wordsOf(box.value);
      const found = match(words);
      for (const [facet, some] of choices) {
        const counts = matching.counts(found, picked, facet);
        for (const { value, input, count, label } of some) {
          input.checked = picked[facet.key].has(value);
          count.textContent = counts.get(value);
          label.classList.toggle('is-none', !counts.get(value));
        }
      }
      const hits = found.filter((hit) => passes(hit.record, picked)).sort(sorts[order.value][1]);
      const filtered = Object.values(picked).some((values) => values.size);
      status.textContent = words.length || filtered ? `找到 ${hits.length} 个项目` : `共 ${hits.length} 个项目`;
      reset.hidden = !words.length && !filtered;
      listed = hits.map((hit) => hit.record);
      save.hidden = !hits.length;
      list.replaceChildren(...hits.slice(0, shown).map((hit) => card(hit, words)));
      list.dispatchEvent(new CustomEvent('list-drawn'));
      more.hidden = hits.length <= shown;
      more.textContent = `再列出 ${Math.min(SHOWN, hits.length - shown)} 个`;
      empty.hidden = hits.length > 0;
      if (!hits.length) suggest(box.value, words);
      remember();
      if (fulltext) tellPages(words, filtered ? (place) => passes(records[place], picked) : null);
    }

    /* The pages come a moment later; the same line then tells both numbers. */
    async function tellPages(words, allowed) {
      const projects = status.textContent;
      const told = await fulltext.show(words, allowed);
      if (told === null || !words.length) return;
      status.replaceChildren(`${projects}，`, fulltext.count() ? el('a', { href: '#query-pages' }, told) : told);
      if (!list.children.length && fulltext.count()) {
        empty.querySelector('p').textContent = '没有完全相符的项目；正文里有这些字的网页列在下面。';
      }
    }

    let timer = 0;
    box.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(update, 150);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(timer);
      update();
    });
    order.addEventListener('change', () => update());
    save.addEventListener('click', () => download.save(listed));
    reset.addEventListener('click', () => {
      box.value = '';
      clearFacets();
      update();
      box.focus();
    });
    more.addEventListener('click', () => {
      const first = shown;
      shown += SHOWN;
      update(true);
      list.children[first].querySelector('a').focus();
    });

    const ordering = el('div', { class: 'query-order' }, el('label', { for: 'query-sort' }, '排序'), order);
    const results = el(
      'div',
      { class: 'query-results' },
      el('div', { class: 'query-bar' }, status, reset, save, ordering),
      empty,
      list,
      more
    );
    if (fulltext) results.append(fulltext.node);
    facetBox.open = window.matchMedia('(min-width: 60em)').matches;
    app.replaceChildren(form, el('div', { class: 'query-body' }, facetBox, results));
    const plain = document.getElementById('query-static');
    if (plain) plain.hidden = true;
    recall();
    update();
  }
);
