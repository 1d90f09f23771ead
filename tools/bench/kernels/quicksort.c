// Quicksort of pseudorandom numbers: comparisons that branch predictors cannot guess, and recursion.
enum { most = 1 << 20 };
static int numbers[most];

static void sort(int* first, int* last) {
  while (first < last) {
    const int pivot = first[(last - first) / 2];
    int *low = first, *high = last;
    while (low <= high) {
      while (*low < pivot) ++low;
      while (*high > pivot) --high;
      if (low > high) break;
      const int held = *low;
      *low++ = *high;
      *high-- = held;
    }
    sort(first, high);
    first = low;
  }
}

int run(int size) {
  unsigned seed = 1, sum = 0;
  for (int i = 0; i < size; ++i) {
    seed = seed * 1664525 + 1013904223;
    numbers[i] = (int)seed;
  }
  sort(numbers, numbers + size - 1);
  for (int i = 0; i < size; ++i) sum = sum * 31 + (unsigned)numbers[i];
  return (int)sum;
}
