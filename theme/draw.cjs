// Draws ECharts options as SVG, without a browser: JSON from stdin, JSON to stdout, one string for each picture asked for.
// Usage: node draw.cjs path/to/echarts.js < [{"option": …, "width": 720, "height": 320}, …]
'use strict'

const { readFileSync } = require('node:fs')
const { resolve } = require('node:path')

const echarts = require(resolve(process.argv[2]))

function draw({ option, width, height }) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(draw)))
