# cmake -D source= -D build= -D work= -D generator= -D compiler= -D type= -P run.cmake
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${work}")
run("${CMAKE_COMMAND}" --install "${build}" --prefix "${work}/prefix")
run("${CMAKE_COMMAND}" -G "${generator}" -S "${source}" -B "${work}/build" "-DCMAKE_PREFIX_PATH=${work}/prefix"
    "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_BUILD_TYPE=${type}")
run("${CMAKE_COMMAND}" --build "${work}/build")
run("${work}/build/by_library")
run("${work}/build/umbrella")
