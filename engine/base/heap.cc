#include "engine/base/heap.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace sarye {

void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 3);  // more of them are touched in turn by helpers
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // larger blocks are given back
#endif
}

std::uint64_t usable_memory() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  std::uint64_t bytes = pages > 0 && page > 0
                            ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page)
                            : 0;
  std::ifstream limit("/sys/fs/cgroup/memory.max");  // "max" where there is none
  std::uint64_t of_group = 0;
  if (limit >> of_group && of_group > 0) bytes = bytes == 0 ? of_group : std::min(bytes, of_group);
  return bytes;
}

}  // namespace sarye
