/*
 * A chart as a picture to take away, as it looks now: SVG, or PNG of twice the size. Made from the drawn SVG, so it needs
 * no chart library; its title and the page it comes from are written into it. Works from a folder and under a strict
 * policy: the picture is read from a data: address, and nothing is sent anywhere.
 */
'use strict';

JXGK.define('pictures', [], () => {
  const NS = 'http://www.w3.org/2000/svg';
  const MARGIN = 24;
  const HEAD = 40;
  const FOOT = 34;

  function add(parent, name, attributes, text) {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text) node.textContent = text;
    parent.append(node);
  }

  /* The page's heading without the link that stands in it. */
  function heading() {
    const words = [...document.querySelector('h1').childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return words
      .map((node) => node.textContent)
      .join('')
      .trim();
  }

  /* The drawing with its title, its source and real colours in place of the page's variables. */
  function pictureOf(figure, still) {
    const style = getComputedStyle(figure);
    const real = (value) =>
      value.replace(/^var\((--[\w-]+),(.*)\)$/, (_, name, other) => style.getPropertyValue(name).trim() || other);
    const { width, height } = still.viewBox.baseVal;
    const size = { width: width + 2 * MARGIN, height: height + HEAD + FOOT };
    const root = document.createElementNS(NS, 'svg');
    const letters = { 'font-family': style.fontFamily, x: MARGIN };
    root.setAttribute('xmlns', NS);
    root.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
    root.setAttribute('width', size.width);
    root.setAttribute('height', size.height);
    root.setAttribute('font-family', style.fontFamily);
    add(root, 'rect', { width: size.width, height: size.height, fill: real('var(--chart-paper,#fff)') });
    add(
      root,
      'text',
      { ...letters, y: 27, 'font-size': 16, 'font-weight': 700, fill: real('var(--chart-ink,#000)') },
      figure.querySelector('.chart-title').textContent
    );
    const drawing = still.cloneNode(true);
    drawing.setAttribute('x', MARGIN);
    drawing.setAttribute('y', HEAD);
    drawing.setAttribute('width', width);
    drawing.setAttribute('height', height);
    for (const node of drawing.querySelectorAll('[fill], [stroke]')) {
      for (const name of ['fill', 'stroke']) {
        if (node.hasAttribute(name)) node.setAttribute(name, real(node.getAttribute(name)));
      }
    }
    root.append(drawing);
    add(
      root,
      'text',
      { ...letters, y: size.height - 12, 'font-size': 12, fill: real('var(--chart-muted,#555)') },
      `来源：${document.querySelector('.brand__name')?.textContent ?? ''} ${heading()}`
    );
    return { size, text: new XMLSerializer().serializeToString(root) };
  }

  function download(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function saveSvg({ text }, name) {
    download(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`);
  }

  function savePng({ size, text }, name) {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = 2 * size.width;
      canvas.height = 2 * size.height;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => download(blob, `${name}.png`), 'image/png');
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  }

  for (const figure of document.querySelectorAll('figure.chart')) {
    const still = figure.querySelector('.chart-canvas > svg'); /* the wide one */
    if (!still) continue;
    const title = figure.querySelector('.chart-title').textContent;
    const name = `${heading()} ${title}`.replace(/[\\/:*?"<>|]/g, ' ');
    const place = document.createElement('p');
    place.className = 'chart-save no-print';
    place.append('保存图片');
    for (const [format, save] of [
      ['PNG', savePng],
      ['SVG', saveSvg],
    ]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = format;
      button.setAttribute('aria-label', `保存图片 ${format}：${title}`);
      button.addEventListener('click', () => save(pictureOf(figure, still), name));
      place.append(button);
    }
    figure.append(place);
  }
});
