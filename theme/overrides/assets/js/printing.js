/* Printing a part of a project's page alone; what a part is stands in print.css. Without the script all is printed. */
'use strict';

JXGK.define('printing', [], () => {
  const root = document.documentElement;
  for (const button of document.querySelectorAll('button[data-print-part]')) {
    button.parentElement.hidden = false;
    button.addEventListener('click', () => {
      root.setAttribute('data-printing', button.dataset.printPart);
      window.print();
    });
  }
  window.addEventListener('afterprint', () => root.removeAttribute('data-printing'));

  /* Only whoever prints knows the day. */
  window.addEventListener('beforeprint', () => {
    const day = new Date().toLocaleDateString('zh-CN', { dateStyle: 'long' });
    for (const place of document.querySelectorAll('[data-print-day]')) place.textContent = `打印日期：${day}`;
  });
});
