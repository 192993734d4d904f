/*
 * What 查询 lists for a query: the projects found, in order, as many as are asked for; their number, sums, and how many
 * each filter would leave. Without words and with no filter but years it needs the records it shows alone.
 */
'use strict';

JXGK.define(
  'listing',
  ['records', 'matching', 'conditions', 'tally', 'answer', 'search?'],
  (records, matching, conditions, tally, answer, search) => {
    const LOOKED = 24; /* texts looked into of themselves, to make the number exact */
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
    function noteOf(asked, { where }) {
      const lacking = answer.missing(asked).map((word) => `没有评价等级为“${word}”的项目。`);
      const figures = new Map([...where].map((condition) => [conditions.labelOf(condition), condition]));
      for (const [label, condition] of figures) {
        const count = asked.hits.filter(({ record }) => !conditions.figureOf(condition, record)).length;
        if (count) lacking.push(`未载${label}的 ${JXGK.thousands(count)} 个项目不在内。`);
      }
      return [asked.said ?? '', ...lacking].join('');
    }

    async function of({ text, sort, picked }) {
      const worded = Boolean(text.trim());
      const years = isFree({ ...picked, year: new Set() });
      const by = sort || (worded ? 'relevance' : 'year');
      if (!worded && years && by === 'year') return ofYears(picked);
      const asked = worded ? await answer.ask(text) : { terms: [], hits: await everyHit() };
      let [sorted, from] = [[], null];
      /* Sorted anew only where hits were found false: ten thousand take a while. */
      function passing() {
        if (from !== asked.hits) {
          from = asked.hits;
          sorted = from.filter((hit) => matching.passes(hit.record, picked)).sort(matching.sorts[by][1]);
        }
        return sorted;
      }

      const first = (most) => answer.settle(asked, passing(), most);

      /* Make the number exact where few hits are open. */
      async function exact() {
        const open = passing().filter((hit) => !hit.certain);
        if (open.length <= LOOKED) await answer.settle(asked, open, open.length);
      }
      return {
        terms: asked.terms,
        sort: by,
        free: isFree(picked),
        cut: asked.cut ?? [],
        note: noteOf(asked, picked),
        pages: asked.pages,
        trouble: asked.trouble,
        first,
        exact,
        passage: (hit) => answer.passage(asked, hit),
        get count() {
          return passing().length;
        },
        get about() {
          return passing().some((hit) => !hit.certain);
        },
        get unfiltered() {
          return asked.hits.length;
        },
        async every() {
          await answer.settle(asked, passing(), Infinity);
          return passing().map((hit) => hit.record);
        },
        sums: () => tally.words(tally.sums(passing().map((hit) => hit.record))),
        counts: (facet) => tally.counts(asked.hits, picked, facet),
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
