/*
 * Charts come to life: a figure.chart holds a drawn SVG and its ECharts options. The SVG says it all, so the library of a
 * megabyte is loaded only when a reader points at a chart, touches it or goes to it by key; then it takes the place of the
 * SVG: tooltips, a click leads to the project, names fit the width of the screen. Without it the SVG stays. On paper it is always the SVG, and a change of palette draws anew in its colours.
 */
'use strict';

/* Pictures are made of the drawing, so they take it before a chart stands in its place. */
JXGK.define('charts', ['pictures?'], () => {
  /* What the generator writes for colours (generator/charts/__init__.py) and the variables they stand for. */
  const COLOURS = {
    '#010101': '--chart-ink',
    '#010102': '--chart-muted',
    '#020202': '--chart-faint',
    '#030303': '--chart-paper',
    '#0a0a01': '--chart-step-1',
    '#0a0a02': '--chart-step-2',
    '#0a0a03': '--chart-step-3',
    '#0a0a04': '--chart-step-4',
    '#0a0a05': '--chart-step-5',
    '#0b0b01': '--chart-accent',
  };

  const ELDER = { larger: 1.5, narrowest: 300 }; /* aids.css enlarges the drawing as much; what a layout needs, px */

  let library = null;

  function load(url) {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = url;
      script.onload = () => (window.echarts ? resolve(window.echarts) : reject(new Error(url)));
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }

  /* The options with the page's colours and letters in place of the generator's. */
  function optionOf(figure) {
    const style = getComputedStyle(figure);
    return JSON.parse(figure.querySelector('.chart-option').textContent, (key, value) => {
      if (key === 'fontFamily') return style.fontFamily;
      const variable = typeof value === 'string' && COLOURS[value];
      return variable ? style.getPropertyValue(variable).trim() || value : value;
    });
  }

  /* Where a press on an item or its label leads: only beside this page, whatever stands in the data. */
  function addressOf(option, event) {
    const item = event.componentType === 'yAxis' ? [option.series[0].data].flat()[event.dataIndex] : event.data;
    return /^[\w./-]+$/.test(item?.url ?? '') ? item.url : null;
  }

  function follow(address) {
    if (address) location.assign(address);
  }

  function figureOf(element) {
    const canvas = element.querySelector('.chart-canvas');
    const still = canvas.querySelector('svg');
    const stage = document.createElement('div');
    stage.setAttribute('aria-hidden', 'true'); // the sentence and the table say it better
    const height = still.viewBox.baseVal.height;
    stage.style.height = `${height}px`;
    let echarts = null;
    let chart = null;

    function freeze() {
      chart?.dispose();
      chart = null;
      canvas.replaceChildren(still);
    }

    /* The drawing may be wider than a narrow screen; only then is it a stop for the Tab key, and says what a press does. */
    function reach() {
      const wide = canvas.scrollWidth > canvas.clientWidth + 1;
      canvas.tabIndex = wide ? 0 : -1;
      canvas.toggleAttribute('data-wide', wide);
    }

    /* In elder mode the chart is laid out for a narrower place and enlarged as a whole. */
    function fit() {
      const times = document.documentElement.hasAttribute('data-elder') ? ELDER.larger : 1;
      stage.style.transform = times > 1 ? `scale(${times})` : '';
      stage.style.width = times > 1 ? `${Math.max(canvas.clientWidth / times, ELDER.narrowest)}px` : '';
      canvas.style.setProperty('--height', `${height * times}px`);
    }
    fit();

    function show() {
      if (!echarts || canvas.clientWidth === 0) return;
      fit();
      chart?.dispose();
      canvas.replaceChildren(stage);
      try {
        const option = optionOf(element);
        chart = echarts.init(stage, null, { renderer: 'svg' });
        chart.setOption(option);
        chart.on('click', (event) => follow(addressOf(option, event)));
      } catch {
        freeze();
      }
    }

    /* A folded part has no width; what was shown in it before is drawn when it opens. */
    new ResizeObserver(() => {
      fit();
      if (!chart) show();
      else if (stage.clientWidth > 0 && stage.clientWidth !== chart.getWidth()) chart.resize();
      reach();
    }).observe(canvas);

    return {
      element,
      freeze,
      show,
      wake() {
        if (echarts) return;
        load(element.dataset.echarts).then(
          (found) => {
            echarts = found;
            show();
            reach();
          },
          () => {}
        );
      },
    };
  }

  const figures = [...document.querySelectorAll('figure.chart[data-echarts]')]
    .filter((figure) => figure.querySelector('.chart-canvas svg') && figure.querySelector('.chart-option'))
    .map(figureOf);
  if (figures.length === 0) return { addressOf };

  for (const figure of figures) {
    const canvas = figure.element.querySelector('.chart-canvas');
    for (const wish of ['pointerenter', 'pointerdown', 'focusin']) canvas.addEventListener(wish, figure.wake);
  }

  const all = (act) => () => {
    for (const figure of figures) figure[act]();
  };
  new MutationObserver(all('show')).observe(document.body, { attributeFilter: ['data-md-color-scheme'] });
  new MutationObserver(all('show')).observe(document.documentElement, {
    attributeFilter: ['data-contrast', 'data-elder'],
  });
  window.addEventListener('beforeprint', all('freeze'));
  window.addEventListener('afterprint', all('show'));

  return { addressOf };
});
