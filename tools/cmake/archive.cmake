# Libraries from their archives: a cold process then maps one file instead of ten, and each library less
# is a third of a millisecond. What a distribution's archive needs besides differs, so it is tried out.
include(CheckCXXSourceCompiles)

# Sets `out` to the archive `file` where this machine has it and `source` links with it (and nothing else
# but ARGN), else to the target `shared`.
function(sarye_archive out file shared source)
  set(${out} ${shared} PARENT_SCOPE)
  if(NOT SARYE_STATIC_LIBRARIES)
    return()
  endif()
  find_library(${out}_ARCHIVE ${file})
  mark_as_advanced(${out}_ARCHIVE)
  if(NOT ${out}_ARCHIVE)
    return()
  endif()
  set(CMAKE_REQUIRED_LIBRARIES ${${out}_ARCHIVE} ${ARGN} Threads::Threads ${CMAKE_DL_LIBS})
  set(CMAKE_REQUIRED_QUIET ON)
  check_cxx_source_compiles("${source}" ${out}_LINKS)
  if(${out}_LINKS)
    set(${out} ${${out}_ARCHIVE} ${ARGN} Threads::Threads ${CMAKE_DL_LIBS} PARENT_SCOPE)
  endif()
endfunction()

# Addresses that only move with the program, packed (DT_RELR): a twentieth of the bytes to read at every start.
# Not every linker that packs them tells the loader so, hence a program that is run.
include(CheckCXXSourceRuns)
set(CMAKE_REQUIRED_LIBRARIES)
set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,-z,pack-relative-relocs)
set(CMAKE_REQUIRED_QUIET ON)
check_cxx_source_runs("const char* const kWords[] = {\"a\", \"b\"};\nint main(int n, char**) { return *kWords[n] != 'b'; }"
                      SARYE_PACKS_RELOCATIONS)
if(SARYE_PACKS_RELOCATIONS)
  set(SARYE_PACKED_RELOCATIONS -Wl,-z,pack-relative-relocs)
endif()
set(CMAKE_REQUIRED_LINK_OPTIONS)
