#pragma once

#include <cstddef>
#include <span>

namespace pos {

/// Where unpredictable bytes come from: the kernel in a shop, a seed in a test.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;
};

}  // namespace pos
