/*
 * Light, dark or as the system says. Not deferred, and in the place of its button: it runs before the page is painted,
 * so that nothing flashes and nothing moves. The other controls of the head are made now as well (aids.js).
 * The choice is kept for the site's folder where the browser lets it be kept. Without it there is nothing to press.
 */
'use strict';

JXGK.define('palette', ['aids'], (aids) => {
  const KEY = 'palette';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const button = document.createElement('button');
  const choices = [
    [
      '',
      '配色：跟随系统，点按改为浅色',
      'm14.3 16-.7-2h-3.2l-.7 2H7.8L11 7h2l3.2 9zM20 8.69V4h-4.69L12 .69 8.69 4H4v4.69L.69 12 4 15.31V20h4.69L12 23.31 15.31 20H20v-4.69L23.31 12zm-9.15 3.96h2.3L12 9z',
    ],
    [
      'default',
      '配色：浅色，点按改为深色',
      'M12 7a5 5 0 0 1 5 5 5 5 0 0 1-5 5 5 5 0 0 1-5-5 5 5 0 0 1 5-5m0 2a3 3 0 0 0-3 3 3 3 0 0 0 3 3 3 3 0 0 0 3-3 3 3 0 0 0-3-3m0-7 2.39 3.42C13.65 5.15 12.84 5 12 5s-1.65.15-2.39.42zM3.34 7l4.16-.35A7.2 7.2 0 0 0 5.94 8.5c-.44.74-.69 1.5-.83 2.29zm.02 10 1.76-3.77a7.131 7.131 0 0 0 2.38 4.14zM20.65 7l-1.77 3.79a7.02 7.02 0 0 0-2.38-4.15zm-.01 10-4.14.36c.59-.51 1.12-1.14 1.54-1.86.42-.73.69-1.5.83-2.29zM12 22l-2.41-3.44c.74.27 1.55.44 2.41.44.82 0 1.63-.17 2.37-.44z',
    ],
    [
      'slate',
      '配色：深色，点按改为跟随系统',
      'm17.75 4.09-2.53 1.94.91 3.06-2.63-1.81-2.63 1.81.91-3.06-2.53-1.94L12.44 4l1.06-3 1.06 3zm3.5 6.91-1.64 1.25.59 1.98-1.7-1.17-1.7 1.17.59-1.98L15.75 11l2.06-.05L18.5 9l.69 1.95zm-2.28 4.95c.83-.08 1.72 1.1 1.19 1.85-.32.45-.66.87-1.08 1.27C15.17 23 8.84 23 4.94 19.07c-3.91-3.9-3.91-10.24 0-14.14.4-.4.82-.76 1.27-1.08.75-.53 1.93.36 1.85 1.19-.27 2.86.69 5.83 2.89 8.02a9.96 9.96 0 0 0 8.02 2.89m-1.64 2.02a12.08 12.08 0 0 1-7.8-3.47c-2.17-2.19-3.33-5-3.49-7.82-2.81 3.14-2.7 7.96.31 10.98 3.02 3.01 7.84 3.12 10.98.31',
    ],
  ];
  let chosen = 0;

  function recall() {
    try {
      return Number(localStorage.getItem(KEY)) || 0;
    } catch {
      return 0;
    }
  }

  function picture(line) {
    const [svg, path] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', line);
    svg.append(path);
    return svg;
  }

  function show(wanted) {
    chosen = wanted in choices ? wanted : 0;
    const [scheme, words, line] = choices[chosen];
    document.body.setAttribute('data-md-color-scheme', scheme || (dark.matches ? 'slate' : 'default'));
    button.title = words;
    button.setAttribute('aria-label', words);
    button.replaceChildren(picture(line));
  }

  function press() {
    show((chosen + 1) % choices.length);
    try {
      localStorage.setItem(KEY, String(chosen));
    } catch {
      /* a browser that keeps nothing still shows it */
    }
  }

  button.type = 'button';
  button.className = 'palette';
  button.addEventListener('click', press);
  document.currentScript.before(button);
  show(recall());
  aids.controls();
  dark.addEventListener('change', () => show(chosen));
});
