#include "app/core/office/whose.hpp"

#include <fmt/format.h>

#include "pos/store/office/membership.hpp"

namespace app::core {

Outcome<void> check_not_joined(pos::store::Store& store, std::string_view what) {
    const auto joined = pos::store::office::membership(store.reader().connection());
    if (!joined) return std::unexpected{failure(joined.error())};
    if (!*joined) return {};
    return refuse(fmt::format("This till has joined the head office at {}: {} are changed there.",
                              (*joined)->url, what));
}

}  // namespace app::core
