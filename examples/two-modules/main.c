// A program that calls a library in another module, and is called back by it.
__attribute__((import_module("lib"), import_name("sum_of_squares"))) int sum_of_squares(int count);
__attribute__((import_module("env"), import_name("log"))) void log_number(int number);

static int calls = 0;

__attribute__((export_name("square"))) int square(int number) {
  ++calls;
  return number * number;
}

__attribute__((export_name("run"))) int run(int count) {
  const int result = sum_of_squares(count);
  log_number(calls);
  return result;
}

__attribute__((export_name("calls"))) int get_calls(void) { return calls; }
