/* The listed projects as a CSV file, made in the reader's browser: the columns are those of the CSV to download. */
'use strict';

JXGK.define('download', ['columns'], ({ fields }) => {
  const table = fields.filter((field) => field.table);
  /* No cell may start a formula. */
  const harmless = (text) => (/^[=+\-@\t]/.test(text) ? `'${text}` : text);
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function valueOf(field, record, at) {
    if (field.numbered) return String(at + 1);
    const text = record[field.key] ?? '';
    return field.kind === '文字' ? harmless(text) : text;
  }

  function csv(records) {
    const heads = table.map(({ heading }) => heading);
    const rows = records.map((record, at) => table.map((field) => valueOf(field, record, at)));
    return [heads, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
  }

  function save(records) {
    const address = URL.createObjectURL(new Blob(['\ufeff', csv(records)], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = '查询结果.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  return { csv, save };
});
