// Table instructions. spec: exec/instructions, Table Instructions
#pragma once

#include <cstdint>

#include "interpreter/runtime/instance.h"
#include "interpreter/runtime/store.h"

namespace modlink {

// Whether a table has grown by `delta` elements. If not, that is noted, unless its type does not let it.
bool grow_or_note(Store& store, TableInst& table, std::uint64_t delta, Ref init);

// Operands are slots, in the order of the instruction's. `table_grow` gives its result, which is -1 in the table's
// address type if it cannot grow.
TrapCode table_get(const TableInst& table, std::uint64_t index, std::uint64_t& result);
TrapCode table_set(TableInst& table, std::uint64_t index, std::uint64_t value);
std::uint64_t table_grow(Store& store, TableInst& table, const std::uint64_t* operands);
TrapCode table_fill(TableInst& table, const std::uint64_t* operands);
TrapCode table_copy(TableInst& destination, const TableInst& source, const std::uint64_t* operands);
TrapCode table_init(TableInst& table, const ElemInst& elem, const std::uint64_t* operands);
void elem_drop(ElemInst& elem, StoreBudget& budget);

// What `call_indirect` calls: fails if there is no element, it is null, or its type is no subtype of `expected`.
// spec: exec/instructions, call_indirect
inline TrapCode find_callee(const TableInst& table, std::uint64_t index, const DefType* expected,
                            const FuncInst*& callee) {
  if (index >= table.elems.size()) return TrapCode::undefined_element;
  callee = table.elems[index].as_func();
  if (!callee) return TrapCode::uninitialized_element;
  return is_sub_type(callee->type, expected) ? TrapCode::none : TrapCode::indirect_call_type_mismatch;
}

}  // namespace modlink
