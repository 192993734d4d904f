/* The listed projects as a CSV file, made in the reader's browser; columns and care are those of exports/tables.py. */
'use strict';

JXGK.define('download', [], () => {
  /* No cell may start a formula. */
  const harmless = (text) => (/^[=+\-@\t]/.test(text) ? `'${text}` : text);
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const COLUMNS = [
    ['年度', (r) => r.year],
    ['序号', (_, at) => String(at + 1)],
    ['项目名称', (r) => harmless(r.name)],
    ['项目单位', (r) => harmless(r.unit)],
    ['预算金额（万元）', (r) => r.budget],
    ['支出（万元）', (r) => r.spent],
    ['预算执行率', (r) => r.execution_rate],
    ['评价分值', (r) => r.score],
    ['评价结论', (r) => harmless(r.grade)],
    ['等级', (r) => harmless(r.rank)],
    ['评级办法', (r) => harmless(r.scheme)],
    ['评价方式', (r) => harmless(r.method)],
    ['评价机构', (r) => harmless(r.agency)],
    ['整改情况', (r) => harmless(r.rectification)],
    ['网页', (r) => r.url],
  ];

  function csv(records) {
    const heads = COLUMNS.map(([head]) => head);
    const rows = records.map((record, at) => COLUMNS.map(([, of]) => of(record, at) || ''));
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
