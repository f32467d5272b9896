// Changes go down.
#include <charconv>

#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/tell_accounts.hpp"
#include "sync/server/service.hpp"
#include "sync/wire/changes.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::server {

namespace {

namespace feed = pos::store::feed;

struct Asked {
    std::uint64_t after{0};
    std::optional<pos::Ulid> epoch;  // the one that `after` is of
};

/// Nothing for anything but `after=NUMBER&epoch=ULID`, the epoch left out by who has none.
std::optional<Asked> read_asked(const Request& request) {
    Asked asked;
    const std::string_view after = query_value(request.path, "after");
    const auto read = std::from_chars(after.data(), after.data() + after.size(), asked.after);
    if (read.ec != std::errc{} || read.ptr != after.data() + after.size()) return std::nullopt;
    // What a column holds.
    if (asked.after > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    const std::string_view epoch = query_value(request.path, "epoch");
    if (epoch.empty()) return asked;
    asked.epoch = pos::parse_ulid(epoch);
    if (!asked.epoch) return std::nullopt;
    return asked;
}

}  // namespace

Admission Service::admit_waiting(const Request& head) {
    Admission admission;
    admission.body_bytes_max = wire::kMessageBytesMax;
    const auto asked = read_asked(head);
    if (asked && asked->epoch == office_.epoch && bearer(head, tokens_, clock_.now())) {
        admission.wait_above = asked->after;
    }
    return admission;
}

bool Service::look_for_news(pos::store::db::Connection& db) {
    // Where somebody else writes for long, tills hear of accounts at the next look.
    const auto told = feed::tell_accounts(db);
    const auto number = feed::head(db);
    if (number) news_.store(*number, std::memory_order_relaxed);
    return number && (told || pos::store::db::is_retryable(told.error().kind));
}

/// Only what is new is written: a till that waits says the same again and again.
pos::store::Answer<void> Service::note_heard(pos::store::db::Connection& db,
                                             const pos::Ulid& terminal, std::uint64_t number) {
    {
        const std::lock_guard lock{heard_mutex_};
        const auto at = heard_.find(terminal);
        if (at != heard_.end() && at->second == number) return {};
    }
    if (auto noted = feed::note_heard(db, terminal, number, clock_.now()); !noted) {
        return pos::store::store_error(std::move(noted.error()));
    }
    const std::lock_guard lock{heard_mutex_};
    heard_[terminal] = number;
    return {};
}

Response Service::tell_changes(pos::store::db::Connection& db, const Request& request) {
    const auto sender = sender_of(db, request, tokens_, clock_.now());
    if (!sender) return sender.error();
    const auto asked = read_asked(request);
    if (!asked) return problem(400, "unreadable", "The request is not what this address takes.");
    const bool ours = asked->epoch == office_.epoch;
    // Somebody who comes from another epoch, or from a future that this database has not seen, is
    // told everything.
    const auto head = feed::head(db);
    if (!head) return trouble(pos::store::to_store_error(head.error()));
    const std::uint64_t after = ours && asked->after <= *head ? asked->after : 0;
    if (ours && after == asked->after) {
        if (auto noted = note_heard(db, sender->terminal, after); !noted) {
            return trouble(noted.error());
        }
    }
    auto slice = feed::changes_behind(
        db, sender->branch, after,
        {.changes_max = wire::kChangesAtOnce, .bytes_max = wire::kChangesContentBytes},
        sender->terminal);
    if (!slice) return trouble(pos::store::to_store_error(slice.error()));
    const pos::Bytes bytes = wire::write_changes({office_.epoch, std::move(*slice)});
    return {.content_type = "application/octet-stream",
            .body = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
}

}  // namespace syncing::server
