/* Copying the address of a page, and the text that cites it with the day of citing, which is shown as well. */
'use strict';

JXGK.define('copying', [], () => {
  const day = () => {
    const now = new Date();
    const twoDigits = (number) => String(number).padStart(2, '0');
    return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())}`;
  };
  const canonical = document.querySelector('link[rel="canonical"]');
  const address = canonical ? canonical.href : location.href.replace(/#.*$/, '');

  /* A page in a folder has no address that others could open. */
  if (location.protocol.startsWith('http'))
    for (const place of document.querySelectorAll('[data-address]')) place.textContent = `. ${address}`;
  for (const place of document.querySelectorAll('[data-today]')) place.textContent = day();

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false; /* there is none, or the reader refuses */
    }
  }

  const aids = document.querySelector('.byline__aids');
  const status = document.createElement('p');
  status.className = 'copied no-print';
  status.setAttribute('role', 'status');
  aids.parentElement.after(status);

  /* Without this script the link leads to the citation at the end of the page. */
  const cite = aids.parentElement.querySelector('a[href="#citation"]');
  aids.append(cite);
  cite.addEventListener('click', async (event) => {
    event.preventDefault();
    const text = document.querySelector('.citation').textContent.trim();
    status.textContent = `${(await copy(text)) ? '已复制' : '引用'}：${text}`;
  });

  if (!navigator.clipboard) return;
  const link = document.createElement('button');
  link.type = 'button';
  link.textContent = '复制链接';
  link.addEventListener('click', async () => {
    if (await copy(address)) status.textContent = `已复制：${address}`;
  });
  cite.before(link);
});
