#pragma once

#include <map>
#include <memory>
#include <vector>

#include "drivers/printer/paper/bits.hpp"

namespace drivers::printer::paper {

/// One colour of a stored picture.
struct Plane {
    std::shared_ptr<const Bits> bits;
    unsigned colour{1};
};

/// Pictures that a printer keeps, by key.
///
/// ensures: at most kBytesMax of dots and kCountMax pictures
class PictureStore {
public:
    static constexpr std::size_t kBytesMax = 8U << 20;
    static constexpr std::size_t kCountMax = 1'000;

    /// In place of the one before. False: there is no room left, and nothing changes.
    bool put(unsigned key, std::vector<Plane> planes);
    /// Null where there is none.
    const std::vector<Plane>* find(unsigned key) const;
    std::vector<unsigned> keys() const;
    void forget(unsigned key);
    void clear();

private:
    std::map<unsigned, std::vector<Plane>> pictures_;
    std::size_t bytes_{0};
};

}  // namespace drivers::printer::paper
