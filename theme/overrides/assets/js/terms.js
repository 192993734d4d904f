/*
 * A term opens its note on the spot. Without this, or without popovers, it leads to its place on the page of all terms.
 * What the notes say comes as one script for all pages (generator/exports/glossary.py), once a term is pressed.
 */
'use strict';

JXGK.define('terms', [], () => {
  if (!('popover' in document.body)) return;
  let ready = null;

  function load(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  function element(name, className, ...content) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...content);
    return node;
  }

  function noteOf(id, page) {
    const [word, meaning, source] = JXGK.glossary[id];
    const note = element('div', 'term-note no-print');
    note.id = id;
    note.popover = 'auto';
    note.setAttribute('role', 'dialog');
    note.setAttribute('aria-label', `名词解释：${word}`);
    note.append(element('p', '', element('strong', '', word), meaning));
    if (source) note.append(element('p', 'term-note__source', `依据：${source}`));
    const all = element('a', '', '全部名词解释');
    all.href = page;
    const close = element('button', '', '关闭');
    close.type = 'button';
    close.autofocus = true;
    close.addEventListener('click', () => note.hidePopover());
    note.append(element('p', 'term-note__ways', all, close));
    document.body.append(note);
    return note;
  }

  function replace(link) {
    const id = decodeURIComponent(link.hash.slice(1));
    const page = link.href;
    const button = element('button', 'term', ...link.childNodes);
    button.type = 'button';
    const press = async (event) => {
      event.preventDefault(); /* else the note would be closed again at once */
      ready ??= load(page.replace(/html#.*$/, 'js'));
      try {
        await ready;
      } catch {
        location.assign(page);
        return;
      }
      const note = document.getElementById(id) ?? noteOf(id, page);
      if (note.matches(':popover-open')) note.hidePopover(); /* of the same word elsewhere */
      button.popoverTargetElement = note;
      note.showPopover({ source: button });
    };
    button.addEventListener('click', press, { once: true }); /* from then on the browser opens and closes it */
    link.replaceWith(button);
  }
  for (const link of document.querySelectorAll('a.term')) replace(link);
});
