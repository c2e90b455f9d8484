// What large pieces of work leave behind.
#pragma once

namespace sarye {

// Gives memory that was freed back to the system. The allocator keeps it otherwise, so that the
// steps of a bulk load would add up to a peak that none of them has. Some ten milliseconds.
void return_freed_memory();

}  // namespace sarye
