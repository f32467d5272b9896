#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "app/core/billing/billing_books.hpp"
#include "app/office/web/known_sessions.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"
#include "sync/server/exchange.hpp"
#include "sync/server/try_limit.hpp"

namespace app::office {

/// `POST /v1/usage`: systems send what was used, as JSON lines or one array of such objects, each
/// with a token of its own. A record is taken once by its source and id, the good ones are kept and
/// each refused one is named, so that whoever lost the answer sends the same again.
///
/// requires: clock and random may be asked from several threads at once
/// threads:  any; requests are taken in one after the other
class UsageIntake {
public:
    static constexpr std::size_t kBodyBytesMax = std::size_t{4} << 20;
    static constexpr std::size_t kRecordsMax = 20'000;  // a request

    UsageIntake(std::string db, pos::store::StoreOptions store, pos::Clock& clock,
                pos::Random& random, syncing::server::TryLimit& tries)
        : where_{std::move(db)},
          store_{std::move(store)},
          clock_{clock},
          random_{random},
          tries_{tries} {}

    static bool is_its(std::string_view path);
    /// Without something of a token's shape no body is read, nor of an address from which too many
    /// wrong ones came, but for a token that was good lately. Whether there is such a token is seen
    /// once it was read.
    syncing::server::Admission admit(const syncing::server::Request& head);
    /// `db` is read for the token; what comes in is written over a connection of its own.
    syncing::server::Response answer(pos::store::db::Connection& db,
                                     const syncing::server::Request& request);

private:
    struct TooOften {
        int wait_s{0};
        bool first{false};  // of this minute
    };
    /// Where a source has sent as often as it may this minute.
    std::optional<TooOften> too_often(const std::string& source, std::int64_t per_minute,
                                      pos::Instant now);
    /// A token that is none, or that too many were.
    syncing::server::Response wrong_token(const syncing::server::Request& request);
    syncing::server::Response take(const std::string& source, const std::string& lines);

    std::string where_;
    pos::store::StoreOptions store_;
    pos::Clock& clock_;
    pos::Random& random_;
    std::mutex mutex_;                                  // of the books
    std::optional<core::billing::BillingBooks> books_;  // opened by the first request
    struct Minute {
        std::int64_t number{0};
        std::int64_t requests{0};
    };
    std::mutex sent_mutex_;  // of it alone: whoever sends too often does not wait for the others
    std::map<std::string, Minute> sent_;  // by source
    syncing::server::TryLimit& tries_;
    web::KnownSessions known_;  // the hashes of tokens that were good lately
};

}  // namespace app::office
