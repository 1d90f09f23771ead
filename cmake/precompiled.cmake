# Headers of others, and the abstract syntax, compiled once for all files that want them: a third of what a unit takes to
# compile.
#
# Only in unity builds, and not with a compiler launcher, since ccache cannot tell such headers apart; everywhere else,
# so in tools/compiles-alone, files have what they include and nothing more. CMake's CMAKE_DISABLE_PRECOMPILE_HEADERS
# turns it off as well.
if(NOT CMAKE_UNITY_BUILD OR CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)
endif()

set(modlink_common_headers
    <algorithm> <array> <bit> <cstdint> <cstring> <functional> <map> <memory> <optional> <set> <span> <string>
    <string_view> <unordered_map> <utility> <variant> <vector> ${PROJECT_SOURCE_DIR}/wast/syntax/module.h)

# modlink_precompile(name OPTIONS option... HEADERS header... [PACKAGES target...])
#
# A library of nothing but precompiled headers. Those who use them are compiled with the same options, be it those of
# code that may be anywhere (modlink_make_shareable), and get the definitions that the packages want.
function(modlink_precompile name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "OPTIONS;HEADERS;PACKAGES")
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    return()
  endif()
  set(source ${PROJECT_BINARY_DIR}/precompiled/${name}.cc)
  file(CONFIGURE OUTPUT ${source} CONTENT "")
  add_library(${name} STATIC ${source})
  target_link_libraries(${name} PRIVATE modlink_options ${arg_PACKAGES})
  target_compile_features(${name} PRIVATE cxx_std_20)
  target_compile_options(${name} PRIVATE ${arg_OPTIONS})
  set_target_properties(${name} PROPERTIES MODLINK_FEWER_CHECKS "${modlink_fewer_checks}")
  target_precompile_headers(${name} PRIVATE ${modlink_common_headers} ${arg_HEADERS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  foreach(package ${arg_PACKAGES})
    target_compile_definitions(${name} INTERFACE $<TARGET_PROPERTY:${package},INTERFACE_COMPILE_DEFINITIONS>)
  endforeach()
endfunction()

# Has files of a target begin with headers that modlink_precompile made.
function(modlink_use_precompiled target name)
  if(NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} REUSE_FROM ${name})
    target_compile_definitions(${target} PRIVATE $<TARGET_PROPERTY:${name},INTERFACE_COMPILE_DEFINITIONS>)
  endif()
endfunction()
