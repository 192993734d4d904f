/*
 * The answer to a question: the projects that hold all its words anywhere, in a record or in the text of the page, and
 * the other pages that do. Where nothing holds it as it was typed, it is asked in simplified characters, then word by
 * word. A hit is { record, worth, certain }: what the lists of the index cannot settle is certain once the text was seen.
 */
'use strict';

JXGK.define(
  'answer',
  ['records', 'matching', 'equivalents', 'files', 'finding', 'search?'],
  (records, matching, equivalents, files, { folded, holds }, search) => {
    const first = search ? search.first : 0;

    /* The projects that hold a term by what their record says, so far as that takes another form than the words typed. */
    async function known(term) {
      if (!term.of) return term;
      if (term.year) {
        const [start, end] = records.rangeOf(term.year);
        return { ...term, numbers: new Set(Array.from({ length: end - start }, (_, at) => first + start + at)) };
      }
      const matches = (await records.load(records.all)).filter((record) => term.of(record));
      return { ...term, numbers: new Set(matches.map(({ place }) => first + place)) };
    }

    function hitOf(record, terms, sure) {
      const worths = terms.map((term) => matching.worth(term, record));
      const total = worths.reduce((sum, worth) => sum + (worth || 1), 0);
      return { record, worth: total, certain: sure || worths.every(Boolean) };
    }

    /* The projects by their records alone, where there is no index to ask. */
    async function byRecords(terms) {
      const all = await records.load(records.all);
      const matches = all.filter((record) => terms.every((term) => matching.worth(term, record)));
      return { terms, hits: matches.map((record) => hitOf(record, terms, true)), pages: null, trouble: true };
    }

    async function attempt(question) {
      const terms = await Promise.all(equivalents.termsOf(question).map(known));
      if (!search) return byRecords(terms);
      try {
        const query = await search.ask(terms);
        if (!query.sure) await search.advance(query, 1);
        const matchNumbers = query.matches.map(({ number }) => number);
        const numbers = [...matchNumbers, ...query.numbers.slice(query.next)].sort((a, b) => a - b);
        const projects = numbers.filter((number) => search.kindOf(number) === '项目');
        const otherPages = numbers.filter((number) => search.kindOf(number) !== '项目');
        await records.hold(projects.map((number) => number - first));
        const certain = new Set(matchNumbers);
        const hits = projects.map((number) =>
          hitOf(records.at(number - first), terms, query.sure || certain.has(number))
        );
        return { terms, hits, pages: { ...query, numbers: otherPages, next: 0, matches: [], narrow: true } };
      } catch {
        return byRecords(terms);
      }
    }

    const hasResults = ({ hits, pages }) => hits.length > 0 || (pages?.numbers.length ?? 0) > 0;

    /* As typed; else in simplified characters; else cut into words. `note` tells how it was asked in the end. */
    async function ask(question) {
      const answer = await attempt(question);
      if (hasResults(answer) || answer.trouble) return answer;
      const simple = /[\u4e00-\u9fff]/.test(question)
        ? equivalents.simplified(question, await files.load('traditional').catch(() => ['', '']))
        : question;
      if (simple !== question) {
        const fallback = await attempt(simple);
        if (hasResults(fallback))
          return { ...fallback, note: `没有“${question.trim()}”，下面按简体“${simple.trim()}”查找。` };
      }
      for (const cut of equivalents.cuts(simple)) {
        const fallback = await attempt(cut.join(' '));
        const words = cut.map((word) => `“${word}”`).join('');
        if (fallback.hits.length)
          return { ...fallback, cut, note: `没有连在一起的“${question.trim()}”，下面分成${words}查找。` };
      }
      return { ...answer, cut: equivalents.cuts(simple).at(-1) ?? simple.trim().split(/\s+/u) };
    }

    /* Of some hits the first that are certain; those that turn out false leave the answer. */
    async function settle(answer, hits, wanted) {
      const certainHits = [];
      for (let at = 0; at < hits.length && certainHits.length < wanted;) {
        const batch = hits.slice(at, at + wanted - certainHits.length);
        at += batch.length;
        const open = batch.filter((hit) => !hit.certain);
        const numbers = open.map(({ record }) => first + record.place);
        const pages = numbers.length ? await search.confirmed(numbers, answer.terms) : [];
        const places = new Set(pages.map(({ number }) => number - first));
        for (const hit of open) hit.certain = places.has(hit.record.place);
        const wrong = new Set(open.filter((hit) => !hit.certain));
        if (wrong.size) answer.hits = answer.hits.filter((hit) => !wrong.has(hit));
        certainHits.push(...batch.filter((hit) => hit.certain));
      }
      return certainHits;
    }

    /* The text of a hit's page, and why it is a hit where it does not hold the words as they were typed. */
    async function passage(answer, { record }) {
      if (!search) return { text: '', words: [], why: [] };
      const { text, title } = await search.pageOf(first + record.place);
      const whole = folded(text);
      const has = ({ edged }, word) => holds(whole, word, edged);
      const why = answer.terms.filter((term) => term.why && !has(term, term.word));
      const words = answer.terms.flatMap((term) => term.texts.filter((word) => has(term, word)).slice(0, 1));
      return { text, title, words, why: [...new Set(why.map((term) => term.why(record)))] };
    }

    /* ---- where there are no hits ---- */

    const count = async (word) => (await attempt(word)).hits.length;

    /* The words of a question, each with the number of projects that hold it. */
    async function parts(cut) {
      const words = [...new Set(cut)];
      const counts = await Promise.all(words.map(count));
      return words.map((word, at) => ({ word, count: counts[at] })).filter((offered) => offered.count);
    }

    /* Names of projects and units that share most pairs of characters with what was asked, and at least a third. */
    async function near(question) {
      const phrase = folded(question);
      const pairs = new Set(Array.from({ length: phrase.length - 1 }, (_, at) => phrase.slice(at, at + 2)));
      const names = new Map();
      for (const { title, name, unit } of await records.load(records.all)) {
        for (const text of [title || name, unit]) names.set(text, (names.get(text) ?? 0) + 1);
      }
      return Array.from(names, ([word, times]) => {
        const shared = [...pairs].filter((pair) => folded(word).includes(pair)).length;
        return { word, count: times, shared };
      })
        .filter((candidate) => candidate.shared && candidate.shared * 3 >= pairs.size)
        .sort((a, b) => b.shared - a.shared)
        .slice(0, 5);
    }

    /* The grades asked for that no project has. */
    const missing = (answer) =>
      answer.terms.filter((term) => term.grade && !term.numbers.size).map((term) => term.word);

    return { ask, settle, passage, parts, near, missing };
  }
);
