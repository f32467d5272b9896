#include "app/core/imports/seen.hpp"

#include <functional>

#include "pos/base/assert.hpp"

namespace app::core::imports {

namespace {

constexpr std::size_t kSlotsMin = 1024;

std::uint64_t hash_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

}  // namespace

/// Where that hash lies, or the free slot for it.
std::size_t Seen::place(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].line != 0 && slots_[at].hash != hash) at = (at + 1) & mask;
    return at;
}

void Seen::grow() {
    std::vector<Slot> old(std::max(kSlotsMin, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.line != 0) slots_[place(slot.hash)] = slot;
    }
}

std::optional<std::uint64_t> Seen::find(std::string_view text) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[place(hash_of(text))];
    if (slot.line == 0) return std::nullopt;
    return slot.line;
}

std::optional<std::uint64_t> Seen::insert(std::string_view text, std::uint64_t line) {
    POS_ASSERT(line > 0);
    if (used_ * 4 >= slots_.size() * 3) grow();
    const std::uint64_t hash = hash_of(text);
    Slot& slot = slots_[place(hash)];
    if (slot.line != 0) return slot.line;
    slot = {hash, line};
    ++used_;
    return std::nullopt;
}

}  // namespace app::core::imports
