# Debian packages (make deb): dragoman, the program and its service; dragoman-models, the default models; libdragoman-dev,
# the library and its headers. What a package needs is read from its programs by dpkg-shlibdeps, but for what is opened at run time.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # or cpack would build the tests first
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dragoman)
set(CPACK_PACKAGE_VENDOR Dragoman)
set(CPACK_PACKAGE_CONTACT "Dragoman <dragoman@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Automated translation of news pages, on machines of one's own")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program development)
if(DRAGOMAN_INSTALL_MODELS AND EXISTS ${PROJECT_SOURCE_DIR}/models)
  list(APPEND CPACK_COMPONENTS_ALL models)
endif()
set(CPACK_OUTPUT_FILE_PREFIX packages)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME dragoman)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libcurl4, libssl3, libzip4, ca-certificates")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "dragoman-models, espeak-ng-data, libopusenc0, libmp3lame0")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/postinst
    ${PROJECT_SOURCE_DIR}/packaging/debian/prerm ${PROJECT_SOURCE_DIR}/packaging/debian/postrm)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Translates news pages with Firefox Translations models, on the CPU: command line and server")

set(CPACK_DEBIAN_MODELS_PACKAGE_NAME dragoman-models)
set(CPACK_DEBIAN_MODELS_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_MODELS_PACKAGE_SECTION web)
set(CPACK_DEBIAN_MODELS_PACKAGE_SHLIBDEPS OFF)
set(CPACK_COMPONENT_MODELS_DESCRIPTION "Models for Dragoman: English to Portuguese and Portuguese to English")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libdragoman-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Dragoman as a C++20 library, with CMake and pkg-config files")

# What only the package has: a unit that starts /usr/bin/dragoman, and the settings that it is installed with.
file(READ ${PROJECT_SOURCE_DIR}/packaging/dragoman.service unit)
string(REPLACE /usr/local/bin/ /usr/bin/ unit "${unit}")
file(WRITE ${PROJECT_BINARY_DIR}/package/dragoman.service "${unit}")
set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/packaging/dragoman.service)
install(FILES ${PROJECT_BINARY_DIR}/package/dragoman.service DESTINATION lib/systemd/system COMPONENT program EXCLUDE_FROM_ALL)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/serve.conf DESTINATION ${CMAKE_INSTALL_DATADIR}/dragoman COMPONENT program EXCLUDE_FROM_ALL)

include(CPack)
