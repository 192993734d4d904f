/*
 * The records of 查询, one object each, file by file as they are needed, out of the columns they come in
 * (generator/exports/records.py writes them): a value under the key of each field, as a table shows it. `place` is the
 * place among all records, newest year first; `states` are those in which a project has problems.
 */
'use strict';

JXGK.define(
  'records',
  ['columns', 'files'],
  ({ years, together, sounds: [characters, syllables], unit_sounds: units }, files) => {
    const sounds = syllables.split(' ');
    const plain = new Map(Array.from(characters, (character, at) => [character, sounds[at]]));
    const spell = (text, other = {}) => Array.from(text, (character, at) => other[at] ?? plain.get(character) ?? '');
    const valuesOf = (column) => (Array.isArray(column) ? column : column.at.map((place) => column.values[place]));

    let total = 0;
    const parts = []; /* a file each, in the order of the records; a large year has several */
    for (const { year, file, count } of years) {
      for (let at = 0; at < count; at += together) {
        const size = Math.min(together, count - at);
        parts.push({ year, file: `${file}-${at / together}`, count: size, start: total + at, records: null });
      }
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

    async function fetchParts(needed) {
      await Promise.all(
        needed.map(async (part) => {
          const content = await files.load(`records/${part.file}`);
          part.records ??= read(content, part.start);
        })
      );
      return needed.flatMap((part) => part.records);
    }

    const partsOf = (wanted) => wanted.flatMap((year) => parts.filter((part) => part.year === year));

    /* The records of some years, in their order. */
    const load = (wanted) => fetchParts(partsOf(wanted));

    /* The first of them, as many as are asked for, where there are as many. */
    async function first(wanted, most) {
      const needed = [];
      let count = 0;
      for (const part of partsOf(wanted)) {
        if (count >= most) break;
        needed.push(part);
        count += part.count;
      }
      return (await fetchParts(needed)).slice(0, most);
    }

    const partAt = (place) => parts.find(({ start, count }) => place < start + count);

    /* See that `at` knows the records at some places. */
    const hold = (places) => fetchParts([...new Set(places.map(partAt))]);

    const all = years.map(({ year }) => year);

    /* Where all records weigh little, they are asked for while the reader still types: most questions need them. */
    const LITTLE = 2000;
    const ahead = () => (total > LITTLE ? [] : load(all).catch(() => []));

    const at = (place) => {
      const { records, start } = partAt(place);
      return records[place - start];
    };
    const loaded = () => parts.flatMap(({ records }) => records ?? []);
    const rangeOf = (year) => {
      const yearParts = partsOf([year]);
      return yearParts.length ? [yearParts[0].start, yearParts.at(-1).start + yearParts.at(-1).count] : [0, 0];
    };

    return { all, total, load, first, hold, ahead, at, loaded, rangeOf, unitSounds };
  }
);
