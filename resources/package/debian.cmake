# SPDX-License-Identifier: GPL-3.0-or-later
# The target `deb`: a Debian package for the release that it is made on.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME speedup-lab)
set(CPACK_PACKAGE_VENDOR "Speedup Lab")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "lessons that show when parallel work is faster, and why")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE ${LAB_DEBIAN_REVISION})
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${LAB_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE ${PROJECT_HOMEPAGE_URL})
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Besides the libraries that dpkg-shlibdeps finds: what Qt draws icons with, a part of its library before 6.6.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-dejavu-core, fonts-inter, qt6-svg-plugins | libqt6svg6 (<< 6.6)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libopenblas0-pthread, python3-numpy, qt6-image-formats-plugins, qt6-wayland")
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
