/* The other pages that hold the words of a question: those of years and units, then help and methods, a few at a time. */
'use strict';

JXGK.define('pagelist', ['finding', 'search'], ({ el, marked, passages }, search) => {
  const root = document.getElementById('query-app').dataset.root || '.';
  const GROUPS = [
    { title: '年度和单位', step: 5, has: (kind) => kind === '年度' || kind === '单位' },
    { title: '说明、方法和数据', step: 3, has: (kind) => kind !== '年度' && kind !== '单位' },
  ];

  function hit({ address, title, kind, text }, question) {
    const words = question.terms.flatMap(({ texts }) => texts);
    return el(
      'li',
      { class: 'query-hit' },
      el('h3', {}, el('a', { href: `${root}/${address}` }, ...marked(title, words))),
      el('p', { class: 'query-passage' }, el('span', { class: 'query-field' }, kind), ...passages(text, title, words))
    );
  }

  function section(group, query) {
    const numbers = query.numbers.filter((number) => group.has(search.kindOf(number)));
    const question = { ...query, numbers, next: 0, matches: [] };
    const heading = el('h2', {});
    const list = el('ol', { class: 'query-hits' });
    const more = el('button', { type: 'button', class: 'query-more' }, '显示更多');
    const node = el('section', { class: 'query-pages' }, heading, list, more);
    let shown = 0;

    async function grow() {
      shown += group.step;
      await search.advance(question, shown);
      const about = search.exact(question) ? '' : '约 ';
      heading.textContent = `${group.title}：${about}${JXGK.thousands(search.total(question))} 个网页`;
      list.append(...question.matches.slice(list.children.length, shown).map((page) => hit(page, question)));
      more.hidden = question.matches.length <= shown && question.next >= question.numbers.length;
      node.hidden = !list.children.length;
    }
    more.addEventListener('click', async () => {
      const first = list.children.length;
      await grow();
      list.children[first]?.querySelector('a').focus();
    });
    return { node, grow, empty: !numbers.length };
  }

  /* The lists of an answer; none where a filter is set, since it leaves projects alone. */
  async function sections(query) {
    const lists = query ? GROUPS.map((group) => section(group, query)).filter((list) => !list.empty) : [];
    await Promise.all(lists.map((list) => list.grow()));
    return lists.map((list) => list.node);
  }

  return { sections };
});
