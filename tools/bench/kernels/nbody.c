// Bodies that attract each other: f64 in memory, divisions and roots.
enum { bodies = 5 };
static struct body {
  double x, y, z, vx, vy, vz, mass;
} body[bodies];

static void place(void) {
  for (int i = 0; i < bodies; ++i) {
    body[i] = (struct body){i * 1.5, i * i - 2.0, 3.0 - i, 0.01 * i, 0.02 * (2 - i), 0.005, 1.0 / (1 + i)};
  }
}

static void attract(struct body* a, struct body* b, double time) {
  const double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
  const double square = dx * dx + dy * dy + dz * dz + 0.01;
  const double pull = time / (square * __builtin_sqrt(square));
  a->vx -= dx * b->mass * pull;
  a->vy -= dy * b->mass * pull;
  a->vz -= dz * b->mass * pull;
  b->vx += dx * a->mass * pull;
  b->vy += dy * a->mass * pull;
  b->vz += dz * a->mass * pull;
}

static void step(double time) {
  for (int i = 0; i < bodies; ++i) {
    for (int j = i + 1; j < bodies; ++j) attract(&body[i], &body[j], time);
  }
  for (int i = 0; i < bodies; ++i) {
    body[i].x += time * body[i].vx;
    body[i].y += time * body[i].vy;
    body[i].z += time * body[i].vz;
  }
}

int run(int size) {
  place();
  for (int i = 0; i < size; ++i) step(0.001);
  double sum = 0;
  for (int i = 0; i < bodies; ++i) sum += body[i].x + body[i].y * 2 + body[i].z * 4;
  return (int)(sum * 1e6);
}
