#include "pos/billing/meter/event.hpp"

#include <map>
#include <string_view>
#include <utility>

namespace pos::billing::meter {

std::expected<Counted, Contradiction> counted(std::span<const Event> events, Instant from,
                                              Instant to) {
    Counted sum;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> seen;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const Event& event = events[i];
        const auto [place, is_new] = seen.try_emplace({event.source, event.id}, i);
        if (!is_new && events[place->second] != event) {
            return std::unexpected{Contradiction{place->second, i}};
        }
        if (event.at < from || event.at >= to) continue;
        if (is_new) {
            ++sum.events;
            sum.quantity += event.quantity;
        } else {
            ++sum.repeated;
        }
    }
    return sum;
}

}  // namespace pos::billing::meter
