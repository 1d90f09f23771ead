// What is wrong with what the site is made of. Anything that is fails the build.

export class Problems {
  #lines = new Set();

  // `place` is a file, with a line if there is one.
  add(place, message) {
    this.#lines.add(`${place}: ${message}`);
  }

  get lines() {
    return [...this.#lines];
  }
}

// What ends the program with a message and nothing else.
export class Failure extends Error {}
