/*
 * What 查询 lists for a query: the projects that match, in order, as many as are asked for; their number, sums, and how
 * many each filter would leave. Without words and with no filter but years it needs the records it shows alone.
 */
'use strict';

JXGK.define(
  'listing',
  ['records', 'matching', 'conditions', 'tally', 'answer', 'search?'],
  (records, matching, conditions, tally, answer, search) => {
    const EXACT_LIMIT = 24; /* texts looked into of themselves, to make the number exact */
    const isFree = (picked) => Object.values(picked).every((values) => !values.size);

    /* Whole years, newest first: their tallies tell all numbers. */
    async function ofYears(picked) {
      const wanted = records.all.filter((year) => !picked.year.size || picked.year.has(year));
      const { sums, counts } = await tally.ofYears(wanted);
      async function first(most) {
        return (await records.first(wanted, most)).map((record) => ({ record, worth: 0, certain: true }));
      }
      return {
        terms: [],
        sort: 'year',
        count: sums.count,
        free: isFree(picked),
        unfiltered: records.total,
        cut: [],
        note: '',
        first,
        every: () => records.load(wanted),
        sums: () => tally.words(sums),
        counts,
      };
    }

    const everyHit = async () =>
      (await records.load(records.all)).map((record) => ({ record, worth: 0, certain: true }));

    /* What was asked for that is not there: grades, and figures that some projects do not have. */
    function noteOf(result, { where }) {
      const missing = answer.missing(result).map((word) => `没有评价等级为“${word}”的项目。`);
      const figures = new Map([...where].map((condition) => [conditions.labelOf(condition), condition]));
      for (const [label, condition] of figures) {
        const count = result.hits.filter(({ record }) => !conditions.figureOf(condition, record)).length;
        if (count) missing.push(`未载${label}的 ${JXGK.thousands(count)} 个项目不在内。`);
      }
      return [result.note ?? '', ...missing].join('');
    }

    async function of({ text, sort, picked }) {
      const worded = Boolean(text.trim());
      const years = isFree({ ...picked, year: new Set() });
      const order = sort || (worded ? 'relevance' : 'year');
      if (!worded && years && order === 'year') return ofYears(picked);
      const result = worded ? await answer.ask(text) : { terms: [], hits: await everyHit() };
      let [sorted, from] = [[], null];
      /* Sorted anew only where hits turned out false: ten thousand take a while. */
      function passing() {
        if (from !== result.hits) {
          from = result.hits;
          sorted = from.filter((hit) => matching.passes(hit.record, picked)).sort(matching.sorts[order][1]);
        }
        return sorted;
      }

      const first = (most) => answer.settle(result, passing(), most);

      /* Make the number exact where few hits are open. */
      async function exact() {
        const open = passing().filter((hit) => !hit.certain);
        if (open.length <= EXACT_LIMIT) await answer.settle(result, open, open.length);
      }
      return {
        terms: result.terms,
        sort: order,
        free: isFree(picked),
        cut: result.cut ?? [],
        note: noteOf(result, picked),
        pages: result.pages,
        trouble: result.trouble,
        first,
        exact,
        passage: (hit) => answer.passage(result, hit),
        get count() {
          return passing().length;
        },
        get about() {
          return passing().some((hit) => !hit.certain);
        },
        get unfiltered() {
          return result.hits.length;
        },
        async every() {
          await answer.settle(result, passing(), Infinity);
          return passing().map((hit) => hit.record);
        },
        sums: () => tally.words(tally.sums(passing().map((hit) => hit.record))),
        counts: (facet) => tally.counts(result.hits, picked, facet),
      };
    }

    /* What most questions need, asked for while the reader still types. */
    function ahead() {
      records.ahead();
      search?.ahead().catch(() => {});
    }

    return { of, ahead };
  }
);
