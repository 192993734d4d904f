/* The filters of 查询: made once, so that the focus never jumps; a change only fills in how many each value would leave. */
'use strict';

JXGK.define('facets', ['columns', 'matching', 'finding'], ({ units }, { facets }, { el, fold, wordsOf }) => {
  const MANY = 12; /* values from which on a filter has a box to find them by typing */

  function choice(facet, value, onChange) {
    const input = el('input', { type: 'checkbox' });
    const count = el('span', { class: 'count' });
    const label = el('label', {}, input, el('span', {}, value), count);
    input.addEventListener('change', () => onChange(facet.key, value, input.checked));
    const names = fold([value, ...(units[value] ?? [])].join(' '));
    return { value, names, input, count, label };
  }

  /* A box over a long list: what does not hold the words is hidden, what is ticked stays. */
  function finder(facet, choices) {
    const box = el('input', { type: 'search', autocomplete: 'off', placeholder: '输入几个字' });
    const status = el('span', { class: 'hidden-text', role: 'status' });
    box.setAttribute('aria-label', `在 ${choices.length} 个${facet.label}中查找`);
    box.addEventListener('input', () => {
      const words = wordsOf(box.value);
      let left = 0;
      for (const { names, label, input } of choices) {
        label.hidden = !input.checked && !words.every((word) => names.includes(word));
        left += !label.hidden;
      }
      status.textContent = words.length ? `有 ${left} 个` : '';
    });
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !box.value || event.isComposing) return;
      event.preventDefault();
      box.value = '';
      box.dispatchEvent(new Event('input'));
    });
    return el('p', { class: 'query-find' }, box, status);
  }

  /* The filters as a node; `onChange` is called with the key of one, a value and whether it is wanted now. */
  function make(onChange) {
    const node = el('details', { class: 'query-facets' }, el('summary', {}, '筛选'));
    const groups = facets.map((facet) => {
      const choices = facet.values.map((value) => choice(facet, value, onChange));
      const labels = el('div', { class: 'query-choices' }, ...choices.map(({ label }) => label));
      const find = choices.length > MANY ? finder(facet, choices) : '';
      if (choices.length > 1) node.append(el('fieldset', {}, el('legend', {}, facet.label), find, labels));
      return { facet, choices, labels };
    });

    /* `countsOf` gives of a filter how many each value would leave. */
    function fill(picked, countsOf) {
      for (const { facet, choices, labels } of groups) {
        const counts = countsOf(facet);
        for (const { value, input, count, label } of choices) {
          const left = counts.get(value) ?? 0;
          input.checked = picked[facet.key].has(value);
          input.disabled = !left && !input.checked;
          count.textContent = JXGK.thousands(left);
          label.classList.toggle('is-none', !left);
        }
        if (choices.length > MANY)
          labels.prepend(...choices.filter(({ input }) => input.checked).map(({ label }) => label));
      }
    }

    node.open = window.matchMedia('(min-width: 60em)').matches;
    return { node, fill };
  }

  return { make };
});
