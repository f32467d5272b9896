#include "sync/server/try_limit.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pos/base/bytes.hpp"
#include "sync/server/service.hpp"

namespace syncing::server {

namespace {

constexpr std::int64_t kMinute_ms = 60'000;

const char* things_of(Door door) {
    switch (door) {
        case Door::codes:
            return "codes";
        case Door::keys:
            return "keys";
        case Door::sign_in:
            return "names and passwords";
    }
    return "keys";
}

Metrics::Count wrong_of(Door door) {
    switch (door) {
        case Door::codes:
            return Metrics::Count::wrong_codes;
        case Door::keys:
            return Metrics::Count::wrong_keys;
        case Door::sign_in:
            return Metrics::Count::wrong_sign_ins;
    }
    return Metrics::Count::wrong_keys;
}

}  // namespace

TryAllowance allowance_of(Door door) {
    switch (door) {
        case Door::codes:
            return {.of_address = 10, .within_ms = 10 * kMinute_ms, .of_all = 100};
        case Door::keys:
            return {.of_address = 30, .within_ms = kMinute_ms, .of_all = 2'000};
        case Door::sign_in:
            return {.of_address = 40, .within_ms = 15 * kMinute_ms, .of_all = 400};
    }
    return {};
}

std::string network_of(std::string_view address) {
    std::array<std::byte, 16> bytes{};
    if (::inet_pton(AF_INET6, std::string{address}.c_str(), bytes.data()) != 1) {
        return std::string{address};
    }
    return pos::to_hex(pos::BytesView{bytes}.first(8));
}

TryLimit::TryLimit(Metrics& metrics, pos::Clock& clock, Tell tell)
    : metrics_{metrics}, clock_{clock}, tell_{std::move(tell)} {}

/// Nobody is shut out for longer than that, though the clock were put back.
std::int64_t TryLimit::shut_ms(const Tries& tries, std::int64_t within_ms, std::int64_t now_ms) {
    const std::int64_t left = tries.open_ms - now_ms;
    return left > 0 && left <= within_ms ? left : 0;
}

/// Whether that was one too many, so that the door is shut from now on.
bool TryLimit::count(Tries& tries, std::int64_t most, std::int64_t within_ms, std::int64_t now_ms) {
    if (now_ms < tries.begun_ms || now_ms - tries.begun_ms >= within_ms) {
        tries = {.begun_ms = now_ms, .open_ms = 0, .count = 0};
    }
    if (++tries.count <= most) return false;
    tries = {.begun_ms = now_ms, .open_ms = now_ms + within_ms, .count = 0};
    return true;
}

TryLimit::Slot* TryLimit::find(Door door, std::string_view network) {
    auto* const found = std::ranges::find_if(slots_, [&](const Slot& slot) {
        return !slot.network.empty() && slot.door == door && slot.network == network;
    });
    return found == slots_.end() ? nullptr : found;
}

TryLimit::Slot& TryLimit::take(Door door, std::string_view network) {
    if (Slot* const known = find(door, network)) return *known;
    auto* const oldest = std::ranges::min_element(slots_, {}, [](const Slot& slot) {
        return std::pair{!slot.network.empty(), slot.last_ms};
    });
    *oldest = {.network = std::string{network}, .door = door, .last_ms = 0, .tries = {}};
    return *oldest;
}

std::optional<int> TryLimit::refuse(std::int64_t left_ms) {
    metrics_.add(Metrics::Count::shut_out);
    return static_cast<int>((left_ms + 999) / 1'000);
}

std::optional<int> TryLimit::begin(Door door, std::string_view address) {
    const TryAllowance allowed = allowance_of(door);
    // One that has none, as in a test or by a pipe, is one as well.
    const std::string network = address.empty() ? "-" : network_of(address);
    std::optional<Shut> shut;
    std::optional<int> wait_s;
    {
        const std::scoped_lock lock{mutex_};
        const std::int64_t now = clock_.now().unix_ms;
        Slot& slot = take(door, network);
        slot.last_ms = now;
        Tries& all = all_of(door);
        if (const auto left = std::max(shut_ms(slot.tries, allowed.within_ms, now),
                                       shut_ms(all, kAllWithin_ms, now));
            left > 0) {
            return refuse(left);
        }
        if (count(slot.tries, allowed.of_address, allowed.within_ms, now)) {
            wait_s = refuse(allowed.within_ms);
            shut = {door, network,
                    fmt::format("More than {} wrong {} came from {} within {} minutes: it is "
                                "looked at again in as long.",
                                allowed.of_address, things_of(door), network,
                                allowed.within_ms / kMinute_ms)};
        } else if (count(all, allowed.of_all, kAllWithin_ms, now)) {
            wait_s = refuse(kAllWithin_ms);
            shut = {door, "",
                    fmt::format("More than {} wrong {} came within a minute, from many addresses: "
                                "none are looked at for a minute.",
                                allowed.of_all, things_of(door))};
        }
    }
    if (shut && tell_) tell_(*shut);
    return wait_s;
}

void TryLimit::take_back(Door door, std::string_view address) {
    const std::string network = address.empty() ? "-" : network_of(address);
    const std::scoped_lock lock{mutex_};
    const auto less = [](Tries& tries) {
        tries.count = std::max<std::int64_t>(0, tries.count - 1);
    };
    if (Slot* const slot = find(door, network)) less(slot->tries);
    less(all_of(door));
}

void TryLimit::note_wrong(Door door) {
    metrics_.add(wrong_of(door));
}

std::optional<int> TryLimit::was_wrong(Door door, std::string_view address) {
    note_wrong(door);
    return begin(door, address);
}

std::optional<int> TryLimit::shut_for(Door door, std::string_view address) {
    const std::string network = address.empty() ? "-" : network_of(address);
    const std::scoped_lock lock{mutex_};
    const std::int64_t now = clock_.now().unix_ms;
    const Slot* const slot = find(door, network);
    const std::int64_t left =
        std::max(slot == nullptr ? 0 : shut_ms(slot->tries, allowance_of(door).within_ms, now),
                 shut_ms(all_of(door), kAllWithin_ms, now));
    if (left == 0) return std::nullopt;
    return refuse(left);
}

Response too_many_tries(Door door, int wait_s) {
    Response answer =
        problem(429, "too_many_tries",
                fmt::format("Too many wrong {} came from here. The office looks at the next one "
                            "after a while.",
                            things_of(door)));
    answer.retry_after_s = wait_s;
    return answer;
}

}  // namespace syncing::server
