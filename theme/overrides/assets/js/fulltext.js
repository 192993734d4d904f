/* 查询, the lower half: every page that holds the words, ten at a time, each with a passage in which they are marked. */
'use strict';

JXGK.define('fulltext', ['search', 'finding'], (search, { el, marked, passages }) => {
  const STEP = 10;
  const root = document.getElementById('query-app').dataset.root || '.';

  const status = el('p', { class: 'query-pages__count' });
  const list = el('ol', { class: 'query-hits' });
  const more = el('button', { type: 'button', class: 'query-more' }, `再列出 ${STEP} 个网页`);
  const node = el(
    'section',
    { class: 'query-pages', id: 'query-pages', 'aria-labelledby': 'query-pages-title', hidden: '' },
    el('h2', { id: 'query-pages-title', tabindex: '-1' }, '各页正文'),
    status,
    list,
    more,
  );

  let asked = 0; /* the number of the last question: an answer to an earlier one is thrown away */
  let now = null;
  let shown = STEP;

  function hit(page, words) {
    const about = page.kind === '网页' || !page.year ? page.kind : `${page.kind}，${page.year}年`;
    return el(
      'li',
      { class: 'query-hit' },
      el('h3', {}, el('a', { href: `${root}/${page.address}` }, ...marked(page.title, words))),
      el(
        'p',
        { class: 'query-passage' },
        el('span', { class: 'query-field' }, about),
        ...passages(page.text, page.title, words),
      ),
    );
  }

  function fill(question) {
    const done = list.children.length;
    list.append(...question.found.slice(done, shown).map((page) => hit(page, question.words)));
    const count = search.total(question);
    const about = search.exact(question) ? '' : '约 ';
    status.textContent = count ? `${about}${count} 个网页的正文里有这些字。` : '没有网页的正文里有这些字。';
    more.hidden = question.found.length <= shown && question.next >= question.numbers.length;
  }

  /* Show the pages; gives what to tell the reader, or null where another question has come in between. */
  async function show(words, allowed) {
    asked += 1;
    const mine = asked;
    if (!words.length) {
      now = null;
      node.hidden = true;
      return null;
    }
    try {
      const question = await search.ask(words, allowed);
      await search.advance(question, STEP);
      if (mine !== asked) return null;
      now = question;
      shown = STEP;
      list.replaceChildren();
      fill(question);
      node.hidden = !search.total(question);
      return `${search.exact(question) ? '' : '约 '}${search.total(question)} 个网页`;
    } catch {
      if (mine !== asked) return null;
      now = null;
      list.replaceChildren();
      more.hidden = true;
      node.hidden = false;
      status.textContent = '正文的索引没有读到：网站可能刚刚更新，请刷新网页后再查。';
      return '正文没有查到';
    }
  }

  more.addEventListener('click', async () => {
    const question = now;
    const first = list.children.length;
    shown += STEP;
    try {
      await search.advance(question, shown);
    } catch {
      if (question === now) shown -= STEP;
      return;
    }
    if (question !== now) return;
    fill(question);
    if (list.children[first]) list.children[first].querySelector('a').focus();
  });

  return { node, show, count: () => list.children.length };
});
