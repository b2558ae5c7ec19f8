# How a room, a program, a test and a fuzzer are declared, and the flags they share.
find_program(CCACHE ccache)
if(CCACHE)
  # Paths are hashed as seen from the source folder, so that a second clone finds what the first one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

# No contraction: a multiply-add is fused only where the code says so, or results would differ between kernels.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -ffp-contract=off)
add_compile_options(-Wno-overlength-strings)  # embedded files
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Version 12 sees these in inlined std::string and std::optional where they are not (its bug 105651 and kin); clang looks, too.
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow)
  if(CMAKE_UNITY_BUILD)
    add_compile_options(-Wno-subobject-linkage)  # it takes the files of a unit for headers
  endif()
endif()
if(DRAGOMAN_WERROR)
  add_compile_options(-Werror)
endif()
if(DRAGOMAN_SANITIZE)
  add_compile_options(-fsanitize=${DRAGOMAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DRAGOMAN_SANITIZE})
  add_compile_definitions(DRAGOMAN_SANITIZED)  # for tests of time and memory
endif()
if(DRAGOMAN_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "the fuzzers need clang (libFuzzer): configure with `cmake --preset asan`")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)  # coverage in the rooms, so that the fuzzer sees its way
endif()

# dragoman_room(<name> SOURCES ... [ROOM_DEPENDS rooms...] [LINKS third-party...] [SEPARATE])
# A room is a static library of its own. What it declares here is what tools/check_rooms lets it include. Its files are compiled
# some at a time where the preset says so (CMAKE_UNITY_BUILD), so a name in a file's anonymous namespace is given once in its room;
# SEPARATE: each file has flags of its own, and is compiled by itself.
function(dragoman_room name)
  cmake_parse_arguments(ROOM "SEPARATE" "" "SOURCES;ROOM_DEPENDS;LINKS" ${ARGN})
  if(ROOM_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "dragoman_room(${name}): unknown arguments ${ROOM_UNPARSED_ARGUMENTS}")
  endif()
  add_library(room_${name} STATIC ${ROOM_SOURCES})
  if(ROOM_SEPARATE)
    set_target_properties(room_${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_ROOM_DEPENDS PREPEND room_ OUTPUT_VARIABLE depends)
  target_link_libraries(room_${name} PUBLIC ${depends} PRIVATE ${ROOM_LINKS})
  # The installed library (cmake/package.cmake) and the fuzzers are made of all rooms.
  set_property(GLOBAL APPEND PROPERTY DRAGOMAN_ROOMS room_${name})
  set_property(GLOBAL APPEND PROPERTY DRAGOMAN_LINKS ${ROOM_LINKS})
endfunction()

# dragoman_embed(<room>): compiles src/<room>/data/**.txt into ${CMAKE_CURRENT_BINARY_DIR}/embedded.cc, a source of that room;
# src/<room>/embedded.h declares embedded_file(). A changed or new file makes CMake run again.
function(dragoman_embed room)
  file(GLOB_RECURSE names RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/data CONFIGURE_DEPENDS data/*.txt)
  set(DRAGOMAN_EMBEDDED_ROOM ${room})
  set(DRAGOMAN_EMBEDDED_FILES "")
  foreach(name ${names})
    file(READ data/${name} contents)
    string(APPEND DRAGOMAN_EMBEDDED_FILES "    {\"${name}\", R\"data(${contents})data\"sv},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS data/${name})
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.cc.in ${CMAKE_CURRENT_BINARY_DIR}/embedded.cc @ONLY)
endfunction()

# dragoman_web(<folder>): compiles the files of a folder of the source tree into ${CMAKE_CURRENT_BINARY_DIR}/web_files.cc, as they are and
# compressed; src/server/web_files.h declares web_file(). Nothing is fetched, bundled or rewritten, but the widget's
# comments stay here.
function(dragoman_web folder)
  find_program(GZIP gzip REQUIRED)
  set(root ${PROJECT_SOURCE_DIR}/${folder})
  file(GLOB_RECURSE names RELATIVE ${root} CONFIGURE_DEPENDS ${root}/*.js ${root}/*.css ${root}/*.html ${root}/*.svg ${root}/*.txt)
  set(DRAGOMAN_WEB_FILES "")
  foreach(name ${names})
    set(file ${root}/${name})
    if(name MATCHES "^widget/.*\\.js$")  # readers of publishers' pages get it without the lines that are comments
      file(READ ${file} text)
      string(REGEX REPLACE "\n *(//[^\n]*|/\\*\\*[^\n]*\\*/)" "" text "\n${text}")
      string(SUBSTRING "${text}" 1 -1 text)
      set(file ${CMAKE_CURRENT_BINARY_DIR}/web.js)
      file(WRITE ${file} "${text}")
    endif()
    execute_process(COMMAND ${GZIP} -9nc ${file} OUTPUT_FILE ${CMAKE_CURRENT_BINARY_DIR}/web.gz COMMAND_ERROR_IS_FATAL ANY)
    file(SHA256 ${file} digest)
    string(SUBSTRING ${digest} 0 16 digest)
    file(READ ${file} plain HEX)
    file(READ ${CMAKE_CURRENT_BINARY_DIR}/web.gz packed HEX)
    foreach(form plain packed)
      string(REGEX REPLACE "(..)" "\\\\x\\1" ${form} "${${form}}")
      string(LENGTH "${${form}}" ${form}_size)
      math(EXPR ${form}_size "${${form}_size} / 4")
    endforeach()
    string(APPEND DRAGOMAN_WEB_FILES
           "    {\"${name}\", {\"${plain}\", ${plain_size}}, {\"${packed}\", ${packed_size}}, \"\\\"${digest}\\\"\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${root}/${name})
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/web_files.cc.in ${CMAKE_CURRENT_BINARY_DIR}/web_files.cc @ONLY)
endfunction()

# dragoman_test(<room> <file.cc>... [LINKS ...] [THREADS filter]): one test program per room, every test listed with ctest.
# THREADS: which of them (in GoogleTest's words) have threads in them. The thread sanitizer's build has these only: a test
# with one thread has no race to show, and takes ten times as long there.
function(dragoman_test room)
  cmake_parse_arguments(TEST "" "THREADS" "LINKS" ${ARGN})
  foreach(file IN LISTS TEST_UNPARSED_ARGUMENTS)
    file(STRINGS ${file} starts_threads REGEX "std::j?thread|std::async" LIMIT_COUNT 1)
    if(starts_threads AND NOT TEST_THREADS)
      message(FATAL_ERROR "tests/${room}: ${file} starts threads: name its tests with THREADS, for the thread sanitizer")
    endif()
  endforeach()
  add_executable(test_${room} ${TEST_UNPARSED_ARGUMENTS})
  dragoman_test_flags(test_${room})
  target_link_libraries(test_${room} PRIVATE room_${room} ${TEST_LINKS} GTest::gtest_main GTest::gmock)
  if(DRAGOMAN_SANITIZE STREQUAL thread AND NOT TEST_THREADS)
    set_target_properties(test_${room} PROPERTIES EXCLUDE_FROM_ALL ON)
  else()
    dragoman_list_tests(test_${room} ${room} "${TEST_THREADS}")
  endif()
endfunction()

# dragoman_test_flags(<program>): tests are compiled file by file, as they name alike what is alike, and without optimisation: that
# takes a third of the time, and what they wait for is in the rooms.
function(dragoman_test_flags program)
  set_target_properties(${program} PROPERTIES UNITY_BUILD OFF)
  target_compile_options(${program} PRIVATE -O0)
endfunction()

# dragoman_list_tests(<program> <room> <threads>): for ctest; under the thread sanitizer those of the filter only.
function(dragoman_list_tests program room threads)
  set(alone PROPERTIES ENVIRONMENT DRAGOMAN_VOICES=/nonexistent)  # voices that a user has installed are none of theirs
  if(DRAGOMAN_SANITIZE STREQUAL thread)
    gtest_discover_tests(${program} TEST_PREFIX ${room}. DISCOVERY_TIMEOUT 60 TEST_FILTER "${threads}" ${alone})
  else()
    gtest_discover_tests(${program} TEST_PREFIX ${room}. DISCOVERY_TIMEOUT 60 ${alone})
  endif()
endfunction()

# dragoman_fuzzer(<name>): fuzz/<name>.cc, linked with every room.
function(dragoman_fuzzer name)
  add_executable(fuzz_${name} ${CMAKE_CURRENT_SOURCE_DIR}/${name}.cc)
  get_property(rooms GLOBAL PROPERTY DRAGOMAN_ROOMS)
  target_link_libraries(fuzz_${name} PRIVATE ${rooms})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers fuzz_${name})
endfunction()
