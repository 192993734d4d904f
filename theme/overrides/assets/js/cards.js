/* A project among the results of 查询: a card with its figures, its problems and the sentence that holds the words. */
'use strict';

JXGK.define('cards', ['columns', 'finding', 'amounts'], (columns, { el, marked, passages }, { grouped }) => {
  const root = document.getElementById('query-app').dataset.root || '.';
  const unitOf = (key) => columns.fields.find((field) => field.key === key).unit;
  const FACTS = [
    ['预算', 'budget'],
    ['支出', 'spent'],
  ];
  const rate = ({ execution_rate: printed, computed_execution_rate: computed }) =>
    printed ? `执行率 ${printed}` : computed && `执行率 ${computed}（本站核算）`;

  /* 问题 2 个：已完成 1，推进中 1 */
  function problems({ rectification }) {
    const states = Object.entries(rectification);
    if (!states.length) return '未列出问题';
    const summary = states.map(([state, count]) => `${state} ${count}`).join('，');
    return `问题 ${states.reduce((sum, [, count]) => sum + count, 0)} 个，整改：${summary}`;
  }

  function card({ record }, terms) {
    const words = terms.flatMap(({ texts }) => texts);
    const facts = FACTS.filter(([, key]) => record[key]);
    const text = (key) => marked(record[key], words, terms.length ? record.sounds(key) : null);
    return el(
      'li',
      { class: 'query-hit', 'data-project': record.id },
      el('h2', {}, el('a', { href: `${root}/${record.url}` }, ...text('name'))),
      el(
        'p',
        { class: 'query-meta' },
        el('span', {}, `${record.year}年`),
        el('span', {}, ...text('unit')),
        record.agency ? el('span', {}, '评价机构：', ...marked(record.agency, words)) : ''
      ),
      el(
        'p',
        { class: 'query-figures' },
        el('strong', {}, ...(record.score ? marked(record.score, words) : ['—'])),
        el('span', { class: 'grade', 'data-step': record.step }, ...marked(record.grade, words)),
        ...facts.map(([label, key]) => el('span', {}, `${label} ${grouped(record[key])} ${unitOf(key)}`)),
        rate(record) ? el('span', {}, rate(record)) : '',
        el('span', {}, problems(record))
      )
    );
  }

  /* What stands under a card once the text of its page has come. */
  function below({ text, title, words, why }) {
    const excerpt = words.length ? passages(text, title, words) : [];
    return [
      why.length ? el('p', { class: 'query-why' }, `${why.join('；')}。`) : '',
      excerpt.length ? el('p', { class: 'query-passage' }, ...excerpt) : '',
    ].filter(Boolean);
  }

  return { card, below };
});
