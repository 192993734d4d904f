/*
 * 并排比较, the page: the projects in its address (?p=2017/a&p=2018/a), else those the reader chose. The facts of each
 * come as a script of its own. Everything shown is made of text nodes: data never becomes markup.
 */
'use strict';

JXGK.define('compare', ['finding', 'chosen', 'comparison'], ({ el }, chosen, comparison) => {
  const ABSENT = '—';
  const app = document.getElementById('compare-app');
  const tables = document.getElementById('compare-tables');
  const guide = document.getElementById('compare-guide');
  const root = app.dataset.root || '.';
  const status = el('p', { role: 'status', class: 'compare-status' });

  /* ---- the facts of a project; null where there are none ---- */

  function load(id) {
    return new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = `${root}/compare/${id}.js`;
      script.onload = () => resolve({ id, ...JXGK[id] });
      script.onerror = () => resolve(null);
      document.head.append(script);
    });
  }

  /* ---- cells ---- */

  function value(text) {
    if (!Array.isArray(text)) return [text || ABSENT];
    return [el('span', { class: 'computed' }, text[0])];
  }

  function earned(item, published) {
    if (!item) return [el('span', { class: 'compare-none' }, published ? '无此项' : '公开文件未载')];
    const [, code, weight, points, rate] = item;
    const lines = [
      ['得分', value(points)],
      ['权重', value(weight)],
      ['得分率', value(rate)],
      ...(code ? [['编号', [code]]] : []),
    ];
    return [el('dl', {}, ...lines.map(([name, nodes]) => el('div', {}, el('dt', {}, name), el('dd', {}, ...nodes))))];
  }

  function finding(item) {
    if (!item) return [''];
    const [problem, advice, state] = item;
    return [
      el('p', {}, el('strong', {}, problem)),
      el('p', {}, `建议：${advice || '公开文件未载明'}`),
      el('p', {}, '整改：', el('span', { class: 'state', 'data-state': state }, state)),
    ];
  }

  /* ---- tables: all of the same columns, in one place that moves sideways ---- */

  const nameOf = ({ year, title }) => `${year}年 ${title}`;

  function table(caption, projects, rows, linked) {
    const heads = projects.map((project) =>
      el(
        'th',
        { scope: 'col' },
        linked ? el('a', { href: `${root}/${project.id}.html` }, nameOf(project)) : nameOf(project)
      )
    );
    const body = rows.map(({ name, cells, kind = '' }) =>
      el(
        'tr',
        { class: kind },
        el('th', { scope: 'row' }, name, kind === 'differs' ? el('small', {}, '不同') : ''),
        ...cells.map((nodes) => el('td', {}, ...nodes))
      )
    );
    return el(
      'table',
      { class: 'compare-table' },
      el('caption', {}, el('span', {}, caption)),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, '项目'), ...heads)),
      el('tbody', {}, ...body)
    );
  }

  const valueRows = (rows) =>
    rows.map(({ name, cells, differs }) => ({ name, cells: cells.map(value), kind: differs ? 'differs' : '' }));
  const scoreRows = (rows, lists) =>
    rows.map(({ name, cells }) => ({ name, cells: cells.map((item, at) => earned(item, lists[at].length)) }));

  function results(rows, projects) {
    const grade = (text, at) =>
      text && !Array.isArray(text)
        ? [el('span', { class: 'grade', 'data-step': projects[at].step }, text)]
        : value(text);
    return valueRows(rows).map((row, at) =>
      row.name === '评价结论' ? { ...row, cells: rows[at].cells.map(grade) } : row
    );
  }

  function removal(projects) {
    const rest = (id) => projects.map((project) => project.id).filter((other) => other !== id);
    const link = ({ id }) => [el('a', { href: chosen.addressOf(rest(id)) }, '去掉这个项目')];
    return projects.length > 1 ? [{ name: '操作', cells: projects.map(link), kind: 'no-print' }] : [];
  }

  function facts(projects) {
    const of = (key) => comparison.paired(projects.map((project) => project[key]));
    const result = of('result');
    return [
      el('h2', { id: 'about' }, '项目'),
      table('名称、单位、评价方式', projects, [...valueRows(of('about')), ...removal(projects)], true),
      el('h2', { id: 'money' }, '预算与支出'),
      table('金额和预算执行率', projects, valueRows(of('money'))),
      el('h2', { id: 'score' }, '评价结果'),
      projects.length > 1 ? el('p', { class: 'remark' }, comparison.verdict(result)) : '',
      table('分值、结论和计分的依据', projects, results(result, projects)),
    ];
  }

  function indicators(projects) {
    const levelsOf = projects.map((project) => project.levels);
    const indicatorsOf = projects.map((project) => project.indicators);
    const levels = comparison.named(levelsOf);
    const { shared, single } = comparison.parted(indicatorsOf);
    const parts = [];
    if (levels.length)
      parts.push(
        el('h2', { id: 'levels' }, '一级指标'),
        table('一级指标的得分、权重和得分率（得分率为本站核算）', projects, scoreRows(levels, levelsOf))
      );
    if (!shared.length && !single.length) return parts;
    parts.push(el('h2', { id: 'indicators' }, '各项指标'));
    if (shared.length)
      parts.push(
        table(`名称相同的指标 ${shared.length} 项（得分率为本站核算）`, projects, scoreRows(shared, indicatorsOf))
      );
    else if (projects.length > 1) parts.push(el('p', {}, '这几个项目没有名称相同的指标。'));
    if (single.length)
      parts.push(
        el(
          'details',
          projects.length > 1 ? {} : { open: '' },
          el('summary', {}, `只有一个项目有的指标 ${single.length} 项`),
          table('只有一个项目有的指标（得分率为本站核算）', projects, scoreRows(single, indicatorsOf))
        )
      );
    return parts;
  }

  function findings(projects) {
    const most = Math.max(...projects.map((project) => project.findings.length));
    if (!most) return [];
    const rows = Array.from({ length: most }, (_, at) => ({
      name: `问题${at + 1}`,
      cells: projects.map((project) => (project.findings.length || at ? finding(project.findings[at]) : ['未列问题'])),
    }));
    return [
      el('h2', { id: 'findings' }, '问题、建议与整改'),
      table('存在问题、整改建议和整改状态（状态为本站归类；各项目的问题各自编号，不相对应）', projects, rows),
    ];
  }

  async function show() {
    const requested = chosen.clean(new URLSearchParams(location.search).getAll('p'));
    const ids = requested.length ? requested : chosen.ids();
    document.getElementById('compare-plain').hidden = true;
    document.getElementById('compare-how').hidden = false;
    if (!ids.length) return;
    app.append(status);
    const loaded = await Promise.all(ids.map(load));
    const projects = loaded.filter(Boolean);
    const missing = ids.filter((_, at) => !loaded[at]);
    chosen.choose(projects.map((project) => project.id));
    guide.hidden = projects.length > 1;
    status.textContent =
      (projects.length ? `并排列出 ${projects.length} 个项目。` : '') +
      (missing.length ? `没有找到 ${missing.join('、')}：可能已改名或撤下。` : '');
    if (!projects.length) return;
    app.dataset.count = projects.length;
    const more = el('a', { href: `${root}/query.html` }, '再选别的项目');
    const print = el('button', { type: 'button', 'data-print': '' }, '打印');
    app.append(el('p', { class: 'compare-acts no-print' }, projects.length > 1 ? more : '', print));
    tables.append(...[...facts(projects), ...indicators(projects), ...findings(projects)].filter(Boolean));
    document.getElementById('compare-legend').hidden = !tables.querySelector('.computed');
    tables.hidden = false;
  }

  show();
});
