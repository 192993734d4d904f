/* Small comforts on every page. Nothing here is needed to read the site. */
'use strict';

JXGK.define('site', [], () => {
  /* `/` goes to the nearest box for a query, as on many sites; never while one is writing. */
  function focusQuery(event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    const boxes = Array.from(
      document.querySelectorAll('#query-app input[name=q], .site-search input, .home-search input')
    );
    let box = boxes.find((input) => (input.checkVisibility ? input.checkVisibility() : input.offsetParent !== null));
    const menu = document.getElementById('site-menu');
    if (!box && menu?.showPopover) {
      menu.showPopover();
      box = menu.querySelector('input');
    }
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
  document.addEventListener('keydown', focusQuery);

  /* A table wider than its place says that it can be moved sideways; one that fits is no stop for the Tab key, and no landmark. */
  const wraps = document.querySelectorAll('.table-wrap');
  function measure(wrap) {
    if (wrap.closest('details:not([open])')) return;
    const wide = wrap.scrollWidth > wrap.clientWidth + 1;
    wrap.toggleAttribute('data-wide', wide);
    wrap.style.setProperty('--view', `${wrap.clientWidth}px`); /* a caption stays within sight */
    wrap.tabIndex = wide ? 0 : -1;
    const name = wrap.querySelector('caption')?.textContent;
    if (!wide || !name || wrap.hasAttribute('aria-label')) return;
    wrap.setAttribute('role', 'region');
    wrap.setAttribute('aria-label', name);
  }
  /* What is folded has no width of its own: it is measured when it opens. */
  document.addEventListener(
    'toggle',
    (event) => {
      for (const wrap of event.target.querySelectorAll('.table-wrap')) measure(wrap);
    },
    true
  );
  if (wraps.length && 'ResizeObserver' in window) {
    const watcher = new ResizeObserver((entries) => {
      for (const { target } of entries) measure(target);
    });
    for (const wrap of wraps) watcher.observe(wrap);
  }

  /* In a narrow place (report.css) the rows of a score table that lost nothing are folded until they are asked for. */
  for (const table of document.querySelectorAll('table.scoretree')) {
    const whole = table.querySelectorAll('tbody tr:not(.lost, .carried)').length;
    if (!whole || !table.querySelector('tbody tr.lost')) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'fold-rows';
    const show = (folded) => {
      table.toggleAttribute('data-folded', folded);
      button.textContent = folded ? `显示没有扣分的 ${whole} 项` : '只看扣分的指标';
    };
    button.addEventListener('click', () => show(!table.hasAttribute('data-folded')));
    window.addEventListener('hashchange', () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (table.contains(target)) show(false);
    });
    show(true);
    table.before(button);
  }

  /* What a link leads to is never folded away. */
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = target?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  }
  window.addEventListener('hashchange', unfold);
  unfold();

  /* Paper cannot be unfolded: everything is open in print and as it was afterwards. */
  let folded = [];
  window.addEventListener('beforeprint', () => {
    folded = Array.from(document.querySelectorAll('article details:not([open])'));
    for (const part of folded) part.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const part of folded) part.open = false;
  });
});
