// A library: what it does not know itself, it asks the module `main`.
__attribute__((import_module("main"), import_name("square"))) int square(int number);

__attribute__((export_name("sum_of_squares"))) int sum_of_squares(int count) {
  int sum = 0;
  for (int number = 1; number <= count; ++number) sum += square(number);
  return sum;
}

__attribute__((export_name("version"))) int version(void) { return 7; }
