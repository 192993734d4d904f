// Draws ECharts options as SVG, without a browser: a line of JSON for each picture that is asked for, and one back.
// Usage: node draw.cjs path/to/echarts.js, then lines such as {"option": …, "width": 720, "height": 320}
'use strict';

const { createInterface } = require('node:readline');
const { resolve } = require('node:path');
const { setFlagsFromString } = require('node:v8');

// A few dozen pictures end before code that was compiled for speed pays: without it they cost two thirds.
setFlagsFromString('--no-opt');

const echarts = require(resolve(process.argv[2]));

function draw({ option, width, height }) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(`${JSON.stringify(draw(JSON.parse(line)))}\n`);
});
