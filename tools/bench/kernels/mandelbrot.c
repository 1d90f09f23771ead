// The Mandelbrot set: f64 in locals, and a loop that ends on a comparison of them.
static int steps(double re, double im, int most) {
  double x = 0, y = 0;
  for (int i = 0; i < most; ++i) {
    const double xx = x * x, yy = y * y;
    if (xx + yy > 4) return i;
    y = 2 * x * y + im;
    x = xx - yy + re;
  }
  return most;
}

int run(int size) {
  int sum = 0;
  for (int i = 0; i < size; ++i) {
    for (int j = 0; j < size; ++j) sum += steps(-2.0 + 2.5 * j / size, -1.25 + 2.5 * i / size, 200);
  }
  return sum;
}
