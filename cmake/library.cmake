# How libraries, programs and tests are declared.
#
# Presets other than `debug` build in unity: up to so many files of a library are compiled together, since most of a
# file's time goes into headers. A file that needs options of its own, or has SKIP_UNITY_BUILD_INCLUSION, stays alone.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 16)

# A switch that forgets an enumerator is an error: a new instruction without a rule does not compile.
set(modlink_warnings -Wall -Wextra -Werror=switch)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Both are wrong about std::string and std::variant in GCC 12, once it optimises.
  list(APPEND modlink_warnings -Wno-restrict -Wno-maybe-uninitialized)
  if(CMAKE_UNITY_BUILD)
    # Meant for headers, and to GCC all files of a unit are headers.
    list(APPEND modlink_warnings -Wno-subobject-linkage)
    # GCC inlines less the larger a unit is; these have it inline what it would in files of their own.
    set(modlink_inlining --param=inline-unit-growth=300 --param=large-unit-insns=100000)
  endif()
endif()
if(MODLINK_WERROR)
  list(APPEND modlink_warnings -Werror)
endif()
set(modlink_sanitizers "")
if(MODLINK_SANITIZE)
  set(modlink_sanitizers -fsanitize=${MODLINK_SANITIZE} -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
endif()

add_library(modlink_options INTERFACE)
target_compile_options(modlink_options INTERFACE ${modlink_warnings} ${modlink_inlining} ${modlink_sanitizers})
target_link_options(modlink_options INTERFACE ${modlink_sanitizers})

# modlink_library(name folder... [NOT_INSTALLED] [DEPENDS library...] [USES library...] [TESTS_USE library...])
#
# One static library of all `.cc` files directly in the given folders, but `main.cc` (or one of headers alone, if there
# are none), and a test program `name_test` of their `_test.cc` files. The folders are searched on every build, so a new
# file needs no change here. DEPENDS is what its headers need, USES what only its sources need, and TESTS_USE what its
# tests need besides.
function(modlink_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NOT_INSTALLED" "" "DEPENDS;USES;TESTS_USE")
  modlink_files(sources tests headers ${arg_UNPARSED_ARGUMENTS})
  if(sources)
    set(scope PUBLIC)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PRIVATE ${arg_USES} $<BUILD_INTERFACE:modlink_options>)
  else()
    set(scope INTERFACE)
    add_library(${name} INTERFACE ${headers})
  endif()
  add_library(modlink::${name} ALIAS ${name})
  target_link_libraries(${name} ${scope} ${arg_DEPENDS})
  target_include_directories(${name} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                                              $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/modlink>)
  target_compile_features(${name} ${scope} cxx_std_20)
  if(NOT arg_NOT_INSTALLED)
    set_property(GLOBAL APPEND PROPERTY modlink_libraries ${name})
  endif()
  if(MODLINK_TESTS AND tests)
    modlink_test(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} ${arg_TESTS_USE})
  endif()
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
  target_compile_definitions(${name} PRIVATE MODLINK_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             MODLINK_BINARY_DIR="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name})
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
