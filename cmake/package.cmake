# What is installed: the program, one shared library made of all rooms, the public headers, and the files by which
# CMake and pkg-config find them. Every path is relative to the prefix, so the whole tree may be moved.
# Why shared: docs/decisions/0001-house.md. Components: "program", "models" and "development"; debian.cmake makes a package of each.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

if(DRAGOMAN_LIBRARY)
  get_property(rooms GLOBAL PROPERTY DRAGOMAN_ROOMS)
  get_property(links GLOBAL PROPERTY DRAGOMAN_LINKS)
  list(REMOVE_DUPLICATES links)

  # Objects, not archives: the linker would leave out of an archive what no other room calls.
  add_library(dragoman_library SHARED)  # not "dragoman": that is the program's file, and so a target of Ninja's
  foreach(room IN LISTS rooms)
    target_sources(dragoman_library PRIVATE $<TARGET_OBJECTS:${room}>)
  endforeach()
  target_link_libraries(dragoman_library PRIVATE ${links})
  target_include_directories(dragoman_library INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
                                                $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(dragoman_library INTERFACE cxx_std_20)
  # Before 1.0 a minor version may break its users, so it is part of the library's name at run time.
  set_target_properties(dragoman_library PROPERTIES OUTPUT_NAME dragoman EXPORT_NAME dragoman LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION}
                                            SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  # A symbol nobody defines is our mistake, not the user's at run time.
  target_link_options(dragoman_library PRIVATE -Wl,--no-undefined -Wl,--exclude-libs,ALL)

  set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/dragoman)
  install(TARGETS dragoman_library EXPORT dragoman-targets LIBRARY COMPONENT development)
  install(EXPORT dragoman-targets NAMESPACE dragoman:: DESTINATION ${config_folder} COMPONENT development)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/dragoman DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
          FILES_MATCHING PATTERN "*.h")
  configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/dragomanConfig.cmake.in
                                ${PROJECT_BINARY_DIR}/package/dragomanConfig.cmake
                                INSTALL_DESTINATION ${config_folder})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/dragomanConfigVersion.cmake
                                   COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/package/dragomanConfig.cmake
                ${PROJECT_BINARY_DIR}/package/dragomanConfigVersion.cmake
          DESTINATION ${config_folder} COMPONENT development)

  # pkg-config finds the prefix from where its file lies.
  file(RELATIVE_PATH PREFIX_FROM_PC /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/dragoman.pc.in ${PROJECT_BINARY_DIR}/package/dragoman.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/package/dragoman.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endif()

if(TARGET dragoman_cli)
  # The program holds our own code itself (it links the rooms), so it runs from anywhere without a search path.
  set_target_properties(dragoman_cli PROPERTIES OUTPUT_NAME dragoman RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  install(TARGETS dragoman_cli COMPONENT program)
endif()

if(TARGET dragoman_voice_espeak)
  # Found by the program and the library relative to themselves (src/speech/helper_path.cc).
  install(TARGETS dragoman_voice_espeak DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/dragoman COMPONENT program)
endif()
install(TARGETS dragoman_voice_piper DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/dragoman COMPONENT program)

# The installed README and CHANGELOG lie without the tree around them: a link to a file that is not installed becomes its words.
foreach(name README CHANGELOG)
  file(READ ${PROJECT_SOURCE_DIR}/${name}.md page)
  string(REGEX REPLACE "\\]\\((LICENSE|README\\.md|CHANGELOG\\.md|https?:[^)]*)\\)" "]<<\\1>>" page "${page}")
  string(REGEX REPLACE "\\[([^][]+)\\]\\([A-Za-z0-9_./#-]+\\)" "\\1" page "${page}")
  string(REGEX REPLACE "\\]<<([^>]+)>>" "](\\1)" page "${page}")
  file(WRITE ${PROJECT_BINARY_DIR}/package/${name}.md "${page}")
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}.md)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_BINARY_DIR}/package/README.md ${PROJECT_BINARY_DIR}/package/CHANGELOG.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/dragoman.service DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/docs/man/dragoman.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program OPTIONAL)
install(FILES ${PROJECT_SOURCE_DIR}/completions/dragoman.bash RENAME dragoman
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program OPTIONAL)
install(FILES ${PROJECT_SOURCE_DIR}/completions/_dragoman
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program OPTIONAL)
install(FILES ${PROJECT_SOURCE_DIR}/completions/dragoman.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program OPTIONAL)
if(DRAGOMAN_INSTALL_MODELS)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/models DESTINATION ${CMAKE_INSTALL_DATADIR}/dragoman COMPONENT models OPTIONAL
          PATTERN ".*" EXCLUDE)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
