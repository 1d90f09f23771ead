// An interpreter in the interpreter: a stack machine with one large switch adds up Collatz steps.
enum op { push, load, store, add, multiply, halve, odd, less, jump, jump_if_not, stop };
enum variable { number, limit, rest, total, variables };

static int code[128];
static int end;

static int emit(enum op op, int operand) {
  code[end++] = op;
  code[end++] = operand;
  return end - 1;
}

static void emit_binary(enum variable x, enum op op, int y) {
  emit(load, x);
  emit(push, y);
  emit(op, 0);
}

// for (number = 1; number < limit; ++number)
//   for (rest = number; 1 < rest; ++total) rest = rest is odd ? 3 * rest + 1 : rest / 2;
static void assemble(void) {
  const int outer = end;
  emit(load, number), emit(load, limit), emit(less, 0);
  const int leave = emit(jump_if_not, 0);
  emit(load, number), emit(store, rest);
  const int inner = end;
  emit(push, 1), emit(load, rest), emit(less, 0);
  const int next = emit(jump_if_not, 0);
  emit_binary(total, add, 1), emit(store, total);
  emit(load, rest), emit(odd, 0);
  const int even = emit(jump_if_not, 0);
  emit_binary(rest, multiply, 3), emit(push, 1), emit(add, 0), emit(store, rest), emit(jump, inner);
  code[even] = end;
  emit(load, rest), emit(halve, 0), emit(store, rest), emit(jump, inner);
  code[next] = end;
  emit_binary(number, add, 1), emit(store, number), emit(jump, outer);
  code[leave] = end;
  emit(stop, 0);
}

static int interpret(int last) {
  int values[variables] = {1, last, 0, 0};
  int stack[8], *top = stack;
  for (const int* at = code;; at += 2) {
    switch ((enum op)at[0]) {
      case push: *top++ = at[1]; break;
      case load: *top++ = values[at[1]]; break;
      case store: values[at[1]] = *--top; break;
      case add: --top, top[-1] += top[0]; break;
      case multiply: --top, top[-1] *= top[0]; break;
      case halve: top[-1] /= 2; break;
      case odd: top[-1] &= 1; break;
      case less: --top, top[-1] = top[-1] < top[0]; break;
      case jump: at = code + at[1] - 2; break;
      case jump_if_not:
        if (!*--top) at = code + at[1] - 2;
        break;
      case stop: return values[total];
    }
  }
}

int run(int size) {
  assemble();
  return interpret(size);
}
