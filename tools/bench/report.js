// The table and the picture of what tools/bench/compare has measured.
'use strict';

const { spawnSync } = require('child_process');

// Markdown. A cell says what `cell(result, row)` does of the median, and then how many times as long as ours it is.
function table(title, engines, rows, means, cell) {
  const peers = engines.slice(1);
  const of = (row, name) => cell(row.engines[name], row);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const times = (ratio) => `× ${ratio.toFixed(2)}`;
  return [
    line([title, ...engines.map(({ name }) => name), ...peers.map(({ name }) => `${name} / modlink`)]),
    `|---|${'---:|'.repeat(engines.length + peers.length)}`,
    ...rows.map((row) => line([row.name, ...engines.map(({ name }) => of(row, name)),
      ...peers.map(({ name }) => times(row.engines[name].ratio))])),
    line(['geometric mean', ...engines.map(() => ''), ...peers.map(({ name }) => times(means[name]))]),
  ].join('\n');
}

// Bars of the ratios on a logarithmic scale, where ours is the line at 1. Drawn by gnuplot.
function draw(file, title, engines, rows, means) {
  const peers = engines.slice(1).map(({ name }) => name);
  const all = [...rows.map((row) => [row.name, ...peers.map((name) => row.engines[name].ratio)]),
    ['geometric mean', ...peers.map((name) => means[name])]];
  const data = [['kernel', ...peers], ...all].map((cells) => cells.map((cell) => `"${cell}"`).join(' ')).join('\n');
  const script = `$ratios << END
${data}
END
set terminal svg size 960,420 font "sans-serif,12" background "#ffffff"
set output ${JSON.stringify(file)}
set title ${JSON.stringify(title)}
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.8 noborder
set logscale y
set grid ytics
set xtics rotate by -35 scale 0
set key outside top right
plot for [i=2:${peers.length + 1}] $ratios using i:xtic(1) title columnheader(i), 1 with lines lc "black" title "modlink"
`;
  plot(script);
}

// Lines of points `{size, seconds}`, on logarithmic scales; sizes in multiples of each row's first.
function drawCurves(file, title, rows) {
  const blocks = rows.map(({ points }, i) =>
    `$row${i} << END\n${points.map(({ size, seconds }) => `${size / points[0].size} ${seconds}`).join('\n')}\nEND`);
  const lines = rows.map(({ name }, i) => `$row${i} using 1:2 with linespoints pt 7 ps 0.5 title "${name}"`);
  plot(`${blocks.join('\n')}
set terminal svg size 720,480 font "sans-serif,12" background "#ffffff"
set output ${JSON.stringify(file)}
set title ${JSON.stringify(title)}
set logscale xy 2
set format y "%g"
set grid
set size ratio -1
set key outside right
plot ${lines.join(', ')}, 0.02 * x with lines dt 2 lc "gray" title "linear"
`);
}

function plot(script) {
  const { status, error, stderr } = spawnSync('gnuplot', { input: script, encoding: 'utf8' });
  if (status !== 0) throw new Error(`gnuplot: ${error ? error.message : stderr}`);
}

module.exports = { draw, drawCurves, table };
