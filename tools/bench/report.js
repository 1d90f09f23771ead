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
  const { status, error, stderr } = spawnSync('gnuplot', { input: script, encoding: 'utf8' });
  if (status !== 0) throw new Error(`gnuplot: ${error ? error.message : stderr}`);
}

module.exports = { draw, table };
