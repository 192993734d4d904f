/*
 * Reading aids: size of the letters, high contrast, elder mode, print. It stands in the head and is not deferred: what
 * was chosen holds before the first paint. The controls show only where this script runs; how a choice looks is aids.css.
 */
'use strict';

JXGK.define('aids', [], () => {
  const CHOICES = { size: ['small', 'large'], contrast: ['high'], elder: ['on'] };
  const KEPT = 'reading-aids';
  const root = document.documentElement;

  /* Storage may be switched off, full, or hold what another program wrote: then the choice lasts for this page. */
  function recall() {
    try {
      return Object(JSON.parse(localStorage.getItem(KEPT)));
    } catch {
      return {};
    }
  }
  function keep(chosen) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(chosen));
    } catch {
      /* nothing to do */
    }
  }

  let chosen = {};
  function apply(wanted) {
    chosen = {};
    Object.keys(CHOICES).forEach((name) => {
      const value = CHOICES[name].includes(wanted[name]) ? wanted[name] : '';
      if (value) chosen[name] = value;
      if (value) root.setAttribute(`data-${name}`, value);
      else root.removeAttribute(`data-${name}`);
    });
  }
  apply(recall());
  root.setAttribute('data-aids', '');

  /* A switch is off again at a second press; one of the three sizes is always on. */
  function mark() {
    document.querySelectorAll('button[data-aid]').forEach((button) => {
      button.setAttribute('aria-pressed', String((chosen[button.dataset.aid] || '') === button.value));
    });
  }
  function press(event) {
    const button = event.target.closest('button[data-aid], button[data-print]');
    if (!button) return;
    if ('print' in button.dataset) {
      window.print();
      return;
    }
    const name = button.dataset.aid;
    const off = name !== 'size' && chosen[name] === button.value;
    apply({ ...chosen, [name]: off ? '' : button.value });
    keep(chosen);
    mark();
  }
  document.addEventListener('click', press);

  /* The same choice in every open window, and on a page that comes back from the browser's own memory. */
  function again() {
    apply(recall());
    mark();
  }
  window.addEventListener('storage', (event) => {
    if (event.key === KEPT || event.key === null) again();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) again();
  });

  /* Every sheet of paper says which site and which page it is from; as custom properties, which @page can read. */
  function headPaper() {
    [
      ['--print-site', '.brand__name'],
      ['--print-title', '.md-typeset h1'],
    ].forEach(([name, selector]) => {
      const words = document.querySelector(selector);
      if (!words) return;
      root.style.setProperty(name, JSON.stringify(words.textContent.replace(/\s+/g, ' ').trim()));
    });
  }

  document.addEventListener('DOMContentLoaded', () => {
    mark();
    headPaper();
  });
});
