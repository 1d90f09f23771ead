// A product of two square matrices of f64.
enum { most = 512 };
static double a[most][most], b[most][most], c[most][most];

static void fill(int n) {
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      a[i][j] = (i * 7 + j * 3) % 11 - 5;
      b[i][j] = (i * 5 + j * 13) % 17 - 8;
    }
  }
}

static void multiply(int n) {
  for (int i = 0; i < n; ++i) {
    for (int j = 0; j < n; ++j) {
      double sum = 0;
      for (int k = 0; k < n; ++k) sum += a[i][k] * b[k][j];
      c[i][j] = sum;
    }
  }
}

int run(int size) {
  int checksum = 0;
  fill(size);
  multiply(size);
  for (int i = 0; i < size; ++i) {
    for (int j = 0; j < size; ++j) checksum = checksum * 31 + (int)c[i][j];
  }
  return checksum;
}
