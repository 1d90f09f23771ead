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
