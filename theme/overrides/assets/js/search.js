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
  const base = `${app.dataset.root || '.'}/search/${facts.folder}/`;

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
  window.JXGK_SEARCH = {
    lists: (number, lists) => files.get(`s${number}`).resolve(new Map(Object.entries(lists))),
    texts: (number, texts) => files.get(`t${number}`).resolve(texts),
  };

  /* ---- the same as grams.py and postings.py ---- */

  const MOST = 8; /* pieces a query asks for: more would only cost, the texts decide anyway */
  const TRIPLE = /^(?:[0-9a-z.%]{2}.|.[0-9a-z.%]{2})$/su;

  function asked(word) {
    const characters = Array.from(word);
    if (characters.length < 2) return characters;
    const piece = (from, to) => characters.slice(Math.max(0, from), to).join('');
    const pieces = [];
    for (let at = 0; at < characters.length;) {
      if (TRIPLE.test(piece(at, at + 3))) {
        pieces.push(piece(at, at + 3));
        at += TRIPLE.test(piece(at + 1, at + 4)) ? 1 : 3;
      } else { /* the last character alone: with the one before it, it says more */
        pieces.push(at + 1 < characters.length ? piece(at, at + 2) : piece(at - 1, at + 1));
        at += 2;
      }
    }
    return pieces;
  }

  /* All pieces but single characters: asked for where the few let too much pass. */
  function closer(word) {
    const characters = Array.from(word);
    const pieces = characters.slice(1).map((one, at) => characters[at] + one);
    characters.slice(2).forEach((one, at) => pieces.push(characters[at] + characters[at + 1] + one));
    return pieces.filter((piece) => Array.from(piece).length === 2 || TRIPLE.test(piece));
  }

  const settles = (word) => Array.from(word).length <= 2 || TRIPLE.test(word);

  function shardOf(gram) {
    let value = 2166136261;
    for (const character of gram) value = Math.imul(value ^ character.codePointAt(0), 16777619);
    return ((value ^ (value >>> 15)) & (facts.shards - 1)) >>> 0;
  }

  function decode(text) {
    if (text === undefined) return [];
    const bits = text.startsWith('!');
    const bytes = Uint8Array.from(atob(bits ? text.slice(1) : text), (character) => character.charCodeAt(0));
    const numbers = [];
    if (bits) {
      bytes.forEach((byte, at) => {
        for (let bit = 0; bit < 8; bit += 1) if ((byte >> bit) & 1) numbers.push(at * 8 + bit);
      });
      return numbers;
    }
    let last = -1;
    let step = 0;
    let shift = 0;
    for (const byte of bytes) {
      step += (byte & 127) * 2 ** shift;
      if (byte > 127) shift += 7;
      else {
        last += step + 1;
        numbers.push(last);
        step = 0;
        shift = 0;
      }
    }
    return numbers;
  }

  /* ---- texts ---- */

  const starts = [0];
  for (const size of facts.chunks) starts.push(starts[starts.length - 1] + Number(size));

  async function document_(number) {
    let low = 0;
    let high = starts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= number) low = middle; else high = middle;
    }
    const [address, title, kind, year, text] = (await load(`t${low}`))[number - starts[low]];
    return { number, address, title, kind, year, text };
  }

  /* The documents, of those given or of all, that hold all pieces. */
  async function holding(pieces, numbers) {
    const lists = await Promise.all(pieces.map(async (piece) => decode((await load(`s${shardOf(piece)}`)).get(piece))));
    if (numbers) lists.push(numbers);
    lists.sort((a, b) => a.length - b.length);
    return lists.slice(1).reduce((left, list) => {
      const has = new Set(list);
      return left.filter((number) => has.has(number));
    }, lists[0] || []);
  }

  /* The numbers of all documents that may hold every word; `sure` where they certainly do. */
  async function candidates(words) {
    const all = [...new Set(words.flatMap(asked))];
    const pieces = all.filter((_, at) => at % Math.ceil(all.length / MOST) === 0);
    return { numbers: await holding(pieces), sure: pieces.length === all.length && words.every(settles) };
  }

  /* Fewer of them, for a few files more. */
  const narrower = (numbers, words) => holding([...new Set(words.flatMap(closer))], numbers);

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
