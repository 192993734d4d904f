// Answers tests written in Python with what the shipped scripts do: a line of JSON for each call, and one back.
// Such as {"call": "fold", "with": [["ＡＢ", "沪财绩〔2014〕22号"]]}

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { page } from './load.mjs';

const indexes = [];

/** A reader who has opened 查询 and fetched nothing yet; `fetched` grows by the names of the files asked for. */
function reader(number) {
  const fetched = [];
  function file(address) {
    const name = address.replace('./search/', '');
    fetched.push(name);
    return indexes[number][name];
  }
  const visit = page({ files: { get: file } });
  visit.execute(indexes[number]['index.js']);
  const { search, finding } = visit.run('finding', 'files', 'pieces', 'search');
  return async (question, wanted) => {
    const query = await search.ask(finding.wordsOf(question).map((word) => ({ texts: [word] })));
    await search.advance(query, wanted);
    const addresses = query.matches.map(({ address }) => address);
    return { addresses, total: search.total(query), fetched };
  };
}

/** 查询 of the site in a folder, without its page: what is listed for a question, in its order. */
function listing(site) {
  const read = (name) => readFileSync(`${site}/${name}`, 'utf8');
  const visit = page({ files: { get: read } });
  for (const name of ['search/records.js', 'search/index.js']) visit.execute(read(name));
  const scripts = ['finding', 'amounts', 'conditions', 'files', 'pieces', 'search', 'records', 'matching'];
  const { listing: module, matching } = visit.run(...scripts, 'equivalents', 'answer', 'tally', 'listing');
  return (text) => module.of({ text, sort: '', picked: matching.noFilters() });
}

const everyone = new Map();

function piecesOf(index) {
  const visit = page();
  visit.execute(index);
  return visit.run('pieces').pieces;
}

const calls = {
  fold: (texts) => texts.map(page().run('finding').finding.fold),

  /** What scripts give and what they need, as they declare it. */
  declared: (scripts) =>
    scripts.map((text) => {
      let declaration = null;
      const visit = page();
      visit.JXGK.define = (name, needs) => {
        declaration = { name, needs };
      };
      visit.JXGK.provide = (name) => visit.JXGK.define(name, []);
      visit.execute(text);
      return declaration;
    }),

  assigned: (characters) => characters.filter((character) => /^\p{Assigned}$/u.test(character)),

  /** Keep the files of an index, by their names; its number. */
  open: (files) => indexes.push(files) - 1,

  /** All pages each question finds, in their order, and how many pages a reader is told there are. */
  async find(number, questions) {
    if (!everyone.has(number)) everyone.set(number, reader(number));
    const answers = [];
    for (const question of questions) answers.push(await everyone.get(number)(question, Infinity));
    return answers.map(({ addresses, total }) => ({ addresses, total }));
  },

  /** The first pages a question finds, and the names of the files that had to be fetched. */
  first: (number, question, wanted) => reader(number)(question, wanted),

  /** What 查询 lists for each question: how many, the first, what is said above them and beside the first. */
  async answers(site, questions) {
    const of = listing(site);
    const answers = [];
    for (const question of questions) {
      const result = await of(question);
      const hits = await result.first(10);
      if (result.about) await result.exact();
      const why = hits.length ? (await result.passage(hits[0])).why : [];
      const ids = hits.map(({ record }) => record.id);
      answers.push({ count: result.count, about: result.about, ids, notes: [result.note, ...why].join('') });
    }
    return answers;
  },

  /** The pieces that are asked for to find each word, at first and where these say too little. */
  pieces(index, words) {
    const { chosen, further } = piecesOf(index);
    return words.map((word) => ({ ...chosen([word]), further: further([word], []) }));
  },

  /** The numbers in lists, each given with the first number that may stand in it and how many may. */
  decode(index, lists) {
    const { decode } = piecesOf(index);
    return lists.map((list) => decode(...list));
  },
};

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { call, with: given } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await calls[call](...given))}\n`);
});
