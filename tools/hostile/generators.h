// The generators of shapes, in a file for each kind.
#pragma once

#include "tools/hostile/shape.h"

namespace modlink::hostile {

// names.cc: names that collide where hashes have no seed. `side` squared of them, of 32 characters each.
std::vector<std::string> colliding_names(std::size_t side);
Files colliding_imports();
Files colliding_exports();
Files colliding_identifiers();
Files colliding_labels();
Files colliding_arguments();

// types.cc: types that stand for more than is written.
Files types_with_many_pairs();
Files type_of_many_leaves();
Files long_name_in_many_types();
Files deep_type_in_many_modules();
Files many_instances();

// store.cc: what a store may hold.
Files tables_grown_in_turn();
Files tables_in_a_script();
Files memory_grown_by_pages();

// locals.cc: functions with many locals.
Files locals_untouched();
Files locals_last_read();
Files locals_all_zeroed();

// const_exprs.cc: constant expressions that are evaluated often.
Files constant_sum_in_many_instances();
Files constant_sum_of_import_in_many_instances();
Files constant_elements_in_many_instances();
Files constant_structures_in_many_instances();

// instances.cc: modules of which there are many instances.
Files code_in_many_instances();
Files functions_in_many_instances();

// arities.cc: short instructions that take and leave many operands.
Files calls_of_many_params();
Files few_calls_of_many_params();
Files few_blocks_of_many_params();
Files calls_in_unreachable_code();
Files calls_of_subtypes();
Files blocks_of_many_params();
Files nested_blocks_of_many_params();
Files loops_of_many_params();
Files ifs_of_many_params();
Files branches_of_many_operands();
Files tables_of_labels_of_many_operands();
Files tail_calls_of_many_params();
Files catches_of_many_operands();
Files structures_of_many_fields();

// customs.cc: custom sections of a module that bundling changes.
Files many_custom_sections();
Files many_name_sections();

// streams.cc: files that never end, that keep whoever reads them waiting, or that are none.
Files device_without_end();
Files link_to_itself();
Files folder_as_module();
Files fifo_as_import();
Files device_as_import();
Files loop_as_import();
Files import_from_outside();
Files files_in_a_script();
Files fifo_of_a_guest();

// crashes.cc: what made programs crash.
Files name_of_nothing();
Files modules_in_modules();
Files types_in_modules();
Files script_that_raises_limits();
Files scripts_in_scripts();
Files failing_scripts();
Files unended_string_behind_modules();
Files many_functions();

}  // namespace modlink::hostile
