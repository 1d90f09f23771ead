// The usual measure of calls.
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int run(int size) { return fib(size); }
