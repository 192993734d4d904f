/*
 * Suggestions under the boxes for a query on every page but 查询 itself. What they need is fetched once a reader goes
 * to such a box, so that a page weighs no more for who does not; taking one asks at once.
 */
'use strict';

JXGK.define('boxes', [], () => {
  const NEEDED = ['search/records', 'assets/js/finding', 'assets/js/files', 'assets/js/records', 'assets/js/suggest'];
  const MOST = 1000; /* projects of the newest year whose names are suggested */
  const forms = Array.from(document.querySelectorAll('form[action$="query.html"]'));
  let ready = null;

  /* All at once, to run in this order. */
  function load(root) {
    const scripts = NEEDED.map((name) => {
      const script = document.createElement('script');
      script.src = `${root}${name}.js`;
      script.async = false;
      return script;
    });
    const done = scripts.map(
      (script) =>
        new Promise((resolve) => {
          script.onload = resolve;
        })
    );
    document.head.append(...scripts);
    return Promise.all(done).then(() => JXGK.records.first(JXGK.records.all.slice(0, 1), MOST));
  }

  async function help(form, box) {
    ready ??= 'suggest' in JXGK ? Promise.resolve() : load(form.action.replace(/query\.html$/, ''));
    await ready;
    box.after(JXGK.suggest.attach(box, () => form.requestSubmit()));
    if (box.value) box.dispatchEvent(new Event('input'));
  }

  for (const form of forms) {
    const box = form.querySelector('input[name=q]');
    box.addEventListener('focus', () => help(form, box), { once: true });
  }
});
