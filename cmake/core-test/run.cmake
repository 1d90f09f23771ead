# cmake -D source= -D work= -D generator= -D compiler= [-D launcher=] -P run.cmake
#
# The core is built where no package is found, with another C++ library than usual and without types at run time, is
# installed, and is used from outside; and by a project that builds it as a part of itself.
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix "${work}/prefix")
file(REMOVE_RECURSE "${prefix}" "${work}/outside" "${work}/inside")
foreach(package fmt CLI11 nlohmann_json PkgConfig GTest wabt benchmark)
  list(APPEND without "-DCMAKE_DISABLE_FIND_PACKAGE_${package}=ON")
endforeach()
set(options -G "${generator}" "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${launcher}"
            -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0)
run("${CMAKE_COMMAND}" --no-warn-unused-cli -S "${source}" -B "${work}/build" ${options} ${without}
    "-DCMAKE_CXX_FLAGS=-stdlib=libc++ -fno-rtti" -DCMAKE_UNITY_BUILD=ON -DMODLINK_WERROR=ON
    -DMODLINK_TOOLS=OFF -DBUILD_SHARED_LIBS=ON)
run("${CMAKE_COMMAND}" --build "${work}/build")
run("${CMAKE_COMMAND}" --install "${work}/build" --prefix "${prefix}")

# An embedder has its own options, but the same C++ library.
run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${work}/outside" ${options}
    "-DCMAKE_CXX_FLAGS=-stdlib=libc++" "-DCMAKE_PREFIX_PATH=${prefix}")
run("${CMAKE_COMMAND}" --build "${work}/outside")
foreach(program with_static with_shared with_core with_modlink errors in_c_static in_c_shared)
  run("${work}/outside/${program}")
endforeach()

run("${CMAKE_COMMAND}" -S "${CMAKE_CURRENT_LIST_DIR}/../subproject-test" -B "${work}/inside" ${options} ${without}
    "-Dguide=${work}/outside/guide.c")
run("${CMAKE_COMMAND}" --build "${work}/inside" --target programs)

# The shared library has nothing for others but what is modlink's.
file(GLOB_RECURSE shared "${prefix}/libmodlink.so")
execute_process(COMMAND nm --dynamic --defined-only --demangle "${shared}" OUTPUT_VARIABLE symbols
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "\n$" "" symbols "${symbols}")
string(REPLACE "[" "(" symbols "${symbols}")  # which are special in lists
string(REPLACE "]" ")" symbols "${symbols}")
string(REPLACE ";" "," symbols "${symbols}")
string(REPLACE "\n" ";" symbols "${symbols}")
list(FILTER symbols EXCLUDE REGEX "^[0-9a-f]+ [A-Za-z] (vtable for |typeinfo for |typeinfo name for )?(modlink::|modlink_|wasm_)")
if(symbols)
  list(JOIN symbols "\n" symbols)
  message(FATAL_ERROR "the shared library has for others:\n${symbols}")
endif()

# The C API from other languages.
find_program(python python3)
if(python)
  run("${python}" "${source}/capi/tests/bindings.py" "${shared}")
else()
  message(STATUS "left out: Python, as there is no python3")
endif()
find_program(rustc rustc)
if(rustc)
  cmake_path(GET shared PARENT_PATH folder)
  run("${rustc}" "${source}/capi/tests/bindings.rs" -L "${folder}" -l dylib=modlink -C "link-arg=-Wl,-rpath,${folder}"
      -o "${work}/bindings")
  run("${work}/bindings")
else()
  message(STATUS "left out: Rust, as there is no rustc")
endif()
find_program(pkg_config pkg-config)
if(pkg_config)
  file(GLOB_RECURSE description "${prefix}/modlink.pc")
  cmake_path(GET description PARENT_PATH folder)
  run("${CMAKE_COMMAND}" -E env "PKG_CONFIG_PATH=${folder}" sh -c
      "cc $(pkg-config --cflags modlink) -c '${work}/outside/guide.c' -o '${work}/guide.o' &&
       '${compiler}' -stdlib=libc++ '${work}/guide.o' $(pkg-config --libs --static modlink) -o '${work}/guide'")
  run("${CMAKE_COMMAND}" -E env "LD_LIBRARY_PATH=${folder}/.." "${work}/guide")
endif()
