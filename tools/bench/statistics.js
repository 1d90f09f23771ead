// Times of rounds, and what follows from them.
'use strict';

// Of an odd number of values the middle one, of an even number the lower of the two.
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

// What all engines do with one file, one after the other in each round. `measure(engine)` gives the seconds. For each
// engine the seconds of the rounds, their median, and the median of how many times as long as ours it took in a round.
function alternate(engines, rounds, measure) {
  const seconds = Object.fromEntries(engines.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const engine of engines) seconds[engine.name].push(measure(engine));
  }
  return Object.fromEntries(engines.map(({ name }) => [name, {
    seconds: seconds[name],
    median: median(seconds[name]),
    ratio: median(seconds[name].map((value, round) => value / seconds.modlink[round])),
  }]));
}

// The geometric mean of each engine's ratios.
function meanRatios(engines, rows) {
  return Object.fromEntries(engines.map(({ name }) => [name, geometricMean(rows.map((row) => row.engines[name].ratio))]));
}

// The power of the size that the seconds of points grow with: the slope of the line through their logarithms that fits
// best. NaN for fewer than two points.
function exponent(points) {
  const logs = points.map(({ size, seconds }) => [Math.log(size), Math.log(seconds)]);
  const mean = (i) => logs.reduce((sum, log) => sum + log[i], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (f) => logs.reduce((total, log) => total + f(log[0] - x, log[1] - y), 0);
  return sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
}

module.exports = { alternate, exponent, geometricMean, meanRatios };
