/* Copying the address of a page and the text that cites it, with the day it is cited on. */
'use strict';

JXGK.define('copying', [], () => {
  const day = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const canonical = document.querySelector('link[rel="canonical"]');
  const address = canonical ? canonical.href : location.href.replace(/#.*$/, '');

  /* A page in a folder has no address that others could open. */
  if (location.protocol.startsWith('http'))
    for (const place of document.querySelectorAll('[data-address]')) place.textContent = `. ${address}`;
  for (const place of document.querySelectorAll('[data-today]')) place.textContent = day();

  if (!navigator.clipboard) return;
  const texts = {
    link: () => address,
    citation: () => document.querySelector('.citation').textContent.trim(),
  };
  const status = document.createElement('span');
  status.className = 'hidden-text';
  status.setAttribute('role', 'status');
  function copies(name, words) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.copy = name;
    button.textContent = words;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(texts[name]());
      button.textContent = '已复制';
      status.textContent = '已复制';
    });
    button.addEventListener('blur', () => {
      button.textContent = words;
      status.textContent = '';
    });
    return button;
  }
  document.querySelector('.byline__aids')?.append(copies('link', '复制链接'));
  document.querySelector('.citation')?.after(' ', copies('citation', '复制引用'));
  document.querySelector('article').append(status);
});
