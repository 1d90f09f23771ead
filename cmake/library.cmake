# How libraries, programs and tests are declared.
#
# Presets other than `debug` build in unity: up to so many files of a library are compiled together, since most of a
# file's time goes into headers. A file that needs options of its own, or has SKIP_UNITY_BUILD_INCLUSION, stays alone. The
# core alone is built like that, in one unit a folder, unless it is told otherwise.
set(modlink_batch 16)
if(NOT MODLINK_TOOLS AND NOT MODLINK_NPM)
  set(modlink_batch 0)
  if(NOT DEFINED CMAKE_UNITY_BUILD)
    set(CMAKE_UNITY_BUILD ON)
  endif()
endif()
if(NOT DEFINED CMAKE_UNITY_BUILD_BATCH_SIZE)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE ${modlink_batch})
endif()
set(MODLINK_ALONE "" CACHE STRING "Files of libraries that a unity build compiles alone, as tools/mutate does those it changes")
list(TRANSFORM MODLINK_ALONE PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE modlink_alone)

# A switch that forgets an enumerator is an error: a new instruction without a rule does not compile.
set(modlink_warnings -Wall -Wextra -Werror=switch)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Both are wrong about std::string and std::variant in GCC 12, once it optimises.
  list(APPEND modlink_warnings -Wno-restrict -Wno-maybe-uninitialized)
  if(CMAKE_UNITY_BUILD)
    # Meant for headers, and to GCC all files of a unit are headers.
    list(APPEND modlink_warnings -Wno-subobject-linkage)
    # Of std::string's own code, which it takes for ours where headers are precompiled.
    list(APPEND modlink_warnings -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
    # GCC inlines less the larger a unit is; these have it inline what it would in files of their own, in the core: it
    # takes a third of the time of compiling.
    set(modlink_inlining --param=inline-unit-growth=300 --param=large-unit-insns=100000)
  endif()
endif()
if(MODLINK_WERROR)
  list(APPEND modlink_warnings -Werror)
endif()
# What targets of fuzzing are linked with, if anything: `LIB_FUZZING_ENGINE` of the environment, where `CXXFLAGS` have
# what belongs to it, or libFuzzer of Clang.
set(modlink_fuzzing_engine "")
set(modlink_coverage "")
if(MODLINK_FUZZERS)
  if(DEFINED ENV{LIB_FUZZING_ENGINE})
    separate_arguments(modlink_fuzzing_engine UNIX_COMMAND "$ENV{LIB_FUZZING_ENGINE}")
  elseif(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    set(modlink_fuzzing_engine -fsanitize=fuzzer)
    # Comparisons are not traced, which would take all other programs of the build too long.
    set(modlink_coverage -fsanitize-coverage=inline-8bit-counters,pc-table)
    if(NOT MODLINK_SANITIZE)
      set(MODLINK_SANITIZE address,undefined)
    endif()
  endif()
endif()
# Whether pointers are null or not aligned is asked in the core, which is made of bytes. In tools and tests, which have
# MODLINK_FEWER_CHECKS, that would be a quarter of the time of compiling (and AddressSanitizer finds the former).
set(modlink_sanitizers "")
if(MODLINK_SANITIZE)
  set(modlink_sanitizers -fsanitize=${MODLINK_SANITIZE} -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
endif()
if(MODLINK_SANITIZE MATCHES undefined)
  list(APPEND modlink_sanitizers $<$<BOOL:$<TARGET_PROPERTY:MODLINK_FEWER_CHECKS>>:-fno-sanitize=null,alignment>)
endif()

# Exceptions are WebAssembly's, of whoever uses the core there as well: em++ has none unless it is told.
set(modlink_exceptions "")
if(EMSCRIPTEN)
  set(modlink_exceptions -fwasm-exceptions)
endif()

add_library(modlink_options INTERFACE)
target_compile_options(modlink_options INTERFACE ${modlink_warnings} ${modlink_sanitizers} ${modlink_coverage}
                       ${modlink_exceptions})
target_link_options(modlink_options INTERFACE ${modlink_sanitizers} ${modlink_exceptions})

# modlink_library(name folder... [NOT_INSTALLED] [DEPENDS library...] [USES library...] [TESTS_USE library...])
#
# One static library of all `.cc` files directly in the given folders, but `main.cc` (or one of headers alone, if there
# are none), and a test program `name_test` of their `_test.cc` files. The folders are searched on every build, so a new
# file needs no change here. DEPENDS is what its headers need, USES what only its sources need, and TESTS_USE what its
# tests need besides. Those before cmake/core.cmake are parts of the core, which is installed as one library.
function(modlink_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NOT_INSTALLED" "" "DEPENDS;USES;TESTS_USE")
  modlink_files(sources tests headers ${arg_UNPARSED_ARGUMENTS})
  if(sources)
    set(scope PUBLIC)
    add_library(${name} STATIC ${sources})
    if(modlink_alone)
      set_source_files_properties(${modlink_alone} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
    target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:modlink_options>)
    set_target_properties(${name} PROPERTIES MODLINK_FEWER_CHECKS "${modlink_fewer_checks}")
    modlink_link(${name} PRIVATE ${arg_USES})
    if(NOT TARGET modlink_core)
      target_compile_options(${name} PRIVATE ${modlink_inlining})
    endif()
    if(TARGET modlink_tools_headers)
      modlink_use_precompiled(${name} modlink_tools_headers)
    elseif(NOT (TARGET modlink_core AND BUILD_SHARED_LIBS))  # where those are of code that may be anywhere
      modlink_use_precompiled(${name} modlink_core_headers)
    endif()
  else()
    set(scope INTERFACE)
    add_library(${name} INTERFACE ${headers})
  endif()
  add_library(modlink::${name} ALIAS ${name})
  modlink_link(${name} ${scope} ${arg_DEPENDS})
  target_include_directories(${name} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                                              $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/modlink>)
  target_compile_features(${name} ${scope} cxx_std_20)
  if(NOT TARGET modlink_core)
    set_property(GLOBAL APPEND PROPERTY modlink_core_libraries ${name})
    modlink_make_shareable(${name})
  elseif(NOT arg_NOT_INSTALLED)
    set_property(GLOBAL APPEND PROPERTY modlink_libraries ${name})
  endif()
  if(MODLINK_TESTS AND tests)
    modlink_test(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} ${arg_TESTS_USE})
  endif()
endfunction()

# Code that may be anywhere, with calls among functions of one library as direct as in a static one.
function(modlink_make_shareable name)
  get_target_property(type ${name} TYPE)
  if(BUILD_SHARED_LIBS AND NOT type STREQUAL INTERFACE_LIBRARY)
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON VISIBILITY_INLINES_HIDDEN ON)
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>)
  endif()
endfunction()

# What a library links to. Where it is installed, parts of the core are the core.
function(modlink_link name scope)
  get_property(core GLOBAL PROPERTY modlink_core_libraries)
  foreach(library ${ARGN})
    if(library IN_LIST core AND TARGET modlink_core)
      target_link_libraries(${name} ${scope} $<BUILD_INTERFACE:${library}> $<INSTALL_INTERFACE:modlink::core>)
    else()
      target_link_libraries(${name} ${scope} ${library})
    endif()
  endforeach()
endfunction()

# modlink_program(name source... [INSTALLED] [USES library...])
#
# What is installed comes with manual pages, made of its help texts whenever it is linked.
function(modlink_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "INSTALLED" "" "USES")
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE modlink_options ${arg_USES})
  if(arg_INSTALLED)
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    set(pages ${PROJECT_BINARY_DIR}/man/${name})
    add_custom_command(TARGET ${name} POST_BUILD COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
                       COMMAND ${name} --man ${pages} VERBATIM)
    install(DIRECTORY ${pages}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endif()
endfunction()

# A program of tests. What it tests is optimised; the tests themselves would only take longer to compile. (Functions in
# headers that both have may be those of the tests, and slow.)
function(modlink_test name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE modlink_options GTest::gmock GTest::gtest_main)
  target_compile_options(${name} PRIVATE -O0)
  set_target_properties(${name} PROPERTIES MODLINK_FEWER_CHECKS ON)
  modlink_use_precompiled(${name} modlink_tests_headers)
  target_compile_definitions(${name} PRIVATE MODLINK_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             MODLINK_BINARY_DIR="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# About how many seconds a test takes, if these are many: ctest begins with what takes longest, which would otherwise be
# what it waits for in the end.
function(modlink_takes test seconds)
  set_tests_properties(${test} PROPERTIES COST ${seconds})
endfunction()

# The sources, tests and headers directly in some folders.
function(modlink_files sources_name tests_name headers_name)
  set(sources "")
  set(tests "")
  set(headers "")
  foreach(folder ${ARGN})
    file(GLOB all CONFIGURE_DEPENDS ${folder}/*.cc)
    foreach(file ${all})
      if(file MATCHES "_test\\.cc$")
        list(APPEND tests ${file})
      elseif(NOT file MATCHES "/main\\.cc$")
        list(APPEND sources ${file})
      endif()
    endforeach()
    file(GLOB all CONFIGURE_DEPENDS ${folder}/*.h)
    list(APPEND headers ${all})
  endforeach()
  set(${sources_name} ${sources} PARENT_SCOPE)
  set(${tests_name} ${tests} PARENT_SCOPE)
  set(${headers_name} ${headers} PARENT_SCOPE)
endfunction()
