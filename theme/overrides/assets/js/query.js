/*
 * 查询, the page: the box, the filters and what was found, entirely in the reader's browser. The state stands in the
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

    let picked = matching.none();
    let sort = '';
    let shown = STEP;
    let found = null; /* what is listed: listing.js */
    let asked = 0; /* the number of the last question */

    /* What the box says as conditions counts while one types, and leaves the box once the question is asked. */
    function wanted() {
      const { found: said, rest } = conditions.taken(box.value);
      return { text: rest, sort, picked: { ...picked, where: new Set([...picked.where, ...said]) } };
    }
    function settle() {
      ({ text: box.value, picked } = wanted());
    }

    function remember(step) {
      const address = matching.written(wanted());
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

    /* ---- what was found ---- */

    async function draw() {
      const mine = asked;
      const first = list.children.length;
      const hits = await found.first(shown).catch(() => null);
      if (mine !== asked) return;
      if (!hits) {
        status.textContent = LOST;
        return;
      }
      const added = hits.slice(first);
      list.append(...added.map((hit) => cards.card(hit, found.terms)));
      tell();
      /* For scripts that add something to the cards: each has its project in data-project. */
      list.dispatchEvent(new CustomEvent('list-drawn', { bubbles: true }));
      if (!found.terms.length) return;
      await Promise.all(
        added.map(async (hit, at) => {
          const card = list.children[first + at];
          const parts = await found.passage(hit).catch(() => null);
          if (parts && mine === asked) card.append(...cards.below(parts));
        })
      );
    }

    /* The numbers: of all that was found, not of what is listed so far. */
    function tell() {
      const { count, about, free, trouble } = found;
      const filtered = !free;
      const some = `${about ? '约 ' : ''}${JXGK.thousands(count)} 个项目`;
      status.textContent = found.terms.length || filtered ? `找到 ${some}` : `共 ${some}`;
      if (trouble) status.textContent += '；正文的索引没有读到，请刷新网页后再查';
      reset.hidden = !box.value.trim() && free;
      save.hidden = !count;
      sums.textContent = count > 1 ? found.sums().join('；') : '';
      note.textContent = found.note;
      note.hidden = !found.note;
      more.hidden = count <= list.children.length;
      more.textContent = `显示更多（还有 ${JXGK.thousands(count - list.children.length)} 个）`;
      facet.fill(picked, found.counts);
    }

    function showLimits() {
      const chips = Array.from(wanted().picked.where, (condition) => {
        const chip = button('', conditions.said(condition), el('span', { 'aria-hidden': 'true' }, ' ✕'));
        chip.setAttribute('aria-label', `去掉条件：${conditions.said(condition)}`);
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
      const only = button('', `只查“${word}”，可找到 ${JXGK.thousands(count)} 个项目`);
      only.addEventListener('click', () => {
        box.value = word;
        picked = matching.none();
        change(true);
      });
      return el('li', {}, only);
    }

    async function suggestOthers(mine) {
      empty.replaceChildren(el('p', {}, '没有相符的项目。可以少写几个字，或换一个说法。'));
      if (!found.free && found.unfiltered) {
        const widen = button('', `去掉筛选条件，可找到 ${JXGK.thousands(found.unfiltered)} 个项目`);
        widen.addEventListener('click', () => {
          picked = matching.none();
          change(true);
        });
        empty.append(el('ul', {}, el('li', {}, widen)));
        return;
      }
      const [parts, near] = await Promise.all([answer.parts(found.cut), answer.near(wanted().text)]);
      if (mine !== asked) return;
      const some = parts.filter(({ word }) => word !== box.value.trim());
      const others = near.filter(({ word }) => !some.some((part) => part.word === word));
      if (some.length) empty.append(el('ul', {}, ...some.map(({ word, count }) => offer(word, count))));
      if (others.length) {
        const offers = others.map(({ word, count }) => offer(word, count));
        empty.append(el('p', {}, '文字相近的有：'), el('ul', {}, ...offers));
      }
    }

    /* An answer to an earlier question is thrown away. */
    async function update(step) {
      asked += 1;
      const mine = asked;
      remember(step);
      showLimits();
      const next = await listing.of(wanted()).catch(() => null);
      if (mine !== asked) return;
      if (next) await show(next, mine);
      else status.textContent = LOST;
      app.dataset.asked = String(mine);
    }

    async function show(next, mine) {
      found = next;
      shown = STEP;
      order.value = found.sort;
      terms.hidden = Boolean(box.value.trim());
      list.replaceChildren();
      pages.replaceChildren();
      empty.hidden = true;
      await draw();
      if (mine !== asked) return;
      app.dataset.listed = String(mine);
      const others = pagelist && found.free ? pagelist.sections(found.pages).catch(() => []) : [];
      if (found.about) {
        await found.exact().catch(() => {});
        if (mine !== asked) return;
        tell();
      }
      empty.hidden = found.count > 0;
      if (!found.count) suggestOthers(mine);
      const nodes = await others;
      if (mine === asked) pages.replaceChildren(...nodes);
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
      download.save(await found.every());
      save.disabled = false;
    });
    reset.addEventListener('click', () => {
      box.value = '';
      sort = '';
      picked = matching.none();
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

    const facet = facets.made((key, value, on) => {
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
