#pragma once

#include <algorithm>
#include <array>
#include <boost/mpl/bool.hpp>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "pos/journal/archive/wire_types.hpp"

namespace pos::journal::archive {

/// An archive that adds up the fewest bytes its members can take: texts and lists empty, options
/// unset, each record in its shortest version.
class Smallest {
public:
    using is_saving = boost::mpl::false_;
    using is_loading = boost::mpl::true_;

    template <class T>
    Smallest& operator&(T& value) {
        add(value);
        return *this;
    }
    std::size_t bytes() const { return bytes_; }

    template <class T>
        requires std::is_scalar_v<T>
    void add(T&) {
        bytes_ += sizeof(T);
    }
    void add(std::string&) { bytes_ += sizeof(Count); }
    template <class T>
    void add(std::vector<T>&) {
        bytes_ += sizeof(Count);
    }
    template <class T>
    void add(std::optional<T>&) {
        bytes_ += 1;
    }
    template <class T, std::size_t N>
    void add(std::array<T, N>& items) {
        for (T& item : items) add(item);
    }
    template <class T>
    void add(T& record) {
        std::size_t least = std::numeric_limits<std::size_t>::max();
        for (unsigned version = 0; version <= Record<T>::kVersion; ++version) {
            Smallest members;
            boost::serialization::access::serialize(members, record, version);
            least = std::min(least, members.bytes_);
        }
        bytes_ += least + (Record<T>::kHasVersion ? 1 : 0);
    }

private:
    std::size_t bytes_ = 0;
};

/// The fewest bytes a T can take, worked out once a type.
template <class T>
std::size_t smallest_bytes() {
    static const std::size_t bytes = [] {
        T blank{};
        Smallest smallest;
        smallest.add(blank);
        return smallest.bytes();
    }();
    return bytes;
}

}  // namespace pos::journal::archive
