/*
 * The records of 查询, one object each, out of the columns they come in (generator/exports/records.py writes them): a
 * value under the key of each field, as a table shows it; `states` are those in which a project has problems.
 */
'use strict';

JXGK.define(
  'records',
  ['columns'],
  ({ columns, unit_initials: units, letters: [characters, letters], other_letters: other }) => {
    const valuesOf = (column) => (Array.isArray(column) ? column : column.at.map((place) => column.values[place]));
    const keys = Object.keys(columns);
    const lists = keys.map((key) => valuesOf(columns[key]));
    const unitInitials = valuesOf(units);
    const sounds = Array.from(letters);
    const spell = new Map(Array.from(characters, (character, at) => [character, sounds[at]]));

    return lists[0].map((_, at) => {
      const record = Object.fromEntries(keys.map((key, which) => [key, lists[which][at]]));
      const own = () => other[at] || Array.from(record.name, (character) => spell.get(character)).join('');
      return {
        ...record,
        states: Object.keys(record.rectification),
        get initials() {
          return [own(), unitInitials[at]]; /* few ask by them */
        },
      };
    });
  }
);
