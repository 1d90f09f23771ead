// A calculator whose every operation is a call through a table.
typedef unsigned (*operation)(unsigned, unsigned);

static unsigned add(unsigned x, unsigned y) { return x + y; }
static unsigned subtract(unsigned x, unsigned y) { return x - y; }
static unsigned multiply(unsigned x, unsigned y) { return x * (y | 1); }
static unsigned exclusive(unsigned x, unsigned y) { return x ^ y; }
static unsigned shift(unsigned x, unsigned y) { return x << (y & 3) | x >> (32 - (y & 3)) % 32; }
static unsigned larger(unsigned x, unsigned y) { return x > y ? x : y; }
static unsigned swap(unsigned x, unsigned y) { return x << 16 | y >> 16; }
static unsigned next(unsigned x, unsigned y) { return x * 1664525 + y; }

static operation const operations[8] = {add, subtract, multiply, exclusive, shift, larger, swap, next};
static unsigned char program[64];

int run(int size) {
  unsigned seed = 1, sum = 1;
  for (int i = 0; i < 64; ++i) {
    seed = seed * 1664525 + 1013904223;
    program[i] = seed >> 29;
  }
  for (int i = 0; i < size; ++i) {
    for (int j = 0; j < 64; ++j) sum = operations[program[j]](sum, (unsigned)(i + j));
  }
  return (int)sum;
}
