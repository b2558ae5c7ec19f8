# How a room, a program, a test and a fuzzer are declared, and the flags they share.
find_program(CCACHE ccache)
if(CCACHE)
  # Paths are hashed as seen from the source folder, so that a second clone finds what the first one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

# No contraction: a multiply-add is fused only where the code says so, or results would differ between kernels.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -ffp-contract=off)
if(DRAGOMAN_WERROR)
  add_compile_options(-Werror)
endif()
if(DRAGOMAN_SANITIZE)
  add_compile_options(-fsanitize=${DRAGOMAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DRAGOMAN_SANITIZE})
endif()
if(DRAGOMAN_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "the fuzzers need clang (libFuzzer): configure with `cmake --preset fuzz`")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)  # coverage in the rooms, so that the fuzzer sees its way
endif()

# dragoman_room(<name> SOURCES ... [ROOM_DEPENDS rooms...] [LINKS third-party...])
# A room is a static library of its own. What it declares here is what tools/check_rooms lets it include.
function(dragoman_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOM_DEPENDS;LINKS" ${ARGN})
  if(ROOM_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "dragoman_room(${name}): unknown arguments ${ROOM_UNPARSED_ARGUMENTS}")
  endif()
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_ROOM_DEPENDS PREPEND room_ OUTPUT_VARIABLE depends)
  target_link_libraries(room_${name} PUBLIC ${depends} PRIVATE ${ROOM_LINKS})
  # The installed library (cmake/package.cmake) and the fuzzers are made of all rooms.
  set_property(GLOBAL APPEND PROPERTY DRAGOMAN_ROOMS room_${name})
  set_property(GLOBAL APPEND PROPERTY DRAGOMAN_LINKS ${ROOM_LINKS})
endfunction()

# dragoman_test(<room> <file.cc>... [LINKS ...]): one test program per room, every test listed with ctest.
function(dragoman_test room)
  cmake_parse_arguments(TEST "" "" "LINKS" ${ARGN})
  add_executable(test_${room} ${TEST_UNPARSED_ARGUMENTS})
  target_link_libraries(test_${room} PRIVATE room_${room} ${TEST_LINKS} GTest::gtest_main GTest::gmock)
  gtest_discover_tests(test_${room} TEST_PREFIX ${room}. DISCOVERY_TIMEOUT 60)
endfunction()

# dragoman_fuzzer(<name>): fuzz/<name>.cc, linked with every room.
function(dragoman_fuzzer name)
  add_executable(fuzz_${name} ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cc)
  get_property(rooms GLOBAL PROPERTY DRAGOMAN_ROOMS)
  target_link_libraries(fuzz_${name} PRIVATE ${rooms})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
