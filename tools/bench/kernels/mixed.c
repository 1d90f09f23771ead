// What embedded programs do in turn: sorting a list by its links, products of small integer matrices, and a state
// machine over text; the results go into a CRC.
enum { nodes = 200, side = 12, text_length = 256 };
typedef struct node {
  struct node* next;
  short key, value;
} node;

static node node_store[nodes];
static short left[side][side], right[side][side];
static int product[side][side];
static char text[text_length];

static unsigned crc16(unsigned crc, unsigned value) {
  for (int i = 0; i < 16; ++i, value >>= 1) {
    const unsigned carry = (crc ^ value) & 1;
    crc >>= 1;
    if (carry) crc ^= 0xa001;
  }
  return crc;
}

static node* merge(node* a, node* b, int by_key) {
  node head, *last = &head;
  while (a && b) {
    const int first = by_key ? a->key <= b->key : a->value <= b->value;
    node** from = first ? &a : &b;
    last = last->next = *from;
    *from = (*from)->next;
  }
  last->next = a ? a : b;
  return head.next;
}

static node* sort(node* list, int count, int by_key) {
  if (count == 1) {
    list->next = 0;
    return list;
  }
  node* middle = list;
  for (int i = 0; i < count / 2; ++i) middle = middle->next;
  node* second = sort(middle, count - count / 2, by_key);
  return merge(sort(list, count / 2, by_key), second, by_key);
}

static unsigned list_work(unsigned seed, unsigned crc) {
  for (int i = 0; i < nodes; ++i) {
    seed = seed * 1103515245 + 12345;
    node_store[i] = (node){i + 1 < nodes ? &node_store[i + 1] : 0, (short)(seed >> 16), (short)(seed >> 8)};
  }
  node* list = sort(sort(node_store, nodes, 1), nodes, 0);
  for (; list; list = list->next) crc = crc16(crc, (unsigned short)list->key);
  return crc;
}

static unsigned matrix_work(int seed, unsigned crc) {
  for (int i = 0; i < side; ++i) {
    for (int j = 0; j < side; ++j) left[i][j] = (short)(seed + i * j), right[i][j] = (short)(seed - i + j);
  }
  for (int i = 0; i < side; ++i) {
    for (int j = 0; j < side; ++j) {
      int sum = 0;
      for (int k = 0; k < side; ++k) sum += left[i][k] * right[k][j];
      product[i][j] = sum;
    }
  }
  for (int i = 0; i < side; ++i) crc = crc16(crc, (unsigned)product[i][side - 1 - i]);
  return crc;
}

enum state { start, integer, fraction, exponent, word, states };

static enum state advance(enum state from, char c) {
  const int digit = c >= '0' && c <= '9';
  switch (from) {
    case start: return digit ? integer : c == '.' ? fraction : c == ' ' ? start : word;
    case integer: return digit ? integer : c == '.' ? fraction : c == 'e' ? exponent : c == ' ' ? start : word;
    case fraction: return digit ? fraction : c == 'e' ? exponent : c == ' ' ? start : word;
    case exponent: return digit ? exponent : c == ' ' ? start : word;
    default: return c == ' ' ? start : word;
  }
}

static unsigned text_work(unsigned seed, unsigned crc) {
  static const char letters[] = "0123 45.6e78 .9x";
  unsigned visits[states] = {0};
  for (int i = 0; i < text_length; ++i) {
    seed = seed * 1103515245 + 12345;
    text[i] = letters[seed >> 28];
  }
  enum state at = start;
  for (int i = 0; i < text_length; ++i) ++visits[at = advance(at, text[i])];
  for (int i = 0; i < states; ++i) crc = crc16(crc, visits[i]);
  return crc;
}

int run(int size) {
  unsigned crc = 0;
  for (int i = 0; i < size; ++i) {
    crc = list_work((unsigned)i, crc);
    crc = matrix_work(i, crc);
    crc = text_work((unsigned)i, crc);
  }
  return (int)crc;
}
