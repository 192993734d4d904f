/* 查询, the lower half: every page that holds the words, ten at a time, each with a passage in which they are marked. */
(function () {
  'use strict';

  const search = window.JXGK_SEARCH;
  const app = document.getElementById('query-app');
  if (!search || !app) return;
  const { el, marked, passages } = window.JXGK_FINDING;
  const STEP = 10;
  const TRIED = 3; /* so many at first, to see whether the lists have said enough */
  const LOOKED = 12; /* so many texts are looked into at a time: the number told is exact up to there, then it may be "about" */

  const status = el('p', { class: 'query-pages__count' });
  const list = el('ol', { class: 'query-hits' });
  const more = el('button', { type: 'button', class: 'query-more' }, `再列出 ${STEP} 个网页`);
  const node = el('section', { class: 'query-pages', id: 'query-pages', 'aria-labelledby': 'query-pages-title', hidden: '' },
    el('h2', { id: 'query-pages-title', tabindex: '-1' }, '各页正文'), status, list, more);

  let asked = 0; /* the number of the last question: an answer to an earlier one is thrown away */
  let now = null;

  function hit(page, words) {
    const about = page.kind === '网页' || !page.year ? page.kind : `${page.kind}，${page.year}年`;
    return el('li', { class: 'query-hit' },
      el('h3', {}, el('a', { href: `${app.dataset.root || '.'}/${page.address}` }, ...marked(page.title, words))),
      el('p', { class: 'query-passage' }, el('span', { class: 'query-field' }, about),
        ...passages(page.text, page.title, words)));
  }

  /* Look on among the candidates until so many pages are sure; or for so long, if that brought any at all. */
  async function advance(question, wanted) {
    const before = [question.next, question.found.length];
    while (question.found.length < wanted && question.next < question.numbers.length) {
      if (question.next - before[0] >= LOOKED && question.found.length > before[1]) break;
      const most = question.narrow || question.sure ? wanted - question.found.length : TRIED;
      const some = question.numbers.slice(question.next, question.next + most);
      question.next += some.length;
      const found = await search.confirmed(some, question.words);
      question.found.push(...found);
      if (question.narrow || question.sure) continue;
      question.narrow = true;
      if (found.length < some.length) { /* the few pieces say too little here */
        const rest = await search.narrower(question.numbers.slice(question.next), question.words);
        question.numbers = [...question.numbers.slice(0, question.next), ...rest];
      }
    }
  }

  const exact = (question) => question.sure || question.next >= question.numbers.length;
  const total = (question) => (question.sure ? question.numbers.length
    : question.found.length + question.numbers.length - question.next);

  function fill(question) {
    const done = list.children.length;
    list.append(...question.found.slice(done, question.shown).map((page) => hit(page, question.words)));
    const count = total(question);
    status.textContent = count ? `${exact(question) ? '' : '约 '}${count} 个网页的正文里有这些字。` : '没有网页的正文里有这些字。';
    more.hidden = question.found.length <= question.shown && question.next >= question.numbers.length;
  }

  /* `allowed`, where filters are set, tells which of the projects count; other pages then do not. */
  function narrowed(numbers, allowed) {
    if (!allowed) return numbers;
    let first = 0;
    for (const [kind, count] of search.facts.kinds) {
      if (kind === '项目') return numbers.filter((one) => one >= first && one < first + count && allowed(one - first));
      first += count;
    }
    return [];
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
      const { numbers, sure } = await search.candidates(words);
      const question = { words, sure, numbers: narrowed(numbers, allowed), next: 0, found: [], shown: STEP };
      await advance(question, !sure && question.numbers.length <= LOOKED ? LOOKED : STEP);
      if (mine !== asked) return null;
      now = question;
      list.replaceChildren();
      fill(question);
      node.hidden = !total(question);
      return `${exact(question) ? '' : '约 '}${total(question)} 个网页`;
    } catch (error) {
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
    question.shown += STEP;
    try {
      await advance(question, question.shown);
    } catch (error) {
      question.shown -= STEP;
      return;
    }
    if (question !== now) return;
    fill(question);
    if (list.children[first]) list.children[first].querySelector('a').focus();
  });

  window.JXGK_FULLTEXT = { node, show, count: () => list.children.length };
})();
