/* Printing a part of a project's page alone; what a part is stands in print.css. Without the script all is printed. */
'use strict';

JXGK.define('printing', [], () => {
  const root = document.documentElement;
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', '打印');
  group.append('打印：');
  for (const [part, words] of [
    ['sheet', `仅${document.getElementById('sheet')?.textContent}`],
    ['score', '仅得分'],
    ['', '全部'],
  ]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words;
    button.addEventListener('click', () => {
      root.setAttribute('data-printing', part);
      window.print();
    });
    group.append(button);
  }
  document.querySelector('.byline__aids')?.append(group);
  window.addEventListener('afterprint', () => root.removeAttribute('data-printing'));

  /* Only whoever prints knows the day. */
  window.addEventListener('beforeprint', () => {
    const day = new Date().toLocaleDateString('zh-CN', { dateStyle: 'long' });
    for (const place of document.querySelectorAll('[data-print-day]')) place.textContent = `打印日期：${day}`;
  });
});
