/*
 * The reader of the full-text index (generator/search writes it). A query asks for the lists of its pieces, intersects
 * them, and looks into the texts of the pages about to be shown. Everything comes by <script>: that works on file:// too.
 */
(function () {
  'use strict';

  const facts = window.JXGK_INDEX;
  const app = document.getElementById('query-app');
  if (!facts || !app) return;
  const { fold } = window.JXGK_FINDING;
  const base = `${app.dataset.root || '.'}/search/`;

  /* ---- files: each asked for once; one that failed may be asked for again ---- */

  const files = new Map();
  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.promise = new Promise((resolve, reject) => {
        file.resolve = resolve;
        const script = document.createElement('script');
        script.src = `${base}${name}.js`;
        script.onerror = () => { files.delete(name); reject(new Error(name)); };
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).promise;
  }
  /* Of each segment of the index the lists of one file, piece by piece. */
  const read = (text) => {
    const parts = text.split(' ');
    return new Map(parts.filter((_, at) => at % 2 === 0).map((piece, at) => [piece, parts[at * 2 + 1]]));
  };
  window.JXGK_SEARCH = {
    lists: (number, texts) => files.get(`${facts.folder}/s${number}`).resolve(texts.map(read)),
    texts: (name, texts) => files.get(`texts/${name}`).resolve(texts),
  };

  /* ---- the same as grams.py and postings.py ---- */

  const MOST = 8; /* pieces a query asks for: more would only cost, the texts decide anyway */
  const FOUR = /^(?:[0-9a-z.%年月日]{3}.|.[0-9a-z.%年月日]{3})$/s;
  const plain = (folded) => folded.replace(/[\u{10000}-\u{10ffff}\ud800-\udfff]/gu, '\ufffd');

  function asked(word) {
    if (word.length < 2) return word ? [word] : [];
    const piece = (from, to) => word.slice(Math.max(0, from), to);
    const pieces = [];
    for (let at = 0; at < word.length;) {
      if (FOUR.test(piece(at, at + 4))) {
        pieces.push(piece(at, at + 4));
        at += FOUR.test(piece(at + 1, at + 5)) ? 1 : 4;
      } else { /* the last character alone: with the one before it, it says more */
        pieces.push(at + 1 < word.length ? piece(at, at + 2) : piece(at - 1, at + 1));
        at += 2;
      }
    }
    return pieces;
  }

  /* All pieces: of these some more are asked for where the few let too much pass. */
  function closer(word) {
    const cut = (length) => Array.from(word.slice(length - 1), (_, at) => word.slice(at, at + length));
    return [...cut(2), ...cut(4).filter((piece) => FOUR.test(piece))];
  }

  const settles = (word) => !word.includes('\ufffd') && (word.length <= 2 || FOUR.test(word));

  function shardOf(piece) {
    const [a, b = 0, c = 0, d = 0] = Array.from(piece, (one) => one.charCodeAt(0));
    const mixed = Math.imul((a | (b << 16)) ^ Math.imul(c | (d << 16), 40503), 2654435761);
    return Math.floor((mixed >>> 20) / (4096 / facts.shards));
  }

  const SIGNS = Array.from({ length: 91 }, (_, at) => String.fromCharCode(at + 35)).filter((sign) => sign !== '\\');
  const CONTINUED = 30;
  const values = new Map(SIGNS.map((sign, at) => [sign, at]));

  /* The numbers in a list of a segment that begins at `first` and holds `count`. */
  function decode(text, first, count) {
    if (text === undefined) return [];
    const numbers = [];
    let last = -1;
    let step = 1;
    let worth = 1;
    for (const sign of text.replace('~', '')) {
      const value = values.get(sign);
      if (value < CONTINUED) {
        step += (value + SIGNS.length - CONTINUED) * worth;
        worth *= CONTINUED;
      } else {
        last += step + (value - CONTINUED) * worth;
        numbers.push(last + first);
        step = 1;
        worth = 1;
      }
    }
    if (!text.startsWith('~')) return numbers;
    const missing = new Set(numbers);
    return Array.from({ length: count }, (_, at) => at + first).filter((number) => !missing.has(number));
  }

  /* ---- documents ---- */

  const starts = [0]; /* of the segments */
  for (const [count] of facts.segments) starts.push(starts[starts.length - 1] + count);

  async function numbersOf(piece) {
    const lists = await load(`${facts.folder}/s${shardOf(piece)}`);
    return lists.flatMap((list, at) => decode(list.get(piece), starts[at], facts.segments[at][0]));
  }

  async function document_(number) {
    const at = starts.findIndex((start) => start > number) - 1;
    const [, name, sizes] = facts.segments[at];
    let chunk = 0;
    let first = starts[at];
    while (first + Number(sizes[chunk]) <= number) {
      first += Number(sizes[chunk]);
      chunk += 1;
    }
    const [address, title, kind, year, text] = (await load(`texts/${name}-${chunk}`))[number - first];
    return { number, address, title, kind, year, text };
  }

  /* The documents, of those given or of all, that hold all pieces. */
  async function holding(pieces, numbers) {
    const lists = await Promise.all(pieces.map(numbersOf));
    if (numbers) lists.push(numbers);
    lists.sort((a, b) => a.length - b.length);
    return lists.slice(1).reduce((left, list) => {
      const has = new Set(list);
      return left.filter((number) => has.has(number));
    }, lists[0] || []);
  }

  /* The pieces of a question: those of numbers first, they say most, then of the others evenly. */
  function chosen(words) {
    const all = [...new Set(words.flatMap(asked))];
    const few = all.filter((piece) => piece.length === 4).slice(0, MOST / 2);
    const rest = all.filter((piece) => !few.includes(piece));
    const each = Math.ceil(rest.length / (MOST - few.length));
    return { pieces: [...few, ...rest.filter((_, at) => at % each === 0)], all };
  }

  /* The numbers of all documents that may hold every word; `sure` where they certainly do. */
  async function candidates(words) {
    const { pieces, all } = chosen(words.map(plain));
    return { numbers: await holding(pieces), sure: pieces.length === all.length && words.map(plain).every(settles) };
  }

  /* Fewer of them, for a few files more. */
  function narrower(numbers, words) {
    const { pieces } = chosen(words.map(plain));
    const more = words.map(plain).flatMap(closer).filter((piece) => !pieces.includes(piece));
    return holding(more.filter((_, at) => at % Math.ceil(more.length / MOST) === 0), numbers);
  }

  /* Of some documents those that hold every word, with their texts. */
  async function confirmed(numbers, words) {
    const found = await Promise.all(numbers.map(document_));
    return found.filter((one) => {
      const folded = fold(one.text);
      return words.every((word) => folded.includes(word));
    });
  }

  Object.assign(window.JXGK_SEARCH, { facts, candidates, narrower, confirmed });
})();
