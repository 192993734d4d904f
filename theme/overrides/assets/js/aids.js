/*
 * Reading aids: size of the letters, high contrast, elder mode, print. It stands in the head and is not deferred: what
 * was chosen holds before the first paint. The controls are made by this script, once the head of the page is there
 * (palette.js calls), since without it they could do nothing; how a choice looks is aids.css.
 */
'use strict';

JXGK.define('aids', [], () => {
  const CHOICES = { size: ['small', 'large'], contrast: ['high'], elder: ['on'] };
  const SIZES = [
    ['large', '大'],
    ['', '中'],
    ['small', '小'],
  ];
  const KEY = 'reading-aids';
  const root = document.documentElement;

  /* Storage may be switched off, full, or hold what another program wrote: then the choice lasts for this page. */
  function recall() {
    try {
      return Object(JSON.parse(localStorage.getItem(KEY)));
    } catch {
      return {};
    }
  }
  function keep(chosen) {
    try {
      localStorage.setItem(KEY, JSON.stringify(chosen));
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
  function refresh() {
    apply(recall());
    mark();
  }
  window.addEventListener('storage', (event) => {
    if (event.key === KEY || event.key === null) refresh();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) refresh();
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

  function element(name, className, ...content) {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...content);
    return node;
  }
  function control(words, aid, value) {
    const node = element('button', '', words);
    node.type = 'button';
    if (aid) {
      node.dataset.aid = aid;
      node.value = value;
    }
    return node;
  }

  /* The controls, the first thing in the head of the page. */
  function controls() {
    const label = element('span', '', '字体');
    label.setAttribute('aria-hidden', 'true');
    const sizes = element('div', 'aids__sizes', label);
    for (const [value, words] of SIZES) {
      const size = control(words, 'size', value);
      size.setAttribute('aria-label', `${words}字体`);
      sizes.append(size);
    }
    const print = control('打印');
    print.className = 'aids__print';
    print.dataset.print = '';
    const others = [control('高对比度', 'contrast', 'high'), control('长者模式', 'elder', 'on'), print];
    const strip = element('div', 'aids', element('div', 'aids__inner', sizes, ...others));
    for (const [group, name] of [
      [sizes, '字体大小'],
      [strip, '阅读辅助'],
    ]) {
      group.setAttribute('role', 'group');
      group.setAttribute('aria-label', name);
    }
    document.querySelector('.skip-link')?.after(strip);
    mark();
  }

  document.addEventListener('DOMContentLoaded', headPaper);

  return { controls };
});
