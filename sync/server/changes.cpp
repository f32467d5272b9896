// Changes go down.
#include <charconv>

#include "pos/store/feed/publish.hpp"
#include "pos/store/feed/tell_accounts.hpp"
#include "pos/store/renew.hpp"
#include "sync/server/service.hpp"
#include "sync/wire/changes.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::server {

namespace {

namespace feed = pos::store::feed;

struct Asked {
    std::uint64_t after{0};
    std::optional<pos::Ulid> epoch;  // the one that `after` is of
    bool knows_marks{false};         // tills of older programs do not
    feed::Mark mark;                 // that it was told with `after`; none: it was told none
};

/// Nothing for anything but `after=NUMBER&epoch=ULID&mark=MARK`, the epoch left out by who has
/// none.
std::optional<Asked> read_asked(const Request& request) {
    Asked asked;
    const std::string_view after = query_value(request.path, "after");
    const auto read = std::from_chars(after.data(), after.data() + after.size(), asked.after);
    if (read.ec != std::errc{} || read.ptr != after.data() + after.size()) return std::nullopt;
    // What a column holds.
    if (asked.after > static_cast<std::uint64_t>(INT64_MAX)) return std::nullopt;
    asked.knows_marks = request.path.find("&mark=") != std::string::npos;
    if (const auto mark = query_value(request.path, "mark"); !mark.empty()) {
        const auto said = feed::mark_from(mark);
        if (!said) return std::nullopt;
        asked.mark = *said;
    }
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
    if (!asked || asked->epoch != epoch() || !bearer(head, tokens_, clock_.now())) {
        return admission;
    }
    // Who has something else than we where the feed ends must hear of it, and at once.
    const bool parted = asked->knows_marks && asked->after >= news() && asked->mark != last_mark();
    if (!parted) admission.wait_above = asked->after;
    return admission;
}

pos::Ulid Service::epoch() const {
    const std::lock_guard lock{heard_mutex_};
    return epoch_;
}

feed::Mark Service::last_mark() const {
    const std::lock_guard lock{heard_mutex_};
    return last_mark_;
}

/// The office's epoch by its database: another process, or people, may have given it another one.
pos::store::Answer<pos::Ulid> Service::look_for_epoch(pos::store::db::Connection& db) {
    const auto office = pos::store::office::read_office(db);
    if (!office) return std::unexpected{office.error()};
    const std::lock_guard lock{heard_mutex_};
    if (*office && (*office)->epoch != epoch_) {
        epoch_ = (*office)->epoch;
        heard_.clear();
    }
    return epoch_;
}

bool Service::look_for_news(pos::store::db::Connection& db) {
    // Where somebody else writes for long, tills hear of accounts at the next look.
    const auto told = feed::tell_accounts(db);
    const auto number = feed::head(db);
    const auto mark = feed::mark_over(db, number.value_or(0));
    if (!number || !mark || !look_for_epoch(db)) return false;
    {
        const std::lock_guard lock{heard_mutex_};
        last_mark_ = *mark;
    }
    news_.store(*number, std::memory_order_relaxed);
    return told || pos::store::db::is_retryable(told.error().kind);
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

/// A till knows changes that this office has made and forgotten.
pos::store::Answer<void> Service::note_forgotten(pos::store::db::Connection& db,
                                                 const pos::Ulid& epoch) {
    const auto renewed = pos::store::renew_found_older(db, epoch, clock_.now(), random_);
    if (!renewed) return std::unexpected{renewed.error()};
    if (*renewed) {
        tell(
            "Tills know changes that this office has forgotten: its database was put back from an "
            "older copy. All tills look at everything anew, and numbers of documents get another "
            "ending from now on.");
    }
    return {};
}

/// Behind which change a till is told of those that follow: where it stands, if it has this feed
/// up to there, and else the beginning.
pos::store::Answer<Service::Standing> Service::standing_of(pos::store::db::Connection& db,
                                                           std::uint64_t after,
                                                           const std::optional<pos::Ulid>& epoch,
                                                           bool knows_marks,
                                                           const feed::Mark& mark) {
    const auto as_store = [](const pos::store::db::DbError& error) {
        return std::unexpected{pos::store::to_store_error(error)};
    };
    const auto ours = look_for_epoch(db);
    if (!ours) return std::unexpected{ours.error()};
    if (epoch != *ours) return Standing{};
    const auto head = feed::head(db);
    if (!head) return as_store(head.error());
    if (mark) {
        const auto known = feed::vouched(db, after, mark);
        if (!known) return as_store(known.error());
        if (*known == feed::Vouched::lost) {
            if (auto noted = note_forgotten(db, *ours); !noted) {
                return std::unexpected{noted.error()};
            }
        }
        const bool same = *known == feed::Vouched::ours && after <= *head;
        return Standing{same ? after : 0, same};
    }
    // From a future that this database has not seen.
    if (after > *head) return Standing{};
    if (!knows_marks || after == 0) return Standing{after, after == 0};
    // It was told none, or by an older program: who knows what it has. An office that has none
    // either can only believe it.
    const auto over = feed::mark_over(db, after);
    if (!over) return as_store(over.error());
    return *over ? Standing{} : Standing{after, false};
}

Response Service::tell_changes(pos::store::db::Connection& db, const Request& request) {
    const auto sender = sender_of(db, request, clock_.now());
    if (!sender) return sender.error();
    const auto asked = read_asked(request);
    if (!asked) return problem(400, "unreadable", "The request is not what this address takes.");
    const auto stands =
        standing_of(db, asked->after, asked->epoch, asked->knows_marks, asked->mark);
    if (!stands) return failed(stands.error());
    if (stands->confirmed) {
        if (auto noted = note_heard(db, sender->terminal, stands->after); !noted) {
            return failed(noted.error());
        }
    }
    const auto epoch = look_for_epoch(db);
    if (!epoch) return failed(epoch.error());
    auto slice = feed::changes_behind(
        db, sender->branch, stands->after,
        {.changes_max = wire::kChangesAtOnce, .bytes_max = wire::kChangesContentBytes},
        sender->terminal);
    if (!slice) return failed(pos::store::to_store_error(slice.error()));
    const pos::Bytes bytes = wire::write_changes(
        {*epoch, std::move(*slice)}, asked->knows_marks ? wire::kChangesVersion : std::uint16_t{1});
    return {.content_type = "application/octet-stream",
            .body = {reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
}

}  // namespace syncing::server
