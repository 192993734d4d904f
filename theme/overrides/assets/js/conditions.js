/*
 * Conditions on the figures of projects, as people type them: 执行率低于90%, 预算100万以上. A condition is a text,
 * `rate<90`, which stands in the address; its number is in percent, 万元 or points, as the records have them.
 */
'use strict';

JXGK.define('conditions', ['amounts'], ({ exact, parse }) => {
  const FIGURES = {
    rate: { label: '预算执行率', unit: '%', names: ['预算执行率', '执行率', '支出进度'] },
    budget: { label: '预算金额', unit: ' 万元', names: ['预算金额', '预算', '金额'] },
    spent: { label: '支出', unit: ' 万元', names: ['支出金额', '实际支出', '支出'] },
    score: { label: '评价分值', unit: ' 分', names: ['评价分值', '评价得分', '分值', '得分', '总分'] },
  };
  /* “以上”“以下”“以内” take the number itself in, “不足”“低于”“超过” do not (民法典第一千二百五十九条). */
  const SIGNS = {
    '<': { words: '低于|小于|少于|不足|不到|不满|未达到|未达|未到|<', label: '低于', fits: (a, b) => a < b },
    '<=': { words: '不超过|不高于|不大于|不多于|至多|最多|≤|<=', label: '不超过', fits: (a, b) => a <= b },
    '>': { words: '高于|大于|多于|超过|超出|>', label: '超过', fits: (a, b) => a > b },
    '>=': { words: '不低于|不小于|不少于|至少|达到|≥|>=', label: '不低于', fits: (a, b) => a >= b },
  };
  const AFTER = { 及以上: '>=', 以上: '>=', 及以下: '<=', 以下: '<=', 以内: '<=', 之内: '<=' };

  const keyOf = new Map(Object.entries(FIGURES).flatMap(([key, { names }]) => names.map((name) => [name, key])));
  const signOf = new Map(
    Object.entries(SIGNS).flatMap(([sign, { words }]) => words.split('|').map((word) => [word, sign]))
  );
  const longest = (words) => [...words].sort((a, b) => b.length - a.length).join('|');
  const NUMBER = String.raw`(?:\d+(?:,\d{3})*(?:\.\d+)?)`;
  const QUANTITY = String.raw`(百分之${NUMBER}|${NUMBER}\s*(?:%|成|分|(?:亿|[十百千]?万)元?|元)?|[十百千]万元?)`;
  const BLANK = String.raw`\s*`;
  const PHRASE = new RegExp(
    [
      '(?:并且|而且|且|并|和|与|,|、)?',
      `(${longest(keyOf.keys())})(?:是|为|在)?`,
      `(?:(${longest(signOf.keys())})${BLANK}${QUANTITY}`,
      `|${QUANTITY}${BLANK}(?:至|到|-|—|~)${BLANK}${QUANTITY}(?:之间)?`,
      `|${QUANTITY}${BLANK}(${longest(Object.keys(AFTER))}))`,
      String.raw`(?:的(?:项目(?=$|[\s,、且并和与]))?)?`,
    ].join(BLANK),
    'gu'
  );

  /* The number of a quantity for a figure; null where it is one of something else, or says no unit and needs one. */
  function numberOf(key, text) {
    const [, figure, unit] = new RegExp(`^(${NUMBER}?)(.*)$`).exec(text.replace('百分之', '').replace(/\s/gu, ''));
    const plain = figure.replaceAll(',', '');
    if (key === 'rate') {
      if (unit === '成') return String(exact(plain) / exact('0.1')); /* 九成 is 90 % */
      return unit === '%' || !unit ? plain : null;
    }
    if (key === 'score') return unit === '分' || !unit ? plain : null;
    return unit && !'%成分'.includes(unit) ? (parse(`${plain || '1'}${unit}`)?.value ?? null) : null;
  }

  const DIGITS = new Map(Array.from('一二三四五六七八九', (digit, at) => [digit, String(at + 1)]));

  /* The conditions that a text says, and the rest of it, which is looked for as it stands. */
  function extract(text) {
    const conditions = [];
    const plain = text.normalize('NFKC').replace(/([一二三四五六七八九])成/gu, (_, digit) => `${DIGITS.get(digit)}成`);
    const rest = plain.replace(PHRASE, (phrase, name, before, bound, low, high, figure, after) => {
      const key = keyOf.get(name);
      const unitless = low && !/[^\d.,\s]/u.test(low); /* 50至100万元: the unit stands at the end */
      const unit = unitless ? high.replace(/^[\d.,\s]+/u, '') : '';
      const bounds = [
        [signOf.get(before), bound],
        ['>=', low && low + unit],
        ['<=', high],
        [AFTER[after], figure],
      ].filter(([, quantity]) => quantity);
      const numbers = bounds.map(([, quantity]) => numberOf(key, quantity));
      if (numbers.some((number) => number === null)) return phrase;
      conditions.push(...bounds.map(([sign], at) => `${key}${sign}${numbers[at]}`));
      return ' ';
    });
    return conditions.length ? { conditions, rest: rest.trim().replace(/\s+/gu, ' ') } : { conditions, rest: text };
  }

  const WRITTEN = /^(rate|budget|spent|score)(<=?|>=?)(\d+(?:\.\d+)?)$/;
  const isCondition = (text) => WRITTEN.test(text);

  function describe(condition) {
    const [, key, sign, number] = WRITTEN.exec(condition);
    return `${FIGURES[key].label}${SIGNS[sign].label} ${number}${FIGURES[key].unit}`;
  }

  /* Whether a record has the figure, and whether it fits. */
  const figureOf = (condition, record) => record[WRITTEN.exec(condition)[1]];
  function fits(condition, record) {
    const [, key, sign, number] = WRITTEN.exec(condition);
    return Boolean(record[key]) && SIGNS[sign].fits(exact(record[key]), exact(number));
  }
  const labelOf = (condition) => FIGURES[WRITTEN.exec(condition)[1]].label;

  return { extract, isCondition, describe, fits, figureOf, labelOf };
});
