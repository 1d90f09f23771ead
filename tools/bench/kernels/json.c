// A text of JSON, written once and parsed again and again by recursive descent.
static char text[1 << 16];
static int length;
static const char* at;
static unsigned sum;

static void put(const char* s) {
  while (*s) text[length++] = *s++;
}

static void put_number(unsigned n) {
  char digits[10];
  int count = 0;
  do digits[count++] = (char)('0' + n % 10);
  while (n /= 10);
  while (count) text[length++] = digits[--count];
}

static void write_text(void) {
  put("[");
  for (unsigned i = 0; i < 300; ++i) {
    put(i ? ",\n  {\"id\": " : "\n  {\"id\": ");
    put_number(i * 7919);
    put(", \"name\": \"item \\\"");
    put_number(i);
    put("\\\"\", \"tags\": [\"red\", \"green\\n\", null], \"price\": -");
    put_number(i * 31 % 1000);
    put(i % 2 ? ".25e2, \"sold\": true}" : ".5, \"sold\": false}");
  }
  put("\n]");
}

static void skip_space(void) {
  while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') ++at;
}

static void parse_string(void) {
  for (++at; *at != '"'; ++at) {
    if (*at == '\\') ++at;
    sum = sum * 31 + (unsigned char)*at;
  }
  ++at;
}

static double parse_digits(double value, double* scale) {
  for (; *at >= '0' && *at <= '9'; ++at, *scale /= 10) value = value * 10 + (*at - '0');
  return value;
}

static void parse_number(void) {
  double unused = 1, scale = 1;
  const int negative = *at == '-';
  at += negative;
  double value = parse_digits(0, &unused);
  if (*at == '.') ++at, value = parse_digits(value, &scale) * scale;
  if (*at == 'e') {
    ++at;
    for (int power = (int)parse_digits(0, &unused); power; --power) value *= 10;
  }
  sum = sum * 31 + (unsigned)(int)((negative ? -value : value) * 4);
}

static void parse_word(const char* word) {
  while (*word && *at == *word) ++at, ++word;
  sum += *word == 0;
}

static void parse_value(void);

static void parse_member(int is_object) {
  if (is_object) {
    skip_space();
    parse_string();
    skip_space();
    ++at;  // the colon
  }
  parse_value();
  skip_space();
}

static void parse_members(int is_object) {
  do {
    ++at;  // the bracket or comma
    parse_member(is_object);
  } while (*at == ',');
  ++at;
}

static void parse_value(void) {
  skip_space();
  switch (*at) {
    case '{': return parse_members(1);
    case '[': return parse_members(0);
    case '"': return parse_string();
    case 't': return parse_word("true");
    case 'f': return parse_word("false");
    case 'n': return parse_word("null");
    default: return parse_number();
  }
}

int run(int size) {
  write_text();
  for (int i = 0; i < size; ++i) {
    at = text;
    parse_value();
  }
  return (int)sum;
}
