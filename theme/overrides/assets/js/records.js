/*
 * The records of 查询, one object each, year by year as they are needed, out of the columns they come in
 * (generator/exports/records.py writes them): a value under the key of each field, as a table shows it. `place` is the
 * place among all records, newest year first; `states` are those in which a project has problems.
 */
'use strict';

JXGK.define(
  'records',
  ['columns', 'files'],
  ({ years, sounds: [characters, syllables], unit_sounds: units }, files) => {
    const sounds = syllables.split(' ');
    const plain = new Map(Array.from(characters, (character, at) => [character, sounds[at]]));
    const spell = (text, other = {}) => Array.from(text, (one, at) => other[at] ?? plain.get(one) ?? '');
    const valuesOf = (column) => (Array.isArray(column) ? column : column.at.map((place) => column.values[place]));

    let total = 0;
    const known = new Map();
    for (const { year, file, count } of years) {
      known.set(year, { year, file, count, start: total, records: null });
      total += count;
    }

    /* How a unit is read, which few ask. */
    const unitSounds = (unit) => spell(unit, units[unit]);

    function read({ columns, sounds: others }, start) {
      const keys = Object.keys(columns);
      const lists = keys.map((key) => valuesOf(columns[key]));
      return lists[0].map((_, at) => {
        const record = Object.fromEntries(keys.map((key, which) => [key, lists[which][at]]));
        return {
          ...record,
          place: start + at,
          id: record.url.replace(/\.html$/, ''),
          states: Object.keys(record.rectification),
          /* how the name, the short name and the unit are read */
          sounds: (key) => (key === 'unit' ? unitSounds(record.unit) : spell(record[key], others[key]?.[at])),
        };
      });
    }

    /* The records of some years, in their order. */
    async function load(wanted) {
      const found = wanted.map((year) => known.get(year));
      await Promise.all(
        found.map(async (one) => {
          const content = await files.load(`records/${one.file}`);
          one.records ??= read(content, one.start);
        })
      );
      return found.flatMap((one) => one.records);
    }

    const all = [...known.keys()];

    /* Where all records weigh little, they are asked for while the reader still types: most questions need them. */
    const LITTLE = 2000;
    const ahead = () => (total > LITTLE ? [] : load(all).catch(() => []));

    const yearAt = (place) => all.filter((year) => known.get(year).start <= place).at(-1);
    const at = (place) => {
      const { records, start } = known.get(yearAt(place));
      return records[place - start];
    };
    const loaded = () => all.flatMap((year) => known.get(year).records ?? []);
    const rangeOf = (year) => {
      const one = known.get(year);
      return one ? [one.start, one.start + one.count] : [0, 0];
    };

    return { all, total, load, ahead, at, yearAt, loaded, rangeOf, unitSounds };
  }
);
