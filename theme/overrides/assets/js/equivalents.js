/*
 * The words of a question, and what else says the same: grades of the same rank, amounts in other forms, pinyin, other
 * names of a unit, a year. A term is { word, texts, edged, why, of }: `texts` are looked for, first as typed; `of` says
 * what a record is worth that holds it otherwise, `why` what to tell the reader then.
 */
'use strict';

JXGK.define('equivalents', ['columns', 'finding', 'amounts'], (columns, finding, amounts) => {
  const { fold, LETTERS, spelled } = finding;
  const SPELLED = ['name', 'title', 'unit'];
  const grades = new Set(columns.grade_words);
  const names = Object.entries(columns.units).map(([name, others]) => [name, others.map(fold)]);

  function grade(word) {
    if (!grades.has(word)) return {};
    return {
      of: (record) => (record.grade_words.includes(word) ? 50 : 0),
      why: (record) => `等级“${record.grade}”与“${word}”同级`,
      grade: true,
    };
  }

  function amount(word) {
    const figure = amounts.parse(word);
    if (!figure) return {};
    const equal = ({ budget, spent }) => amounts.same(budget, figure.value) || amounts.same(spent, figure.value);
    const why = () => `“${word}”也按 ${figure.label}查找`;
    return { texts: [word, ...figure.forms], edged: figure.named, of: (record) => (equal(record) ? 50 : 0), why };
  }

  function pinyin(word) {
    if (!LETTERS.test(word)) return {};
    const read = (record) => SPELLED.find((key) => record[key] && spelled(record.sounds(key), word));
    return { of: (record) => (read(record) ? 2 : 0), why: (record) => `按拼音“${word}”找到：${record[read(record)]}` };
  }

  function otherName(word) {
    const units = new Set(
      names.filter(([, others]) => others.some((other) => other.includes(word))).map(([name]) => name)
    );
    if (!units.size || word.length < 2) return {};
    return { of: (record) => (units.has(record.unit) ? 15 : 0), why: (record) => `“${word}”是${record.unit}的简称` };
  }

  function year(word) {
    const match = /^((?:19|20)\d\d)(?:年度?)?$/.exec(word);
    return match && { of: (record) => (record.year === match[1] ? 30 : 0), year: match[1] };
  }

  /* What is a year is no amount. */
  function termOf(word) {
    const yearTerm = year(word);
    return {
      word,
      texts: [word],
      ...(yearTerm ?? { ...otherName(word), ...pinyin(word), ...amount(word), ...grade(word) }),
    };
  }
  const termsOf = (question) => finding.wordsOf(question).map(termOf);

  /* ---- where there are no hits: other ways to cut a question into words ---- */

  const words =
    'Segmenter' in Intl
      ? (text) => Array.from(new Intl.Segmenter('zh', { granularity: 'word' }).segment(text), (part) => part.segment)
      : (text) => text.match(/[\s\S]{1,2}/gu);
  const KIND = /[\u3400-\u9fff]+|[^\u3400-\u9fff]+/gu;

  /* First where characters and figures meet, then word by word; a single character says too little. */
  function cuts(question) {
    const parts = finding.wordsOf(question);
    const coarse = parts.flatMap((part) => part.match(KIND));
    const fine = coarse.flatMap((part) => (/[\u3400-\u9fff]/.test(part) ? words(part) : [part]));
    const kept = fine.filter((part) => part.length > 1 || /[^\u3400-\u9fff]/.test(part));
    const candidates = [coarse, kept].filter((cut) => cut.length > 1 && cut.length <= 6);
    return candidates.filter((cut, at) => cut.join(' ') !== [parts, ...candidates][at].join(' '));
  }

  /* The characters of a question simplified, by the table. */
  function simplified(question, [old, plain]) {
    const simple = Array.from(plain);
    const table = new Map(Array.from(old, (character, at) => [character, simple[at]]));
    return Array.from(question, (character) => table.get(character) ?? character).join('');
  }

  return { termsOf, cuts, simplified };
});
