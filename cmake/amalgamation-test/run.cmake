# cmake -D source= -D work= -D compiler= -D c_compiler= [-D launcher=] -P run.cmake
#
# What tools/amalgamate makes compiles, without warnings and without the rest of the sources, and is used by programs in
# C++ and in C.
function(run)
  execute_process(COMMAND ${ARGV} WORKING_DIRECTORY "${work}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}")
run("${source}/tools/amalgamate" made)
run(${launcher} "${compiler}" -std=c++20 -O0 -Wall -Wextra -Werror -c made/modlink.cc -o modlink.o)

# The example of README.md, with one header instead of several.
file(READ "${source}/cmake/find-package-test/main.cc" example)
string(REGEX REPLACE "#include \"[^\n]*\n" "" example "${example}")
file(WRITE "${work}/example.cc" "#include \"modlink_core.h\"\n${example}")
run("${compiler}" -std=c++20 -O0 -Wall -Wextra -Werror -Imade example.cc modlink.o -pthread -o example)
run("${work}/example")

# A test of the C API, whose headers lie elsewhere.
foreach(file tests/standard.c tests/check.h)
  file(READ "${source}/capi/${file}" text)
  string(REPLACE "capi/tests/" "" text "${text}")
  string(REPLACE "capi/" "" text "${text}")
  cmake_path(GET file FILENAME name)
  file(WRITE "${work}/${name}" "${text}")
endforeach()
run("${c_compiler}" -std=c99 -O0 -Imade -c standard.c -o standard.o)
run("${compiler}" standard.o modlink.o -pthread -o standard)
run("${work}/standard")
