// The table of hostile shapes: a row each.
#include "tools/hostile/generators.h"
#include "tools/hostile/run_shape.h"

namespace modlink::hostile {

namespace {

std::vector<Expectation> refused_everywhere(const std::string& says) {
  std::vector<Expectation> result;
  for (const Command& command : commands()) {
    if (command.program == "modlink") result.push_back(refuses(command.name, says));
  }
  return result;
}

}  // namespace

// The generator, which is the shape's name, and what is expected of subcommands.
const std::vector<Shape>& shapes() {
#define SHAPE(name, ...)         \
  {                              \
#name, name, { __VA_ARGS__ } \
  }
// Files that are refused by every subcommand.
#define REFUSED(name, says) \
  { #name, name, refused_everywhere(says) }
// The subcommands that follow imports.
#define IMPORTS(ends, says) ends("bundle", says), ends("flatten", says), ends("run", says)
  static const std::vector<Shape> rows = {
      // Merging makes a parent first, and then does what flattening does.
      SHAPE(colliding_imports, ends_well("validate"), ends_well("merge")),
      SHAPE(colliding_exports, ends_well("validate")),
      SHAPE(colliding_identifiers, ends_well("validate")),
      SHAPE(colliding_labels, ends_well("validate")),
      SHAPE(colliding_arguments, ends_well("validate")),

      SHAPE(types_with_many_pairs, hits_limit("validate", "comparisons of types")),
      SHAPE(type_of_many_leaves, ends_well("validate"), hits_limit("flatten", "copied bytes").with("--exports=flat")),
      SHAPE(long_name_in_many_types, hits_limit("validate", "copied bytes")),
      SHAPE(deep_type_in_many_modules, ends_well("validate"), hits_limit("split", "copied bytes")),
      SHAPE(many_instances, ends_well("graph-after"), hits_limit("graph-svg", "nodes and edges")),

      SHAPE(tables_grown_in_turn, ends_well("run").with("--limit store_bytes=50000000")),
      SHAPE(tables_in_a_script, fails("script", "bytes of memories, tables").with("--limit store_bytes=50000000")),
      SHAPE(memory_grown_by_pages, ends_well("run").within(1, 1000),
            ends_well("run").within(1, 1000).in_address_space(1600)),

      SHAPE(locals_untouched, ends_well("run"), hits_limit("print", "every local")),
      SHAPE(locals_last_read, ends_well("run")),
      SHAPE(locals_all_zeroed, ends_well("run").within(10, 100)),

      SHAPE(constant_sum_in_many_instances, ends_well("run"), fails("flatten", "--max-growth")),
      SHAPE(constant_sum_of_import_in_many_instances, hits_limit("run", "instructions of constant expressions"),
            fails("flatten", "--max-growth")),
      SHAPE(constant_elements_in_many_instances, ends_well("run"), fails("flatten", "--max-growth")),
      SHAPE(constant_structures_in_many_instances, hits_limit("run", "definitions")),
      SHAPE(code_in_many_instances, ends_well("run"), fails("flatten", "--max-growth")),
      SHAPE(functions_in_many_instances, hits_limit("run", "definitions"), fails("flatten", "--max-copies")),

      SHAPE(calls_of_many_params, hits_limit("validate", "list_operands")),
      SHAPE(few_calls_of_many_params, ends_well("validate"), fails("run", "unreachable")),
      SHAPE(few_blocks_of_many_params, ends_well("run")),
      SHAPE(calls_in_unreachable_code, hits_limit("validate", "list_operands")),
      SHAPE(calls_of_subtypes, hits_limit("validate", "list_operands")),
      SHAPE(blocks_of_many_params, hits_limit("validate", "list_operands")),
      SHAPE(nested_blocks_of_many_params, hits_limit("validate", "list_operands")),
      SHAPE(loops_of_many_params, hits_limit("validate", "list_operands")),
      SHAPE(ifs_of_many_params, hits_limit("validate", "list_operands")),
      SHAPE(branches_of_many_operands, hits_limit("validate", "list_operands")),
      SHAPE(tables_of_labels_of_many_operands, ends_well("run")),
      SHAPE(tail_calls_of_many_params, hits_limit("validate", "list_operands")),
      SHAPE(catches_of_many_operands, ends_well("validate"), fails("run", "unreachable")),
      SHAPE(structures_of_many_fields, hits_limit("validate", "list_operands")),

      SHAPE(many_custom_sections, ends_well("bundle"), ends_well("bundle").with("--record"), ends_well("flatten")),
      SHAPE(many_name_sections, ends_well("bundle", "is ignored"), ends_well("bundle").with("--record")),

      REFUSED(device_without_end, "endless.wasm: larger than 16 MiB"),
      REFUSED(link_to_itself, "loop.wasm: Too many levels of symbolic links"),
      REFUSED(folder_as_module, "folder.wasm: Is a directory"),
      SHAPE(fifo_as_import, ends_well("validate"), IMPORTS(fails, "other.wat: is a FIFO")),
      SHAPE(device_as_import, ends_well("validate"), IMPORTS(fails, "--allow-outside")),
      SHAPE(loop_as_import, ends_well("validate"), IMPORTS(fails, "other: Too many levels of symbolic links")),
      SHAPE(import_from_outside, ends_well("validate"), IMPORTS(fails, "--allow-outside")),
      SHAPE(files_in_a_script, fails("script", "0 passed, 5 failed")),
      SHAPE(fifo_of_a_guest, ends_well("run").with("--dir .")),

      SHAPE(name_of_nothing, ends_well("validate", "is ignored"), ends_well("bundle"), ends_well("run")),
      SHAPE(modules_in_modules, hits_limit("validate", "--limit module_nesting"),
            hits_limit("validate", "").with("--limit module_nesting=1000"),
            refuses("validate", "is too large: at most 1000").with("--limit module_nesting=1001")),
      SHAPE(types_in_modules, ends_well("validate"), ends("validate").in_stack(512), ends("flatten").in_stack(512)),
      SHAPE(script_that_raises_limits, refuses("script", "is too large: at most 1000")),
      SHAPE(scripts_in_scripts, refuses("script", "--limit script_nesting")),
      SHAPE(failing_scripts, fails("script", "get failed"),
            refuses("script").with("-j 4 none.wast b.wast none.wast").complaining(Complaints::closed),
            refuses("script").with("-j 4 none.wast b.wast none.wast").complaining(Complaints::full),
            ends("script").in_address_space(100).with("-j 16 b.wast c.wast d.wast e.wast f.wast g.wast h.wast")),
      SHAPE(unended_string_behind_modules, fails("validate", "unclosed string")),
      SHAPE(many_functions, ends_well("validate"), hits_limit("validate", "out of memory").in_address_space(36),
            hits_limit("run", "out of memory").in_address_space(36),
            hits_limit("flatten", "out of memory").in_address_space(36),
            // The file's module stays beside the one that nests it and the flat one.
            ends_well("merge").within(10, 150)),
  };
#undef SHAPE
#undef REFUSED
#undef IMPORTS
  return rows;
}

}  // namespace modlink::hostile
