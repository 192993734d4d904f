/* The records of 查询, one object each, out of the columns they come in (generator/exports/records.py writes them). */
'use strict';

JXGK.define('records', ['columns'], ({ letters: [characters, letters], other_letters: other, ...columns }) => {
  const values = (column) => (Array.isArray(column) ? column : column.at.map((place) => column.words[place]));
  const keys = Object.keys(columns);
  const lists = keys.map((key) => values(columns[key]));
  const sounds = Array.from(letters);
  const spell = new Map(Array.from(characters, (character, at) => [character, sounds[at]]));

  return lists[0].map((_, at) => {
    const record = Object.fromEntries(keys.map((key, which) => [key, lists[which][at]]));
    const own = () => other[at] || Array.from(record.name, (character) => spell.get(character)).join('');
    return {
      ...record,
      url: `${record.year}/${record.slug}.html`,
      states: record.rectification === '—' ? [] : record.rectification.split('，').map((one) => one.split(' ')[0]),
      get initials() {
        return [own(), record.unit_initials]; /* few ask by them */
      },
    };
  });
});
