// For the tagger's loops alone.
#pragma once

// Wider vectors where the processor has them. They change no result: vectors run over outputs, and
// no product is fused with its sum (CMakeLists.txt).
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define SARYE_WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define SARYE_WIDE_VECTORS
#endif
