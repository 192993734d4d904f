/* The listed projects as a CSV file, made in the reader's browser: the columns are those of the CSV to download. */
'use strict';

JXGK.define('download', ['columns', 'csv'], ({ fields }, { harmless, written, save }) => {
  const table = fields.filter((field) => field.table);

  function valueOf(field, record, at) {
    if (field.numbered) return String(at + 1);
    const text = record[field.key] ?? '';
    return field.kind === '文字' ? harmless(text) : text;
  }

  function csv(records) {
    const heads = table.map(({ heading }) => heading);
    const rows = records.map((record, at) => table.map((field) => valueOf(field, record, at)));
    return written([heads, ...rows]);
  }

  return { csv, save: (records) => save('查询结果.csv', csv(records)) };
});
