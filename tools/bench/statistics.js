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

module.exports = { alternate, meanRatios };
