# cmake -D source= -D build= -D work= -D generator= -D compiler= -D type= -P run.cmake
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(prefix "${work}/prefix")
file(REMOVE_RECURSE "${work}")
run("${CMAKE_COMMAND}" --install "${build}" --prefix "${prefix}")
include("${CMAKE_CURRENT_LIST_DIR}/headers.cmake")
run("${CMAKE_COMMAND}" -G "${generator}" -S "${source}" -B "${work}/build" "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_BUILD_TYPE=${type}")
run("${CMAKE_COMMAND}" --build "${work}/build")
run("${work}/build/by_library")
run("${work}/build/umbrella")

# A test for each script, as the project says.
execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${work}/build" --output-on-failure
                OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
foreach(test suite/add.wast suite/below/shared.wast failing.wast)
  if(NOT output MATCHES "${test} [.]+ +Passed")
    message(FATAL_ERROR "${test} did not run:\n${output}")
  endif()
endforeach()

# A script that comes later is found by the next build.
file(MAKE_DIRECTORY "${work}/copy")
file(COPY "${source}/" DESTINATION "${work}/copy")
run("${CMAKE_COMMAND}" -G "${generator}" -S "${work}/copy" -B "${work}/build-copy" "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_BUILD_TYPE=${type}")
file(WRITE "${work}/copy/scripts/later.wast" "(module)")
run("${CMAKE_COMMAND}" --build "${work}/build-copy" --target by_library)
run("${CMAKE_CTEST_COMMAND}" --test-dir "${work}/build-copy" --no-tests=error -R suite/later.wast)
