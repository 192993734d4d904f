/* Decimal figures as texts: sums and means of what is listed, and the ways one amount is written (20万, 200,000元). */
'use strict';

JXGK.define('amounts', [], () => {
  const PLACES = 12;
  const UNIT = 10n ** BigInt(PLACES);

  /* A figure as a whole number of the smallest part there is; no figure is ever a binary fraction. */
  function exact(text) {
    const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    return BigInt(sign + whole + part.slice(0, PLACES).padEnd(PLACES, '0'));
  }

  /* The same as a text, without zeros at its end. */
  function written(value) {
    const digits = String(value < 0n ? -value : value).padStart(PLACES + 1, '0');
    const part = digits.slice(-PLACES).replace(/0+$/, '');
    return (value < 0n ? '-' : '') + digits.slice(0, -PLACES) + (part && `.${part}`);
  }

  /* Rounded half up to so many places, which are all written. */
  function rounded(value, places) {
    const step = 10n ** BigInt(PLACES - places);
    const text = written(((value + step / 2n) / step) * step);
    const [whole, part = ''] = text.split('.');
    return places ? `${whole}.${part.padEnd(places, '0')}` : whole;
  }

  const grouped = (text) => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
  const sum = (texts) => written(texts.reduce((all, text) => all + exact(text), 0n));
  const mean = (total, count) => rounded(exact(total) / BigInt(count), 2);

  /* An amount of 万元 for readers: from one 亿 on in 亿. */
  const inWords = (text) =>
    exact(text) >= 10000n * UNIT
      ? `${grouped(rounded(exact(text) / 10000n, 2))} 亿元`
      : `${grouped(rounded(exact(text), 2))} 万元`;

  /* ---- amounts as they are typed ---- */

  const TYPED = /^(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(亿|[十百千]?万)?(元)?$/;
  const SCALES = { 亿: 100000000n, 千万: 10000000n, 百万: 1000000n, 十万: 100000n, 万: 10000n };
  const LEAST = 1000; /* a smaller figure without a unit is rarely one of 元 */

  /*
   * What a word says where it is an amount: its value in 万元, and other ways to write it. `edged`: a digit in front
   * makes it another amount, 120万 is not 20万. A figure alone may be 元.
   */
  function parse(word) {
    const typed = TYPED.exec(word);
    if (!typed) return null;
    const figure = typed[1].replaceAll(',', '') + (typed[2] ?? '');
    const [, , , scale, yuan] = typed;
    const named = Boolean(scale || yuan);
    if (!named && Number(figure) < LEAST) return null;
    const factor = SCALES[scale] ?? 1n;
    const inYuan = exact(figure) * factor;
    const value = written(inYuan / 10000n);
    const whole = written(inYuan);
    const forms = [`${value}万元`, `${grouped(value)}万元`, `${whole}元`, `${grouped(whole)}元`];
    if (!value.includes('.')) forms.push(`${value}.00万元`);
    if (!named) forms.unshift(figure, grouped(figure));
    const others = [...new Set(forms)].filter((form) => !form.includes(word));
    const label = `${named || figure === word ? '' : `${figure} 和 `}${grouped(value)} 万元`;
    return { value, label, forms: others, named };
  }

  const same = (text, value) => Boolean(text) && written(exact(text)) === value;

  return { exact, grouped, sum, mean, inWords, parse, same };
});
