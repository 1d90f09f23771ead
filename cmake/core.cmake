# The core as one library, of all that embedding takes: libmodlink.a, and with BUILD_SHARED_LIBS libmodlink.so beside it.
#
# modlink::static and modlink::shared are these two; modlink::core is the shared one if there is one.
#
# Where modlink is a part of another project's build, headers of the C API have the names that they have installed.
foreach(header wasm.h modlink.h modlink.hh)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/${header} CONTENT "#include \"capi/${header}\"\n")
endforeach()

get_property(modlink_parts GLOBAL PROPERTY modlink_core_libraries)
set(modlink_core_targets modlink_static)

# Adds a library of the objects that the parts are made of.
function(modlink_core_library name type)
  set(objects "")
  foreach(part ${modlink_parts})
    get_target_property(part_type ${part} TYPE)
    if(NOT part_type STREQUAL INTERFACE_LIBRARY)
      list(APPEND objects $<TARGET_OBJECTS:${part}>)
    endif()
  endforeach()
  add_library(modlink_${name} ${type} ${objects})
  add_library(modlink::${name} ALIAS modlink_${name})
  set_target_properties(modlink_${name} PROPERTIES OUTPUT_NAME modlink EXPORT_NAME ${name} LINKER_LANGUAGE CXX)
  target_include_directories(modlink_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                                                    $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>
                                                    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/modlink>
                                                    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/modlink/capi>)
  target_compile_features(modlink_${name} PUBLIC cxx_std_20)
  target_compile_options(modlink_${name} PUBLIC ${modlink_exceptions})
  target_link_options(modlink_${name} PUBLIC ${modlink_exceptions})
  target_link_libraries(modlink_${name} PUBLIC Threads::Threads)
endfunction()

modlink_core_library(static STATIC)
add_library(modlink_core INTERFACE)
add_library(modlink::core ALIAS modlink_core)
set_target_properties(modlink_core PROPERTIES EXPORT_NAME core)

if(BUILD_SHARED_LIBS)
  modlink_core_library(shared SHARED)
  # Until 1.0 any minor version may change what is in it.
  set_target_properties(modlink_shared PROPERTIES VERSION ${PROJECT_VERSION}
                        SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  target_link_options(modlink_shared PRIVATE ${modlink_sanitizers})
  if(NOT APPLE)
    target_link_options(modlink_shared PRIVATE -Wl,-Bsymbolic-functions
                        -Wl,--version-script=${PROJECT_SOURCE_DIR}/cmake/modlink.map)
    set_target_properties(modlink_shared PROPERTIES LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/modlink.map)
  endif()
  list(APPEND modlink_core_targets modlink_shared)
  target_link_libraries(modlink_core INTERFACE modlink_shared)
else()
  target_link_libraries(modlink_core INTERFACE modlink_static)
endif()
