# modlink_library(name sources-folder... DEPENDS libraries...)
#
# One static library of all `.cc` files directly in the given folders, and a test program `name_test` of their
# `_test.cc` files. The folders are searched on every build, so a new file needs no change here.

set(modlink_warnings -Wall -Wextra)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # Both are wrong about std::string and std::variant in GCC 12, once it optimises.
  list(APPEND modlink_warnings -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(MODLINK_WERROR)
  list(APPEND modlink_warnings -Werror)
endif()
set(modlink_sanitizers "")
if(MODLINK_SANITIZE)
  set(modlink_sanitizers -fsanitize=${MODLINK_SANITIZE} -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
endif()

add_library(modlink_options INTERFACE)
target_compile_options(modlink_options INTERFACE ${modlink_warnings} ${modlink_sanitizers})
target_link_options(modlink_options INTERFACE ${modlink_sanitizers})

function(modlink_test name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE modlink_options GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE MODLINK_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             MODLINK_BINARY_DIR="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()

function(modlink_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
  set(sources "")
  set(tests "")
  foreach(folder ${arg_UNPARSED_ARGUMENTS})
    file(GLOB all CONFIGURE_DEPENDS ${folder}/*.cc)
    foreach(file ${all})
      if(file MATCHES "_test\\.cc$")
        list(APPEND tests ${file})
      else()
        list(APPEND sources ${file})
      endif()
    endforeach()
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_library(${name} STATIC ${sources})
  add_library(modlink::${name} ALIAS ${name})
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                                            $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/modlink>)
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_link_libraries(${name} PUBLIC ${arg_DEPENDS} PRIVATE $<BUILD_INTERFACE:modlink_options>)
  set_property(GLOBAL APPEND PROPERTY modlink_libraries ${name})
  if(MODLINK_TESTS AND tests)
    modlink_test(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name})
  endif()
endfunction()

# Manual pages of a program, in man/ of the build folder, made of its help texts whenever it is linked; installed.
function(modlink_man_pages program)
  set(folder ${PROJECT_BINARY_DIR}/man/${program})
  add_custom_command(TARGET ${program} POST_BUILD COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
                     COMMAND ${program} --man ${folder} VERBATIM)
  install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endfunction()
