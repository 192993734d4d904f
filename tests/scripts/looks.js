// What tests ask of a page in the browser: an object of functions (tests/site/conftest.py, script).
({
  // ---- text and targets (test_aids.py) ----

  // What a sighted reader sees of the text: every element that holds words of its own and is shown.
  smallestText: () =>
    Math.min(
      ...[...document.querySelectorAll('header *, article *, footer *')]
        .filter((element) => !element.closest('svg, .hidden-text, .skip-link') && element.checkVisibility())
        .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => parseFloat(getComputedStyle(element).fontSize))
    ),

  // Of a drawing how large its letters are on the screen, however it is enlarged; of a page without one no number.
  chartText: () =>
    Math.min(
      ...[...document.querySelectorAll('figure.chart svg text')]
        .filter((element) => element.checkVisibility())
        .map((element) => parseFloat(getComputedStyle(element).fontSize) * element.getScreenCTM().a)
    ),

  smallTargets: () =>
    [...document.querySelectorAll('header :is(a, button, input), button, summary, select, td > a')]
      .filter((element) => element.checkVisibility() && !element.matches('.skip-link, .hidden-text'))
      .map((element) => [
        element.textContent.trim() || element.name,
        Math.round(element.getBoundingClientRect().height),
      ])
      .filter(([, height]) => height < 44),

  // Where the name of the site and the entries of its menu begin and end, from above.
  menuLine() {
    const parts = [...document.querySelectorAll('.site-nav a, .brand__name')].map((element) =>
      element.getBoundingClientRect()
    );
    return [parts.map((box) => box.top), parts.map((box) => box.bottom)];
  },

  focus() {
    const element = document.activeElement;
    const box = element.getBoundingClientRect();
    const parts = [0.5, 0.1, 0.9];
    const seen = parts
      .flatMap((x) => parts.map((y) => [box.left + box.width * x, box.top + box.height * y]))
      .some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element));
      });
    return [element.outerHTML.slice(0, 90), element === document.body, seen];
  },

  // ---- charts (test_charts_live.py) ----
  async coloursOf(bytes) {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return new Set(new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  },

  // ---- whole pages (test_pages.py, test_engine.py, test_escaping.py) ----

  seen: () => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    places: [...document.querySelectorAll('[id]')].map((element) => element.id),
    links: [...document.links].map((link) => link.href),
  }),

  axe: (rules) =>
    axe
      .run({ resultTypes: ['violations'], preload: false, ...rules })
      .then((results) =>
        results.violations.flatMap((violation) =>
          violation.nodes.map((node) => [violation.id, node.target, node.failureSummary])
        )
      ),

  unfold: () =>
    document.querySelectorAll('details').forEach((details) => {
      details.open = true;
    }),

  // Of rows and items that differ only in their words two stay: axe would find the same of each, and looks at each.
  thin() {
    const seen = new Map();
    for (const element of document.querySelectorAll('article :is(tr, li)')) {
      const named = (node) => `${node.tagName}.${node.getAttribute('class')}[${node.getAttributeNames()}]`;
      const shape = [element.parentNode, element, ...element.querySelectorAll('*')].map(named).join(' ');
      seen.set(shape, (seen.get(shape) ?? 0) + 1);
      if (seen.get(shape) > 2) element.remove();
    }
  },

  // The spacing a reader may set over ours (WCAG 1.4.12), and what would be cut off by it.
  space() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
      word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
  },

  // Tables that need sideways scrolling, and those of files that end beyond the screen.
  sideways: () =>
    [...document.querySelectorAll('article :is(.table-wrap, .file-table)')]
      .filter(
        (node) =>
          node.scrollWidth > node.clientWidth + 1 ||
          (node.matches('.file-table') && node.getBoundingClientRect().right > document.documentElement.clientWidth)
      )
      .map((node) => node.className),

  clipped: () =>
    [...document.querySelectorAll(':is(a, button, summary, label, th, td, p, h1, h2, h3, figcaption)')]
      .filter((element) => element.checkVisibility() && !element.closest('.hidden-text, thead'))
      .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowY))
      .filter((element) => element.scrollHeight > element.clientHeight + 1)
      .map((element) => element.textContent.trim()),

  // Where the keyboard is, for every element that it can reach: how much the ring stands out from what lies around it.
  rings() {
    const light = ([r, g, b]) =>
      [r, g, b]
        .map((channel) => channel / 255)
        .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
        .reduce((sum, channel, at) => sum + channel * [0.2126, 0.7152, 0.0722][at], 0);
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const ground = (element) => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        const colour = parts(getComputedStyle(at).backgroundColor);
        if (colour.length < 4 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .flatMap((element) => {
        element.focus({ preventScroll: true });
        const style = getComputedStyle(element);
        const [a, b] = [light(parts(style.outlineColor)), light(ground(element))].sort((x, y) => y - x);
        const there = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const ratio = there ? (a + 0.05) / (b + 0.05) : 0;
        return document.activeElement === element && ratio < 3 ? [[element.outerHTML.slice(0, 80), ratio]] : [];
      });
  },

  // What a browser makes of a page, without comments and without white space at the ends of texts.
  read(page) {
    const read = new DOMParser().parseFromString(page, 'text/html');
    const walker = read.createTreeWalker(read, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) node.data = node.nodeType === Node.TEXT_NODE ? node.data.trimEnd() : '';
    return read.documentElement.outerHTML.replaceAll('<!---->', '');
  },

  bite: (bite) => [
    document.title,
    document.querySelector('h1').innerText,
    document.body.innerText.includes(bite),
    window.pwned ?? null,
    document.querySelectorAll('img[src=x]').length,
  ],

  // ---- search (test_query.py) ----

  async find(query) {
    const question = await JXGK.search.ask(JXGK.finding.wordsOf(query).map((word) => ({ texts: [word] })));
    await JXGK.search.advance(question, Infinity);
    return question.matches.map((page) => page.address);
  },

  articleText(html) {
    const article = new DOMParser().parseFromString(html, 'text/html').getElementById('content');
    const unseen = 'svg, script, style, template, .carried, .paper-head, .signature, .word-list, [hidden]';
    article.querySelectorAll(unseen).forEach((element) => element.remove());
    return article.textContent;
  },

  // A filter of many units at the end of the page.
  addLongFilter() {
    const { facets } = JXGK.matching;
    const unit = facets.find(({ key }) => key === 'unit');
    const values = [...unit.values, ...Array.from({ length: 20 }, (_, at) => `第${at}中学`)];
    facets.splice(0, facets.length, { ...unit, values });
    const { node } = JXGK.facets.make(() => {});
    node.id = 'long';
    node.open = true;
    document.querySelector('#query-app').append(node);
  },

  hearDrawing() {
    window.drawn = new Promise((resolve) => {
      document.addEventListener('list-drawn', ({ target }) =>
        resolve(Array.from(target.querySelectorAll('[data-project]'), (element) => element.dataset.project))
      );
    });
  },

  // ---- tables (test_tables.py) ----

  // Each head is pressed three times: what it then says of the order, and how the rows stand.
  pressHeads: (table) =>
    [...table.querySelectorAll('thead button')].map((button) =>
      [1, 2, 3].map(() => {
        button.click();
        return [button.closest('th').ariaSort, [...table.tBodies[0].rows].map((row) => row.textContent)];
      })
    ),

  sort: () => document.querySelectorAll('table.summary .sort')[2].click(),

  narrow(words) {
    const box = document.querySelector('.table-filter input');
    box.value = words;
    box.dispatchEvent(new Event('input'));
  },

  // What is done before a press is answered: rows laid out at once, and how often a value is read from a cell.
  work([name, given]) {
    const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'dataset');
    let read = 0;
    const get = function get() {
      read += 1;
      return own.get.call(this);
    };
    Object.defineProperty(HTMLElement.prototype, 'dataset', { ...own, get });
    this[name](given);
    Object.defineProperty(HTMLElement.prototype, 'dataset', own);
    const rows = document.querySelectorAll('table.summary tbody tr:not([hidden])');
    return [[...rows].filter((row) => !row.classList.contains('is-later')).length, read];
  },

  // Where the whole numbers of a column end, in pixels.
  pointPlaces: (place) =>
    [...document.querySelectorAll(`table.summary tbody td:nth-child(${place})`)].flatMap((cell) => {
      const text = cell.firstChild;
      const number = text.data.match(/^\d+/);
      if (!number) return [];
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, number[0].length);
      return [range.getBoundingClientRect().right];
    }),
});
