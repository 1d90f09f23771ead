// What the engines call: a kernel with the size that tools/bench/compare gives it. On its own, so that the compiler
// knows no size.
int run(int size);

int measure(void) { return run(SIZE); }
