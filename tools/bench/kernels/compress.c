// LZ77 with a hash of three bytes and copies of up to 258, and back again.
enum { plain_size = 1 << 16, hash_size = 1 << 13, shortest = 3, longest = 258 };
typedef unsigned char byte;

static byte plain[plain_size + longest], packed[2 * plain_size], again[plain_size + longest];
static int last_at[hash_size];

static void write_plain(unsigned seed) {
  for (int i = 0; i < plain_size;) {
    seed = seed * 1664525 + 1013904223;
    const int from = i ? (int)((seed >> 8) % (unsigned)i) : 0, length = (int)(seed >> 28) + 2;
    if (seed & 0x80 && i > 64) {
      for (int j = 0; j < length; ++j) plain[i + j] = plain[from + j];
      i += length;
    } else {
      plain[i++] = (byte)(seed >> 24);
    }
  }
}

static unsigned hash(const byte* at) { return ((at[0] | at[1] << 8 | at[2] << 16) * 2654435761u) >> 19; }

static int match_length(int from, int at) {
  int length = 0;
  while (length < longest && at + length < plain_size && plain[from + length] == plain[at + length]) ++length;
  return length;
}

// A copy is 1, its length less 3, and its distance in two bytes; a literal is 0 and the byte.
static int pack(void) {
  int end = 0;
  for (int i = 0; i < hash_size; ++i) last_at[i] = -1;
  for (int i = 0; i < plain_size;) {
    int* const slot = &last_at[hash(plain + i)];
    const int from = *slot;
    const int length = from >= 0 ? match_length(from, i) : 0;
    *slot = i;
    if (length < shortest) {
      packed[end++] = 0, packed[end++] = plain[i++];
      continue;
    }
    packed[end++] = 1, packed[end++] = (byte)(length - shortest);
    packed[end++] = (byte)(i - from), packed[end++] = (byte)((i - from) >> 8);
    i += length;
  }
  return end;
}

static void unpack(int end) {
  byte* to = again;
  for (const byte* from = packed; from < packed + end;) {
    if (*from++ == 0) {
      *to++ = *from++;
      continue;
    }
    int length = from[0] + shortest;
    const byte* copied = to - (from[1] | from[2] << 8);
    for (from += 3; length > 0; --length) *to++ = *copied++;
  }
}

int run(int size) {
  unsigned sum = 0;
  for (int i = 0; i < size; ++i) {
    write_plain((unsigned)i);
    const int end = pack();
    unpack(end);
    sum = sum * 31 + (unsigned)end;
    for (int j = 0; j < plain_size; ++j) sum = sum * 3 + (again[j] == plain[j]);
  }
  return (int)sum;
}
