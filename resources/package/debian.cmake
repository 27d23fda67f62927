# SPDX-License-Identifier: GPL-3.0-or-later
# The target `deb`: a Debian package for the release that it is made on. Libraries it needs are found by
# dpkg-shlibdeps; what Qt loads at run time, by the package that it came with here.
find_program(DPKG_QUERY dpkg-query)
if(NOT DPKG_QUERY)
    return()
endif()

set(needed fonts-inter fonts-dejavu-core)
foreach(plugin platforms/libqxcb.so platforms/libqoffscreen.so imageformats/libqsvg.so iconengines/libqsvgicon.so)
    set(file ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_PLUGINS}/${plugin})
    execute_process(COMMAND ${DPKG_QUERY} --search ${file}
        OUTPUT_VARIABLE found RESULT_VARIABLE failed ERROR_QUIET)
    if(failed)
        message(STATUS "No Debian package can be made: ${file} came with none")
        return()
    endif()
    string(REGEX REPLACE "[:,].*" "" found ${found})
    list(APPEND needed ${found})
endforeach()
list(REMOVE_DUPLICATES needed)
list(JOIN needed ", " needed)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME speedup-lab)
set(CPACK_PACKAGE_VENDOR "Speedup Lab")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "lessons that show when parallel work is faster, and why")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${LAB_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${LAB_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${LAB_HOMEPAGE})
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS ${needed})
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libopenblas0-pthread, python3-numpy, qt6-wayland")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Speedup Lab runs small pieces of deep-learning work for real, one after the
other and in parallel, and shows what each core did: lanes of all variants on
one clock, the images and feature maps they work on, and a speedup that is
measured on this machine. It is made for teaching.
.
Scenarios reach from a convolution over training pipelines and several emulated
GPUs to locks, pool sizes and false sharing. All can be run without a window,
too. With python3 and NumPy, a product is timed in them as well.")
include(CPack)

add_custom_target(deb COMMAND ${CMAKE_CPACK_COMMAND} -G DEB DEPENDS speedup-lab package_files
    WORKING_DIRECTORY ${PROJECT_BINARY_DIR} VERBATIM)
