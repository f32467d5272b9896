#include "app/till/feed_link.hpp"

#include <algorithm>
#include <chrono>

namespace till {

using syncing::client::Outcome;

namespace {

/// Between two transactions of ours. Whoever waits for a sale's looks for the lock in steps that
/// grow from 1 to 15 ms while one of ours lasts: one of them falls into a pause that is longer.
void let_others_write() {
    std::this_thread::sleep_for(std::chrono::milliseconds{25});
}

}  // namespace

FeedLink::FeedLink(std::string db, std::string key_file, Post post)
    : door_{db, key_file},
      prices_door_{std::move(db), std::move(key_file)},
      post_{std::move(post)},
      prices_{[this](const std::stop_token& stop) { switch_prices(stop); }} {
    downlink_ = std::make_unique<syncing::client::Downlink>(
        syncing::client::Downlink::Parts{.follow = [this] { return follow(); },
                                         .stop = [this] { door_.cancel(); },
                                         .seed = app::core::random_seed()});
}

FeedLink::~FeedLink() {
    downlink_.reset();
    prices_.request_stop();
}

Outcome<bool> FeedLink::follow() {
    const auto till = door_.open();
    if (!till) return std::unexpected{till.error()};
    pos::store::feed::Applied applied;
    Outcome<void> followed;
    if (!std::exchange(tried_unread_, true)) followed = (*till)->read_unread(applied);
    if (followed) followed = (*till)->follow(true, applied, let_others_write);
    if (applied.catalogue || applied.settings) {
        post_(shell::CatalogueChanged{.settings = applied.settings});
        const std::lock_guard lock{mutex_};
        told_ = true;
        wake_.notify_all();
    }
    if (!followed) return std::unexpected{followed.error()};
    return applied.changes > 0;
}

Outcome<std::optional<pos::Instant>> FeedLink::switch_due() {
    const auto till = prices_door_.open();
    if (!till) return std::unexpected{till.error()};
    const auto switched = (*till)->switch_prices(let_others_write);
    if (!switched) return std::unexpected{switched.error()};
    if (*switched) post_(shell::CatalogueChanged{});
    return (*till)->next_price_start();
}

void FeedLink::switch_prices(const std::stop_token& stop) {
    using std::chrono::milliseconds;
    // The clock may be set meanwhile.
    constexpr milliseconds kLook{30'000};
    app::core::SystemClock clock;
    while (!stop.stop_requested()) {
        const auto next = switch_due();
        milliseconds rest = kLook;
        if (next && *next) {
            const auto left = (*next)->unix_ms - clock.now().unix_ms;
            rest = std::clamp(milliseconds{left}, milliseconds{1}, kLook);
        }
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, stop, rest, [&] { return told_; });
        told_ = false;
    }
}

}  // namespace till
