# How a room, its tests and the common flags are declared.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
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

# dragoman_room(<name> SOURCES ... [ROOM_DEPENDS rooms...] [LINKS third-party...])
function(dragoman_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOM_DEPENDS;LINKS" ${ARGN})
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_ROOM_DEPENDS PREPEND room_ OUTPUT_VARIABLE depends)
  target_link_libraries(room_${name} PUBLIC ${depends} PRIVATE ${ROOM_LINKS})
endfunction()

# dragoman_test(<room> <file.cc>... [LINKS ...]): one test program per room, every test listed with ctest.
function(dragoman_test room)
  cmake_parse_arguments(TEST "" "" "LINKS" ${ARGN})
  add_executable(test_${room} ${TEST_UNPARSED_ARGUMENTS})
  target_link_libraries(test_${room} PRIVATE room_${room} ${TEST_LINKS} GTest::gtest_main GTest::gmock)
  gtest_discover_tests(test_${room} TEST_PREFIX ${room}. DISCOVERY_TIMEOUT 60)
endfunction()
