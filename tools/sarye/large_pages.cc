// Large blocks of memory on large pages. What a query holds (tables of groups, rows to sort,
// decoded chunks) is asked for afresh by every query, and the first touch of each page stops the
// program: of two million bytes five hundred times, or once.
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)

namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;

// Only pages that lie in the block whole are asked for: the rest of it takes small ones as ever, so
// that a block holds no more than its size. The advice may be refused; then all pages are small.
void* allocate(std::size_t bytes) noexcept {
  if (bytes < kLargePage) return std::malloc(bytes);
  void* block = nullptr;
  if (posix_memalign(&block, kLargePage, bytes) != 0) return nullptr;
  static_cast<void>(madvise(block, bytes / kLargePage * kLargePage, MADV_HUGEPAGE));
  return block;
}

}  // namespace

void* operator new(std::size_t bytes) {
  for (;;) {
    if (void* block = allocate(bytes == 0 ? 1 : bytes)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* block) noexcept {
  std::free(block);
}
void operator delete(void* block, std::size_t) noexcept {
  std::free(block);
}

#endif
