// How many ways there are to place queens that do not attack each other: a search with a bit for each file and diagonal.
static unsigned long long search(unsigned all, unsigned files, unsigned rising, unsigned falling) {
  if (files == all) return 1;
  unsigned long long count = 0;
  for (unsigned free = all & ~(files | rising | falling); free;) {
    const unsigned queen = free & -free;
    free ^= queen;
    count += search(all, files | queen, (rising | queen) << 1, (falling | queen) >> 1);
  }
  return count;
}

int run(int size) { return (int)search((1u << size) - 1, 0, 0, 0); }
