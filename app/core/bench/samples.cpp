#include "app/core/bench/samples.hpp"

#include <algorithm>
#include <cmath>

#include "pos/base/assert.hpp"

namespace app::core::bench {

Nanoseconds Samples::quantile(double share) const {
    POS_ASSERT(!took_.empty() && share >= 0 && share <= 1);
    if (!sorted_) std::ranges::sort(took_);
    sorted_ = true;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(size())));
    return took_[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace app::core::bench
