/*
 * 查询, the page: the box, the filters and the results, entirely in the reader's browser. The state stands in the
 * address: each change of a filter is a step that Back undoes, typing is none. All is made of text nodes, never markup.
 */
'use strict';

JXGK.define(
  'query',
  [
    ...['columns', 'listing', 'matching', 'conditions', 'finding', 'download', 'facets', 'suggest', 'cards', 'answer'],
    'pagelist?',
  ],
  (columns, listing, matching, conditions, { el }, download, facets, suggest, cards, answer, pagelist) => {
    const app = document.getElementById('query-app');
    const STEP = 10;
    const LOST = '有些数据没有读到：网站可能刚刚更新，请刷新网页后再查';

    /* ---- the page: made once; a change only fills in counts and results, so the focus never jumps ---- */

    const named = (tag, name, attributes = {}, ...children) => el(tag, { class: name, ...attributes }, ...children);
    const button = (name, ...text) => named('button', name, { type: 'button' }, ...text);
    const box = el('input', {
      id: 'query-q',
      name: 'q',
      type: 'search',
      autocomplete: 'off',
      placeholder: '如：视频会议、20万元',
    });
    const order = el(
      'select',
      { id: 'query-sort' },
      ...Object.entries(matching.sorts).map(([key, [label]]) => el('option', { value: key }, label))
    );
    const status = named('p', 'query-status', { role: 'status' });
    const reset = button('query-reset', '清除全部条件');
    const save = button('query-download', '下载所列项目（CSV）');
    const sums = named('p', 'query-sums');
    const note = named('p', 'query-note');
    const list = named('ol', 'query-hits');
    const more = button('query-more');
    const empty = named('div', 'query-empty');
    const pages = el('div', {});
    const terms = named('p', 'query-terms no-print', {}, '常查：');
    const limits = named('ul', 'query-limits no-print', { 'aria-label': '条件' });
    const hint =
      '名称、单位、结论、金额、日期、问题和各页正文中的任意几个字，文号、数字、拼音也可以；用空格隔开的几个词须同时出现。' +
      '也可以写条件，如“执行率低于90%”“预算100万以上”。';
    const form = el(
      'form',
      { class: 'query-form', role: 'search', 'aria-label': '查询项目' },
      el('label', { for: 'query-q' }, '查找的文字'),
      named('div', 'query-box', {}, box, suggest.attach(box, change)),
      el('button', { type: 'submit' }, '查询'),
      named('p', 'query-hint', {}, hint)
    );

    /* ---- state ---- */

    let picked = matching.noFilters();
    let sort = '';
    let shown = STEP;
    let result = null; /* what is listed: listing.js */
    let latest = 0; /* the number of the last question */

    /* What the box says as conditions counts while one types, and leaves the box once the question is asked. */
    function currentQuery() {
      const { conditions: typedConditions, rest } = conditions.extract(box.value);
      return { text: rest, sort, picked: { ...picked, where: new Set([...picked.where, ...typedConditions]) } };
    }
    function settle() {
      ({ text: box.value, picked } = currentQuery());
    }

    function remember(step) {
      const address = matching.written(currentQuery());
      const place = address ? `?${address}` : location.pathname;
      if (place === (location.search || location.pathname)) return;
      try {
        history[step ? 'pushState' : 'replaceState'](history.state, '', place);
      } catch {
        /* some browsers refuse this for files opened from a folder; the query itself still works */
      }
    }

    function recall() {
      ({ text: box.value, sort, picked } = matching.read(location.search));
      settle();
      update();
    }

    /* ---- results ---- */

    async function draw() {
      const number = latest;
      const first = list.children.length;
      const hits = await result.first(shown).catch(() => null);
      if (number !== latest) return;
      if (!hits) {
        status.textContent = LOST;
        return;
      }
      const added = hits.slice(first);
      list.append(...added.map((hit) => cards.card(hit, result.terms)));
      tell();
      /* For scripts that add something to the cards: each has its project in data-project. */
      list.dispatchEvent(new CustomEvent('list-drawn', { bubbles: true }));
      if (!result.terms.length) return;
      await Promise.all(
        added.map(async (hit, at) => {
          const card = list.children[first + at];
          const parts = await result.passage(hit).catch(() => null);
          if (parts && number === latest) card.append(...cards.below(parts));
        })
      );
    }

    /* The numbers: of all that match, not of what is listed so far. */
    function tell() {
      const { count, about, free, trouble } = result;
      const filtered = !free;
      const projects = `${about ? '约 ' : ''}${JXGK.thousands(count)} 个项目`;
      status.textContent = result.terms.length || filtered ? `找到 ${projects}` : `共 ${projects}`;
      if (trouble) status.textContent += '；正文的索引没有读到，请刷新网页后再查';
      reset.hidden = !box.value.trim() && free;
      save.hidden = !count;
      sums.textContent = count > 1 ? result.sums().join('；') : '';
      note.textContent = result.note;
      note.hidden = !result.note;
      more.hidden = count <= list.children.length;
      more.textContent = `显示更多（还有 ${JXGK.thousands(count - list.children.length)} 个）`;
      facet.fill(picked, result.counts);
    }

    function showLimits() {
      const chips = Array.from(currentQuery().picked.where, (condition) => {
        const chip = button('', conditions.describe(condition), el('span', { 'aria-hidden': 'true' }, ' ✕'));
        chip.setAttribute('aria-label', `去掉条件：${conditions.describe(condition)}`);
        chip.addEventListener('click', () => {
          settle();
          picked.where.delete(condition);
          change(true);
          box.focus();
        });
        return el('li', {}, chip);
      });
      limits.replaceChildren(...chips);
    }

    function offer(word, count) {
      const pick = button('', `只查“${word}”，可找到 ${JXGK.thousands(count)} 个项目`);
      pick.addEventListener('click', () => {
        box.value = word;
        picked = matching.noFilters();
        change(true);
      });
      return el('li', {}, pick);
    }

    async function suggestOthers(number) {
      empty.replaceChildren(el('p', {}, '没有相符的项目。可以少写几个字，或换一个说法。'));
      if (!result.free && result.unfiltered) {
        const widen = button('', `去掉筛选条件，可找到 ${JXGK.thousands(result.unfiltered)} 个项目`);
        widen.addEventListener('click', () => {
          picked = matching.noFilters();
          change(true);
        });
        empty.append(el('ul', {}, el('li', {}, widen)));
        return;
      }
      const [parts, near] = await Promise.all([answer.parts(result.cut), answer.near(currentQuery().text)]);
      if (number !== latest) return;
      const fewer = parts.filter(({ word }) => word !== box.value.trim());
      const others = near.filter(({ word }) => !fewer.some((part) => part.word === word));
      if (fewer.length) empty.append(el('ul', {}, ...fewer.map(({ word, count }) => offer(word, count))));
      if (others.length) {
        const offers = others.map(({ word, count }) => offer(word, count));
        empty.append(el('p', {}, '文字相近的有：'), el('ul', {}, ...offers));
      }
    }

    /* An answer to an earlier question is thrown away. */
    async function update(step) {
      latest += 1;
      const number = latest;
      remember(step);
      showLimits();
      const next = await listing.of(currentQuery()).catch(() => null);
      if (number !== latest) return;
      if (next) await show(next, number);
      else status.textContent = LOST;
      app.dataset.asked = String(number);
    }

    async function show(next, number) {
      result = next;
      shown = STEP;
      order.value = result.sort;
      terms.hidden = Boolean(box.value.trim());
      list.replaceChildren();
      pages.replaceChildren();
      empty.hidden = true;
      await draw();
      if (number !== latest) return;
      app.dataset.listed = String(number);
      const others = pagelist && result.free ? pagelist.sections(result.pages).catch(() => []) : [];
      if (result.about) {
        await result.exact().catch(() => {});
        if (number !== latest) return;
        tell();
      }
      empty.hidden = result.count > 0;
      if (!result.count) suggestOthers(number);
      const nodes = await others;
      if (number === latest) pages.replaceChildren(...nodes);
    }
    function change(step) {
      clearTimeout(timer);
      update(step);
    }

    let timer = 0;
    box.addEventListener('input', () => {
      listing.ahead();
      clearTimeout(timer);
      timer = setTimeout(update, 100);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      settle();
      change();
    });
    order.addEventListener('change', () => {
      sort = order.value;
      change(true);
    });
    save.addEventListener('click', async () => {
      save.disabled = true; /* of many that may be hits each text is looked into first */
      download.save(await result.every());
      save.disabled = false;
    });
    reset.addEventListener('click', () => {
      box.value = '';
      sort = '';
      picked = matching.noFilters();
      change(true);
      box.focus();
    });
    more.addEventListener('click', async () => {
      const first = list.children.length;
      shown += STEP;
      await draw();
      list.children[first]?.querySelector('a').focus();
    });
    window.addEventListener('popstate', recall);

    const facet = facets.make((key, value, on) => {
      picked[key][on ? 'add' : 'delete'](value);
      change(true);
    });
    for (const word of columns.terms) {
      const term = button('', word);
      term.addEventListener('click', () => {
        box.value = word;
        change();
        box.focus();
      });
      terms.append(term, ' ');
    }
    const ordering = named('div', 'query-order', {}, el('label', { for: 'query-sort' }, '排序'), order);
    const bar = named('div', 'query-bar', {}, status, reset, save, ordering);
    const results = named('div', 'query-results', {}, bar, note, sums, empty, list, more, pages);
    app.replaceChildren(form, limits, terms, named('div', 'query-body', {}, facet.node, results));
    const plain = document.getElementById('query-static');
    if (plain) plain.hidden = true;
    recall();
  }
);
