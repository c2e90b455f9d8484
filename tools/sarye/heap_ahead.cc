// The first pages of the heap, asked for at once. A process that answers one question writes to
// some three hundred and fifty pages of heap, most of them before main, and each of them would stop
// it on its own.
#include <sys/mman.h>

#include <array>
#include <cstdint>
#include <cstdlib>

#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)

namespace {

// Small enough that the allocator takes each from the heap and not from a mapping of its own.
constexpr std::size_t kPartBytes = 120'000;
constexpr std::size_t kParts = 12;
constexpr std::uintptr_t kPage = 4096;

void* above = nullptr;  // stays, so that the heap is not cut back to what is in use

// Before the constructors of what is static. Where the kernel does not know the advice
// (Linux 5.14), or the parts lie apart, pages come one by one as ever.
__attribute__((constructor(101))) void ask_for_heap() {
  std::array<void*, kParts> parts{};
  for (void*& part : parts) part = std::malloc(kPartBytes);
  above = std::malloc(1);
  const auto begin = reinterpret_cast<std::uintptr_t>(parts.front()) / kPage * kPage;
  const auto end = reinterpret_cast<std::uintptr_t>(above);
  if (end > begin && end - begin < 2 * kParts * kPartBytes) {
    static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_WRITE));
  }
  for (void* part : parts) std::free(part);
}

}  // namespace

#endif
