/*
 * The reader of the full-text index (generator/search writes it). A question asks for the lists of its pieces, intersects
 * them, and looks into the texts of the pages about to be shown. Everything comes by <script>: that works on file:// too.
 */
'use strict';

JXGK.define('search', ['index', 'pieces', 'finding'], (index, pieces, { folded }) => {
  const TRIED = 3; /* texts looked into at first, to see whether the lists have said enough */
  const LOOKED = 12; /* texts looked into at a time: the number told is exact up to there, then it may be "about" */
  const base = `${document.getElementById('query-app').dataset.root || '.'}/search/`;

  /* ---- files: each asked for once; one that failed may be asked for again ---- */

  const files = new Map();
  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.promise = new Promise((resolve, reject) => {
        file.resolve = resolve;
        const script = document.createElement('script');
        script.src = `${base}${name}.js`;
        script.onerror = () => {
          files.delete(name);
          reject(new Error(name));
        };
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).promise;
  }

  /* What the files call when they arrive: of each segment the lists of one file, piece by piece; some pages. */
  function read(text) {
    const parts = text.split(' ');
    return new Map(parts.filter((_, at) => at % 2 === 0).map((piece, at) => [piece, parts[at * 2 + 1]]));
  }
  const lists = (number, texts) => files.get(`${index.folder}/s${number}`).resolve(texts.map(read));
  const texts = (name, pages) => files.get(`texts/${name}`).resolve(pages);

  /* ---- pages by number, in the order of results ---- */

  const starts = [0]; /* of the segments */
  for (const [count] of index.segments) starts.push(starts.at(-1) + count);

  async function numbersOf(piece) {
    const found = await load(`${index.folder}/s${pieces.shardOf(piece)}`);
    return found.flatMap((list, at) => pieces.decode(list.get(piece) ?? '', starts[at], index.segments[at][0]));
  }

  async function pageOf(number) {
    const at = starts.findIndex((start) => start > number) - 1;
    const [, name, sizes] = index.segments[at];
    let chunk = 0;
    let first = starts[at];
    while (first + Number(sizes[chunk]) <= number) {
      first += Number(sizes[chunk]);
      chunk += 1;
    }
    const [address, title, kind, year, text] = (await load(`texts/${name}-${chunk}`))[number - first];
    return { number, address, title, kind, year, text };
  }

  /* The pages, of those given or of all, that hold all pieces. */
  async function holding(wanted, numbers) {
    const found = await Promise.all(wanted.map(numbersOf));
    if (numbers) found.push(numbers);
    found.sort((a, b) => a.length - b.length);
    return found.slice(1).reduce((left, list) => {
      const has = new Set(list);
      return left.filter((number) => has.has(number));
    }, found[0] ?? []);
  }

  /* Of some pages those that hold every word, with their texts. */
  async function confirmed(numbers, words) {
    const found = await Promise.all(numbers.map(pageOf));
    return found.filter((page) => words.every((word) => folded(page.text).includes(word)));
  }

  /* ---- a question: `found` are pages that certainly hold the words, `numbers` those that may, looked at up to `next` ---- */

  /* `allowed`, where it is given, tells which of the projects count; other pages then do not. */
  function narrowed(numbers, allowed) {
    if (!allowed) return numbers;
    let first = 0;
    for (const [kind, count] of index.kinds) {
      if (kind === '项目') return numbers.filter((one) => one >= first && one < first + count && allowed(one - first));
      first += count;
    }
    return [];
  }

  async function ask(words, allowed) {
    const { pieces: few, sure } = pieces.chosen(words);
    return { words, sure, numbers: narrowed(await holding(few), allowed), next: 0, found: [], narrow: sure };
  }

  /* Look on among the pages that may until so many are certain; or for so long, if that brought any at all. */
  async function advance(question, wanted) {
    const most = !question.sure && question.numbers.length <= LOOKED ? Math.max(wanted, LOOKED) : wanted;
    const [next, found] = [question.next, question.found.length];
    while (question.found.length < most && question.next < question.numbers.length) {
      if (question.next - next >= LOOKED && question.found.length > found) break;
      const count = question.narrow ? most - question.found.length : TRIED;
      const some = question.numbers.slice(question.next, question.next + count);
      question.next += some.length;
      const held = await confirmed(some, question.words);
      question.found.push(...held);
      if (!question.narrow && held.length < some.length) {
        /* the few pieces say too little here */
        const rest = await holding(pieces.further(question.words), question.numbers.slice(question.next));
        question.numbers = [...question.numbers.slice(0, question.next), ...rest];
      }
      question.narrow = true;
    }
  }

  const exact = (question) => question.sure || question.next >= question.numbers.length;
  const total = (question) =>
    question.sure ? question.numbers.length : question.found.length + question.numbers.length - question.next;

  return { lists, texts, ask, advance, exact, total };
});
