/*
 * Light, dark or as the system says. Not deferred: it runs before the page is painted, so that nothing flashes.
 * The choice is kept for the site's folder where the browser lets it be kept.
 */
(function () {
  'use strict';

  const KEY = 'palette';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const inputs = Array.from(document.querySelectorAll('.md-option'));

  function kept() {
    try {
      return Number(localStorage.getItem(KEY)) || 0;
    } catch {
      return 0;
    }
  }

  function show(chosen) {
    const input = inputs[chosen] || inputs[0];
    if (!input) return;
    const named = input.dataset.mdColorMedia !== '(prefers-color-scheme)';
    const scheme = named ? input.dataset.mdColorScheme : dark.matches ? 'slate' : 'default';
    document.body.setAttribute('data-md-color-scheme', scheme);
    input.checked = true;
    for (const other of inputs) other.nextElementSibling.hidden = other !== input;
  }

  function press(chosen) {
    show(chosen);
    try {
      localStorage.setItem(KEY, String(chosen));
    } catch {
      /* a browser that keeps nothing still shows it */
    }
  }

  show(kept());
  inputs.forEach((input, number) => input.addEventListener('change', () => press(number)));
  dark.addEventListener('change', () => show(inputs.findIndex((input) => input.checked)));
})();
