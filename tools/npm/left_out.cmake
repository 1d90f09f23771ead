# What the package of npm does without: sources for command lines alone, and what starts processes.
function(modlink_leave_out target folder)
  list(TRANSFORM ARGN PREPEND ${folder}/)
  list(TRANSFORM ARGN APPEND .cc)
  set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES HEADER_FILE_ONLY ON)
endfunction()

modlink_leave_out(modlink_cli cli arenas execution_options graphviz man_page named_files)
modlink_leave_out(modlink_engines engines client connection process_group protocol)
modlink_leave_out(modlink_convert convert js js_harness js_values json json_values)
modlink_leave_out(modlink_runner spec-runner console convert_options coverage_options engine_options failure_list files human
                  isolation option_rules options remote_chain remote_engine remote_module report_files
                  report_options sharding suite write_reports)
modlink_leave_out(modlink_host host guest_memory interrupting program sandbox system values wasi wasi_directory wasi_errno wasi_fd
                  wasi_file wasi_files wasi_path wasi_poll wasi_process wasi_socket wasi_stat)
