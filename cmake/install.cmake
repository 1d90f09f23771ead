# Installation, and the package that `find_package(modlink)` finds.
#
# The headers of cmake/headers.cmake go to include/modlink/, laid out as here. modlink::core is the core, each library of
# the tools is a target modlink::NAME, and modlink::modlink is all of them. modlink_add_wast_tests() makes tests of scripts.
include(CMakePackageConfigHelpers)
include(cmake/headers.cmake)

get_property(libraries GLOBAL PROPERTY modlink_libraries)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/modlink)

add_library(modlink_all INTERFACE)
add_library(modlink::modlink ALIAS modlink_all)
set_target_properties(modlink_all PROPERTIES EXPORT_NAME modlink)
target_link_libraries(modlink_all INTERFACE modlink_core ${libraries})

install(TARGETS modlink_all modlink_core ${modlink_core_targets} ${libraries} EXPORT modlink-targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT modlink-targets NAMESPACE modlink:: DESTINATION ${package_dir})
set(headers ${modlink_public_headers} ${modlink_needed_headers})
if(NOT MODLINK_TOOLS)
  list(FILTER headers EXCLUDE REGEX "^tools/")
endif()
foreach(header ${headers})
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/modlink/${folder})
endforeach()

configure_package_config_file(cmake/modlink-config.cmake.in ${PROJECT_BINARY_DIR}/modlink-config.cmake
                              INSTALL_DESTINATION ${package_dir} PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/modlink-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/modlink-config.cmake ${PROJECT_BINARY_DIR}/modlink-config-version.cmake
        DESTINATION ${package_dir})
if(MODLINK_TOOLS)
  install(FILES cmake/modlink-wast-tests.cmake DESTINATION ${package_dir})
endif()
# For those who use the C API without CMake.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
           OUTPUT_VARIABLE modlink_prefix)
configure_file(cmake/modlink.pc.in ${PROJECT_BINARY_DIR}/modlink.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/modlink.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# Installs into a fresh prefix and builds another project against it. Sanitizers would have to be on there as well.
if(MODLINK_TESTS AND NOT MODLINK_SANITIZE)
  add_test(NAME find_package
           COMMAND ${CMAKE_COMMAND} -D source=${PROJECT_SOURCE_DIR}/cmake/find-package-test
                   -D build=${PROJECT_BINARY_DIR} -D work=${PROJECT_BINARY_DIR}/find-package-test
                   -D generator=${CMAKE_GENERATOR} -D compiler=${CMAKE_CXX_COMPILER} -D type=${CMAKE_BUILD_TYPE}
                   -P ${PROJECT_SOURCE_DIR}/cmake/find-package-test/run.cmake)
  modlink_takes(find_package 150)
endif()

find_program(modlink_clang clang++)
if(MODLINK_TESTS AND NOT MODLINK_SANITIZE AND modlink_clang)
  add_test(NAME core_alone
           COMMAND ${CMAKE_COMMAND} -D source=${PROJECT_SOURCE_DIR} -D work=${PROJECT_BINARY_DIR}/core-test
                   -D generator=${CMAKE_GENERATOR} -D compiler=${modlink_clang}
                   -D launcher=${CMAKE_CXX_COMPILER_LAUNCHER} -P ${PROJECT_SOURCE_DIR}/cmake/core-test/run.cmake)
  modlink_takes(core_alone 200)
endif()

find_program(modlink_node node)
if(MODLINK_TESTS AND NOT MODLINK_SANITIZE AND modlink_node)
  add_test(NAME amalgamation
           COMMAND ${CMAKE_COMMAND} -D source=${PROJECT_SOURCE_DIR} -D work=${PROJECT_BINARY_DIR}/amalgamation-test
                   -D compiler=${CMAKE_CXX_COMPILER} -D c_compiler=${CMAKE_C_COMPILER}
                   -D launcher=${CMAKE_CXX_COMPILER_LAUNCHER}
                   -P ${PROJECT_SOURCE_DIR}/cmake/amalgamation-test/run.cmake)
  modlink_takes(amalgamation 90)
endif()
