/* The tools of 查询: folding of text, the words of a question, marking what was found, a passage around it. */
'use strict';

JXGK.define('finding', [], () => {
  /* An element with attributes and children; strings become text nodes, never markup. */
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== ''));
    return node;
  }

  /* Full and half width, capitals, white space and the shape of brackets make no difference; the same as fold.py. */
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are among what makes no difference
  const BLANK = /[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/gu;
  const pieces = new Map();
  function piece(character) {
    let result = pieces.get(character);
    if (result === undefined) {
      result = Array.from(character.normalize('NFKC'), (one) => one.toLowerCase())
        .join('')
        .replace(BLANK, '')
        .replace(/[[{〔【〖]/gu, '(')
        .replace(/[\]}〕】〗]/gu, ')');
      pieces.set(character, result);
    }
    return result;
  }
  const fold = (text) => Array.from(text.normalize('NFC'), piece).join('');

  /* The same for texts that are asked about again and again while a reader types. */
  const known = new Map();
  function folded(text) {
    if (!known.has(text)) known.set(text, fold(text));
    return known.get(text);
  }

  const wordsOf = (question) => question.split(/\s+/u).map(fold).filter(Boolean);

  /* Where the words stand in the text as written: folding may drop or widen characters, so each keeps its place. */
  function spans(text, words) {
    let whole = '';
    const places = [];
    let place = 0;
    for (const character of text) {
      const part = piece(character);
      for (let i = 0; i < part.length; i += 1) places.push([place, place + character.length]);
      whole += part;
      place += character.length;
    }
    const found = [];
    for (const word of words) {
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
        found.push([places[at][0], places[at + word.length - 1][1]]);
      }
    }
    found.sort((a, b) => a[0] - b[0]);
    const merged = [];
    for (const [start, end] of found) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  /* Latin letters may be the first letters of the pinyin: `initials` holds one for each character of the text. */
  const LETTERS = /^[a-z]{2,}$/;
  const spelled = (initials, word) => (initials && LETTERS.test(word) ? initials.indexOf(word) : -1);

  /* The text as nodes, with <mark> around what was found. */
  function marked(text, words, initials) {
    const nodes = [];
    let done = 0;
    let places = spans(text, words);
    if (!places.length && initials && initials.length === text.length) {
      places = words
        .map((word) => [spelled(initials, word), word.length])
        .filter(([at]) => at >= 0)
        .map(([at, length]) => [at, at + length])
        .slice(0, 1);
    }
    for (const [start, end] of places) {
      if (start > done) nodes.push(text.slice(done, start));
      nodes.push(el('mark', {}, text.slice(start, end)));
      done = end;
    }
    if (done < text.length) nodes.push(text.slice(done));
    return nodes;
  }

  /* Passages of a page's text around the words, each word once, rather below the title, which is shown anyway. */
  function passages(text, title, words) {
    const windows = [];
    const [before, after] = words.length > 1 ? [16, 26] : [30, 50];
    for (const word of words.slice(0, 4)) {
      const all = spans(text, [word]);
      const [start, end] = all.find((one) => one[0] >= title.length) || all[0];
      if (!windows.some((one) => start >= one[0] && end <= one[1]))
        windows.push([Math.max(0, start - before), end + after]);
    }
    const nodes = [];
    for (const [from, to] of windows) {
      nodes.push(from > 0 ? '…' : '', ...marked(text.slice(from, to), words), to < text.length ? '… ' : '');
    }
    return nodes.filter(Boolean);
  }

  return { el, fold, folded, wordsOf, LETTERS, spelled, marked, passages };
});
