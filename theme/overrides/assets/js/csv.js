/* A table as CSV, made in the reader's browser: cells that would start a formula are made harmless; saved as a file. */
'use strict';

JXGK.define('csv', [], () => {
  const harmless = (text) => (/^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const written = (rows) => rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');

  function save(name, text) {
    const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  return { harmless, written, save };
});
