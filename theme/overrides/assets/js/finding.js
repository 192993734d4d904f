/* The tools of 查询: folding of text, the words of a question, marking matches, a passage around it. */
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
  const BLANK = /[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/gu;
  const pieces = new Map();
  function piece(character) {
    let result = pieces.get(character);
    if (result === undefined) {
      result = Array.from(character.normalize('NFKC'), (letter) => letter.toLowerCase())
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
    const matches = [];
    for (const word of words) {
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
        matches.push([places[at][0], places[at + word.length - 1][1]]);
      }
    }
    matches.sort((a, b) => a[0] - b[0]);
    const merged = [];
    for (const [start, end] of matches) {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged;
  }

  /*
   * Latin letters may be pinyin, the first letters or whole syllables: `sounds` holds one syllable for each character.
   * Gives the first and the last character they stand for. A syllable alone (shi) would match nearly everywhere.
   */
  const LETTERS = /^[a-z]{2,}$/;
  function spelled(sounds, word) {
    const first = sounds.map((sound) => sound[0] ?? ' ').join('');
    const at = first.indexOf(word);
    if (at >= 0) return [at, at + word.length];
    for (let start = 0; start < sounds.length; start += 1) {
      let rest = word;
      let end = start;
      while (rest && sounds[end] && rest.startsWith(sounds[end])) {
        rest = rest.slice(sounds[end].length);
        end += 1;
      }
      if (rest && end > start && sounds[end]?.startsWith(rest)) [rest, end] = ['', end + 1];
      if (!rest && end - start > 1) return [start, end];
    }
    return null;
  }

  /* The text as nodes, with <mark> around what matches. */
  function marked(text, words, sounds) {
    const nodes = [];
    let position = 0;
    let places = spans(text, words);
    if (!places.length && sounds && sounds.length === text.length) {
      places = words
        .filter((word) => LETTERS.test(word))
        .map((word) => spelled(sounds, word))
        .filter(Boolean)
        .slice(0, 1);
    }
    for (const [start, end] of places) {
      if (start > position) nodes.push(text.slice(position, start));
      nodes.push(el('mark', {}, text.slice(start, end)));
      position = end;
    }
    if (position < text.length) nodes.push(text.slice(position));
    return nodes;
  }

  /* Whether a word stands in a text; `edged`: with no digit in front of it, which would make it another figure. */
  function holds(text, word, edged) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!edged || !/[\d.,]/.test(text[at - 1] ?? '')) return true;
    }
    return false;
  }

  /* A place within a sentence, which neither the end of a block nor another sentence breaks; else within a line. */
  const ENDS = /[。；！？]/u;
  const [BEFORE, AFTER] = [40, 60];
  function around(text, [start, end], breaks) {
    let from = start;
    while (from > 0 && start - from < BEFORE && !breaks.test(text[from - 1])) from -= 1;
    let to = end;
    while (to < text.length && to - end < AFTER && !ENDS.test(text[to - 1])) to += 1;
    return [from, to];
  }
  function sentence(text, places) {
    for (const place of places) {
      const span = around(text, place, /[。；！？ ]/u);
      if (ENDS.test(text[span[1] - 1]) && !text.slice(...span).includes(' ')) return span;
    }
    return around(text, places[0], ENDS);
  }

  /* The sentences of a page's text that hold the words, each word once, rather below the title, which is shown anyway. */
  function passages(text, title, words) {
    const windows = [];
    for (const word of words) {
      const all = spans(text, [word]);
      const below = all.filter(([start]) => start >= title.length);
      const places = below.length ? below : all;
      const shown = places.some(([start, end]) => windows.some((span) => start >= span[0] && end <= span[1]));
      if (places.length && !shown && windows.length < 3) windows.push(sentence(text, places));
    }
    const nodes = [];
    for (const [from, to] of windows) {
      const cut = from > 0 && !/[。；！？ ]/u.test(text[from - 1]);
      nodes.push(cut ? '…' : '', ...marked(text.slice(from, to), words));
      nodes.push(to < text.length && !ENDS.test(text[to - 1]) ? '… ' : ' ');
    }
    return nodes.filter(Boolean);
  }

  return { el, fold, folded, wordsOf, LETTERS, spelled, holds, marked, passages };
});
