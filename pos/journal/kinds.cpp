#include "pos/journal/kinds.hpp"

#include <array>

namespace pos::journal {

namespace {

template <class... T>
consteval bool all_differ(const std::variant<T...>*) {
    const std::array numbers{Kind<T>::kNumber...};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (numbers[i] == numbers[j]) return false;
        }
    }
    return true;
}
static_assert(all_differ(static_cast<const Event*>(nullptr)), "two events with one number");

}  // namespace

EventKind kind_of(const Event& event) {
    return std::visit([]<class T>(const T&) { return Kind<T>::kNumber; }, event);
}

bool needs_signature(std::uint16_t kind) {
    bool needed = false;
    with_kind(kind, [&]<class T>() { needed = Kind<T>::kSigned; });
    return needed;
}

}  // namespace pos::journal
