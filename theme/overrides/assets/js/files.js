/*
 * The data of 查询, file by file, each asked for once, when a question needs it. All come by <script>: that works on
 * file:// too. A file calls `arrive` with its name and what it holds.
 */
'use strict';

JXGK.define('files', [], () => {
  const app = document.getElementById('query-app');
  const form = document.querySelector('form[action$="query.html"]');
  const base = app ? `${app.dataset.root || '.'}/search/` : form.action.replace(/query\.html$/, 'search/');
  const files = new Map();

  /* What a file holds; one that failed may be asked for again. */
  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.promise = new Promise((resolve, reject) => {
        file.resolve = resolve;
        const script = document.createElement('script');
        script.src = `${base}${name}.js`;
        script.onerror = () => {
          files.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).promise;
  }

  const arrive = (name, content) => files.get(name).resolve(content);

  return { load, arrive };
});
