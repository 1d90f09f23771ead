# The package of npm, under em++: the target `npm-package` makes PROJECT_BINARY_DIR/npm/modlink of it.
set(package ${PROJECT_BINARY_DIR}/npm/modlink)

# `modlink.mjs` gives the module its bytes, whether in a browser, in a worker or in node, so that what em++ writes needs to
# know of none of them. Files are in memory.
add_executable(modlink-wasm main.cc)
target_link_libraries(modlink-wasm PRIVATE modlink_options modlink_npm)
target_link_options(modlink-wasm PRIVATE --no-entry -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker
                    -sALLOW_MEMORY_GROWTH -sTOTAL_STACK=8MB -sFILESYSTEM -sASSERTIONS=0
                    -sINCOMING_MODULE_JS_API=instantiateWasm,print,printErr)
set_target_properties(modlink-wasm PROPERTIES SUFFIX .mjs RUNTIME_OUTPUT_DIRECTORY ${package})

configure_file(package/package.json.in ${package}/package.json @ONLY)
add_custom_target(npm-package ALL DEPENDS modlink-wasm)
foreach(file package/modlink.mjs package/modlink.d.ts package/README.md ${PROJECT_SOURCE_DIR}/LICENSE)
  cmake_path(ABSOLUTE_PATH file)
  cmake_path(GET file FILENAME name)
  add_custom_command(TARGET npm-package POST_BUILD
                     COMMAND ${CMAKE_COMMAND} -E copy_if_different ${file} ${package}/${name} VERBATIM)
endforeach()
