// The sieve of Eratosthenes over a million bytes: stores in strides, and a count.
enum { limit = 1 << 20 };
static unsigned char composite[limit];

static int count_primes(void) {
  int count = 0;
  for (int i = 0; i < limit; ++i) composite[i] = 0;
  for (int i = 2; i < limit; ++i) {
    if (composite[i]) continue;
    ++count;
    for (int multiple = i + i; multiple < limit; multiple += i) composite[multiple] = 1;
  }
  return count;
}

int run(int size) {
  int sum = 0;
  for (int i = 0; i < size; ++i) sum = sum * 31 + count_primes();
  return sum;
}
