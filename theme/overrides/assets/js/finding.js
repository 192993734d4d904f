/* The tools of 查询: folding of text, marking what was found, a passage around it, records that are near. No state. */
(function () {
  'use strict';

  /* An element with attributes and children; strings become text nodes, never markup. */
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== ''));
    return node;
  }

  /* Full and half width, capitals and white space make no difference. */
  const fold = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

  /* Where the words stand in the text as written: folding may drop or widen characters, so each keeps its place. */
  function spans(text, words) {
    let folded = '';
    const places = [];
    let place = 0;
    for (const character of text) {
      const piece = fold(character);
      for (let i = 0; i < piece.length; i += 1) places.push([place, place + character.length]);
      folded += piece;
      place += character.length;
    }
    const found = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
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

  /* The text as nodes, with <mark> around what was found. */
  function marked(text, words) {
    const nodes = [];
    let done = 0;
    for (const [start, end] of spans(text, words)) {
      if (start > done) nodes.push(text.slice(done, start));
      nodes.push(el('mark', {}, text.slice(start, end)));
      done = end;
    }
    if (done < text.length) nodes.push(text.slice(done));
    return nodes;
  }

  /* A passage of the first field that holds a word which the heading of the result does not show already. */
  function excerpt(record, words, fields) {
    const heading = fold([record.name, record.unit, record.agency].join(' '));
    const hidden = words.filter((word) => !heading.includes(word));
    for (const [key, label] of fields) {
      const text = record[key] || '';
      const folded = fold(text);
      const word = hidden.find((one) => folded.includes(one));
      if (!word) continue;
      const [start, end] = spans(text, [word])[0] || [0, 0];
      const from = Math.max(0, start - 36);
      const to = Math.min(text.length, end + 60);
      const nodes = marked(text.slice(from, to), words);
      return { label, nodes: [from > 0 ? '…' : '', ...nodes, to < text.length ? '…' : ''].filter(Boolean) };
    }
    return null;
  }

  /* Records that share the most pairs of neighbouring characters with what was asked, and at least a third of them. */
  function nearest(records, folded) {
    const pairs = new Set();
    for (let i = 0; i + 1 < folded.length; i += 1) pairs.add(folded.slice(i, i + 2));
    const scored = records.map((record) => {
      const text = fold([record.name, record.unit, record.agency, record.problems, record.advice].join(' '));
      return { record, shared: [...pairs].filter((pair) => text.includes(pair)).length };
    });
    return scored.filter((one) => one.shared && one.shared * 3 >= pairs.size)
      .sort((a, b) => b.shared - a.shared).slice(0, 5).map((one) => one.record);
  }

  window.JXGK_FINDING = { el, fold, marked, excerpt, nearest };
})();
