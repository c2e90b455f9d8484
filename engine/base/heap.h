// How much memory there is, and what large pieces of work leave behind.
#pragma once

#include <cstdint>

namespace sarye {

// Gives memory that was freed back to the system. The allocator keeps it otherwise, so that the
// steps of a bulk load would add up to a peak that none of them has. Some ten milliseconds.
void return_freed_memory();

// For a process that fills much memory and frees it, block after block: the allocator keeps more of
// it and takes more at once. Each page that it gives back stops the program when it comes again.
void keep_freed_memory();

// Bytes of memory that the process may use: the machine's, or the limit of its control group where
// that is lower. 0: not known.
std::uint64_t usable_memory();

}  // namespace sarye
