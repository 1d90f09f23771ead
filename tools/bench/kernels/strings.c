// Words counted in a hash table: bytes hashed, compared and copied.
enum { slots = 4096, longest = 16, arena_size = slots * longest };
static struct entry {
  const char* word;
  int length, count;
} table[slots];
static char arena[arena_size];
static int used;

static unsigned hash(const char* word, int length) {
  unsigned h = 2166136261u;
  for (int i = 0; i < length; ++i) h = (h ^ (unsigned char)word[i]) * 16777619u;
  return h;
}

static int is_same(const struct entry* entry, const char* word, int length) {
  if (entry->length != length) return 0;
  for (int i = 0; i < length; ++i) {
    if (entry->word[i] != word[i]) return 0;
  }
  return 1;
}

static const char* keep(const char* word, int length) {
  char* to = arena + used;
  for (int i = 0; i < length; ++i) to[i] = word[i];
  used += length;
  return to;
}

static int count(const char* word, int length) {
  unsigned at = hash(word, length) % slots;
  while (table[at].word && !is_same(&table[at], word, length)) at = (at + 1) % slots;
  if (!table[at].word) table[at] = (struct entry){keep(word, length), length, 0};
  return ++table[at].count;
}

// Of 3,000 words.
static int spell(unsigned number, char* word) {
  int length = 0;
  for (unsigned n = number % 3000 + 7; n; n /= 5) word[length++] = "tseno"[n % 5], word[length++] = "aeiou"[n % 3];
  return length;
}

int run(int size) {
  char word[longest];
  unsigned seed = 1;
  int sum = 0;
  for (int i = 0; i < size; ++i) {
    seed = seed * 1664525 + 1013904223;
    sum = sum * 31 + count(word, spell(seed >> 16, word));
  }
  return sum;
}
