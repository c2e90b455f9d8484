# cmake -DFILE=PROGRAM -P in_one_piece.cmake: writes a program anew, four megabytes at a time. What is written
# piece by piece, as linkers and CMake's own copies do, lies so in the page cache, and is mapped so: in pages
# of four kilobytes and not of two megabytes (Linux 6 on file systems with large folios). Where it cannot be
# done the program stays as it was.
find_program(DD dd)
if(NOT DD)
  return()
endif()
execute_process(COMMAND ${DD} if=${FILE} of=${FILE}.whole bs=4M RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
if(NOT failed)
  execute_process(COMMAND chmod +x ${FILE}.whole RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
endif()
if(failed)
  file(REMOVE ${FILE}.whole)
else()
  file(RENAME ${FILE}.whole ${FILE})
endif()
