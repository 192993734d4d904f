/*
 * Suggestions under a box for a query while one types: units, projects and usual words that exist, by any of their
 * characters or by pinyin. A combobox as the ARIA guide has it: the arrows choose, Enter takes, Escape closes.
 */
'use strict';

JXGK.define(
  'suggest',
  ['columns', 'records', 'finding'],
  (columns, records, { el, folded, fold, LETTERS, spelled }) => {
    const MOST = 8;
    const units = columns.facets.find(({ key }) => key === 'unit').values;

    /* What may be meant, those that begin with it first: { text, kind }. */
    function candidates(question) {
      const word = fold(question);
      if (!word) return [];
      const soundsLike = (text, sounds) => LETTERS.test(word) && sounds && spelled(sounds(), word);
      const rank = (text) => (folded(text).startsWith(word) ? 0 : 1);
      const suggestions = new Map();
      function offer(kind, text, names, sounds) {
        if (suggestions.has(text) || fold(text) === word) return;
        if (names.some((name) => folded(name).includes(word)) || soundsLike(text, sounds))
          suggestions.set(text, { text, kind });
      }
      for (const term of columns.terms) offer('常查', term, [term]);
      for (const unit of units) {
        offer('单位', unit, [unit, ...(columns.units[unit] ?? [])], () => records.unitSounds(unit));
      }
      for (const record of records.loaded()) {
        const key = record.title ? 'title' : 'name';
        offer('项目', record[key], [record[key]], () => record.sounds(key));
      }
      return [...suggestions.values()].sort((a, b) => rank(a.text) - rank(b.text)).slice(0, MOST);
    }

    /* Give a box its suggestions; `onTake` is called once one of them was put into it. */
    function attach(box, onTake) {
      const list = el('ul', { id: `${box.id}-suggestions`, role: 'listbox', 'aria-label': '提示', hidden: '' });
      const status = el('span', { class: 'hidden-text', role: 'status' });
      const roles = {
        role: 'combobox',
        'aria-autocomplete': 'list',
        'aria-expanded': 'false',
        'aria-controls': list.id,
      };
      for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);
      let chosen = -1;

      function choose(at) {
        chosen = at;
        for (const [place, option] of Array.from(list.children).entries()) {
          option.setAttribute('aria-selected', String(place === at));
        }
        if (at < 0) box.removeAttribute('aria-activedescendant');
        else box.setAttribute('aria-activedescendant', list.children[at].id);
      }

      function close() {
        list.hidden = true;
        box.setAttribute('aria-expanded', 'false');
        status.textContent = '';
        choose(-1);
      }

      function take(at) {
        box.value = list.children[at].dataset.text;
        close();
        onTake();
      }

      function open() {
        const suggestions = candidates(box.value);
        const options = suggestions.map(({ text, kind }, at) => {
          const id = `${list.id}-${at}`;
          const label = [el('span', {}, text), el('span', { class: 'query-field' }, kind)];
          return el('li', { id, role: 'option', 'data-text': text, 'aria-selected': 'false' }, ...label);
        });
        list.replaceChildren(...options);
        if (!suggestions.length) return close();
        choose(-1);
        list.hidden = false;
        box.setAttribute('aria-expanded', 'true');
        status.textContent = `有 ${suggestions.length} 条提示，可用上下键选取`;
        return undefined;
      }

      function move(by) {
        if (list.hidden) open();
        if (list.hidden) return;
        const places = list.children.length + 1; /* one of them is the box itself */
        choose(((chosen + 1 + by + places) % places) - 1);
      }

      const keys = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        Enter: () => (chosen >= 0 ? take(chosen) : close()),
        Escape: close,
      };
      box.addEventListener('keydown', (event) => {
        if (event.isComposing || !keys[event.key]) return;
        const own = event.key === 'Enter' ? chosen >= 0 : event.key !== 'Escape' || !list.hidden;
        keys[event.key]();
        if (own) event.preventDefault();
      });
      box.addEventListener('input', open);
      box.addEventListener('blur', close);
      /* Pressing the mouse would take the focus, and so close the list before the click. */
      list.addEventListener('mousedown', (event) => event.preventDefault());
      list.addEventListener('click', (event) => {
        const option = event.target.closest('li');
        if (option) take(Array.from(list.children).indexOf(option));
      });
      return el('span', { class: 'query-suggest' }, list, status);
    }

    return { candidates, attach };
  }
);
