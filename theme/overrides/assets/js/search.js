/*
 * The reader of the full-text index (generator/search writes it). A question asks for the lists of its pieces, intersects
 * them, and looks into the texts of the pages about to be shown. Its terms are { texts, edged, numbers }: a page holds a
 * term where it holds one of the texts, or is one of the numbers, which hold it by what else is known of them.
 */
'use strict';

JXGK.define('search', ['index', 'pieces', 'finding', 'files'], (index, pieces, { folded, holds }, files) => {
  const FIRST_BATCH = 3; /* texts looked into at first, to see whether the lists have said enough */
  const MANY = 12; /* texts: of fewer than these, asking for more lists costs more than it saves */
  const MANY_ALIKE = 48; /* the same where the last lists left half of the pages: the next will hardly say more */
  const BATCH = 12; /* texts looked into at a time: the number given is exact up to there, then it may be "about" */

  /* ---- files, which call these when they arrive; the table of segments every question needs ---- */

  let segments = null;
  const starts = [0]; /* of the segments: the numbers of pages, in the order of results */
  const ahead = () => files.load(index.table);

  function table(content) {
    segments = content;
    for (const [, count] of segments) starts.push(starts.at(-1) + count);
    files.arrive(index.table);
  }

  /* The ends of the names of files, all of one length, stand in one text: of so many the one with a number. */
  function endOf(text, number, count) {
    const length = text.length / count;
    return text.slice(number * length, (number + 1) * length);
  }
  const namesOf = (number) => `names/${number}-${endOf(index.names, number, index.shards / index.named)}`;
  const names = (number, text) => files.arrive(namesOf(number), text);

  async function addressOf(shard) {
    const text = await files.load(namesOf(Math.floor(shard / index.named)));
    return `lists/${shard}-${endOf(text, shard % index.named, index.named)}`;
  }

  function read(text) {
    const parts = text.split(' ');
    return new Map(parts.filter((_, at) => at % 2 === 0).map((piece, at) => [piece, parts[at * 2 + 1]]));
  }
  const lists = async (number, texts) => files.arrive(await addressOf(number), texts.map(read));
  const page = (name, content) => files.arrive(`texts/${name}`, content);

  async function numbersOf(piece) {
    const [segmentLists] = await Promise.all([addressOf(pieces.shardOf(piece)).then(files.load), ahead()]);
    return segmentLists.flatMap((list, at) => pieces.numbersIn(list, piece, starts[at]));
  }

  async function pageOf(number) {
    await ahead();
    const at = starts.findIndex((start) => start > number) - 1;
    const file = `texts/${segments[at][0]}-${number - starts[at]}`;
    const [address, title, kind, year, content] = await files.load(file);
    return { number, address, title, kind, year, text: content };
  }

  /* The numbers that stand in all lists. */
  function common(numberLists) {
    numberLists.sort((a, b) => a.length - b.length);
    return numberLists.slice(1).reduce((left, list) => {
      const has = new Set(list);
      return left.filter((number) => has.has(number));
    }, numberLists[0] ?? []);
  }

  /* The pages, of those given or of all, that hold all pieces. */
  async function holding(wanted, numbers) {
    const numberLists = await Promise.all(wanted.map(numbersOf));
    if (numbers) numberLists.push(numbers);
    return common(numberLists);
  }

  /* Of some pages those that hold every term, with their texts. */
  async function confirmed(numbers, terms) {
    const candidates = await Promise.all(numbers.map(pageOf));
    const holdsTerm = ({ number, text }, term) =>
      term.numbers?.has(number) || term.texts.some((words) => holds(folded(text), words, term.edged));
    return candidates.filter((candidate) => terms.every((term) => holdsTerm(candidate, term)));
  }

  /* The pages that may hold a term of several texts, or that is known otherwise, and whether they certainly do. */
  async function either({ texts, edged, numbers = [] }) {
    const choices = texts.map((text) => pieces.chosen([text]));
    const numberLists = await Promise.all(choices.map((choice) => holding(choice.pieces)));
    const all = [...new Set([...numbers, ...numberLists.flat()])].sort((a, b) => a - b);
    return { numbers: all, sure: !edged && choices.every((choice) => choice.sure) };
  }

  /* ---- a question: `matches` are pages that certainly hold the words, `numbers` those that may, looked at up to `next` ---- */

  async function ask(terms) {
    const plain = terms.filter((term) => term.texts.length === 1 && !term.numbers?.size && !term.edged);
    const words = plain.flatMap((term) => term.texts);
    const { pieces: few, sure } = pieces.chosen(words);
    const others = await Promise.all(terms.filter((term) => !plain.includes(term)).map(either));
    const numberLists = [...(words.length ? [await holding(few)] : []), ...others.map((other) => other.numbers)];
    const settled = sure && others.every((other) => other.sure);
    const narrow = sure || !words.length;
    return {
      terms,
      words,
      pieces: few,
      sure: settled,
      numbers: common(numberLists),
      next: 0,
      matches: [],
      narrow,
      many: MANY,
    };
  }

  /* The pieces asked for say too little where pages they lead to do not hold the words: ask for more of them. */
  async function askFurther(question) {
    const rest = question.numbers.slice(question.next);
    const more = rest.length > question.many ? pieces.further(question.words, question.pieces) : [];
    question.pieces = [...question.pieces, ...more];
    const left = await holding(more, rest);
    question.many = left.length * 2 < rest.length ? MANY : MANY_ALIKE;
    question.numbers = [...question.numbers.slice(0, question.next), ...left];
  }

  /* Look on among the pages that may until so many are certain; or for so long, if that brought any at all. */
  async function advance(question, wanted) {
    const most = !question.sure && question.numbers.length <= BATCH ? Math.max(wanted, BATCH) : wanted;
    const [start, matchCount] = [question.next, question.matches.length];
    while (question.matches.length < most && question.next < question.numbers.length) {
      if (question.next - start >= BATCH && question.matches.length > matchCount) break;
      /* few as long as none holds the words: the first that does may be enough */
      const rest = question.narrow && (question.sure || question.matches.length || wanted === Infinity);
      const count = rest ? most - question.matches.length : question.next ? BATCH / 2 : FIRST_BATCH;
      const batch = question.numbers.slice(question.next, question.next + count);
      question.next += batch.length;
      const matches = await confirmed(batch, question.terms);
      question.matches.push(...matches);
      if (matches.length < batch.length && !(question.narrow && question.matches.length)) await askFurther(question);
      question.narrow = true;
    }
  }

  const exact = (question) => question.sure || question.next >= question.numbers.length;
  const total = (question) =>
    question.sure ? question.numbers.length : question.matches.length + question.numbers.length - question.next;

  /* The kind of the page with a number; projects stand together, in the order of the records. */
  const ends = [];
  for (const [, count] of index.kinds) ends.push((ends.at(-1) ?? 0) + count);
  const kindOf = (number) => index.kinds[ends.findIndex((end) => end > number)][0];
  const projects = index.kinds.findIndex(([kind]) => kind === '项目');
  const first = projects > 0 ? ends[projects - 1] : 0;

  return { table, names, lists, page, ahead, ask, advance, exact, total, confirmed, pageOf, kindOf, first };
});
