#include "app/core/office/joined_till.hpp"

#include <fmt/format.h>

#include "app/core/office/office_settings.hpp"
#include "app/core/office/own_till.hpp"
#include "pos/store/feed/switch_prices.hpp"
#include "sync/client/follow.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

}  // namespace

Failure failure(const syncing::client::Trouble& trouble) {
    using Kind = syncing::client::Trouble::Kind;
    switch (trouble.kind) {
        case Kind::not_joined:
        case Kind::refused:
            return {FailureKind::refused, trouble.words};
        case Kind::unreachable:
        case Kind::busy:
        case Kind::database:
            break;
    }
    return {FailureKind::environment, trouble.words};
}

Outcome<Joined> join_office(const std::string& where, const pos::store::StoreOptions& options,
                            const syncing::client::Address& address, const std::string& code,
                            pos::Instant now) {
    if (const auto wrong = syncing::client::wrong_address(address)) return misuse(*wrong);
    auto db = open_till_database(where);
    if (!db) return std::unexpected{db.error()};
    auto till = read_own_till(std::move(*db), where, options);
    if (!till) return std::unexpected{till.error()};
    const auto membership = syncing::client::enrol(
        address, {code, till->journal.branch, till->journal.terminal, options.program}, *till->key,
        now);
    if (!membership) return std::unexpected{failure(membership.error())};
    if (auto kept = office::put_membership(*till->db, *membership); !kept) {
        return std::unexpected{failure(kept.error())};
    }
    return Joined{*membership, till->journal.branch, till->journal.terminal};
}

Failure JoinedTill::not_joined(const std::string& where) {
    return {FailureKind::refused,
            fmt::format("This till has joined no head office. Join one: counterfoil enrol --db {} "
                        "--office URL --code CODE",
                        shown_database(where))};
}

syncing::client::Outcome<std::optional<JoinedTill>> JoinedTill::open(
    const std::string& where, const pos::store::StoreOptions& options, pos::Clock& clock) {
    using Kind = syncing::client::Trouble::Kind;
    const auto as_trouble = [](const Failure& why) {
        const bool ours = why.kind == FailureKind::environment;
        return syncing::client::trouble(ours ? Kind::database : Kind::refused, why.words);
    };
    auto db = open_till_database(where);
    if (!db) return as_trouble(db.error());
    auto membership = office::membership(**db);
    if (!membership) return as_trouble(failure(membership.error()));
    if (!*membership) return std::nullopt;
    auto till = read_own_till(std::move(*db), where, options);
    if (!till) return as_trouble(till.error());
    if ((*membership)->public_key != till->key->public_key()) {
        const auto words = fmt::format(
            "This till was restored since it joined the head office at {0} and has another key. "
            "Join again with a new code: counterfoil enrol --db {1} --office {0} --code CODE",
            (*membership)->url, shown_database(where));
        return std::unexpected{
            syncing::client::Trouble{Kind::refused, words, kJoinAgain, std::nullopt}};
    }
    JoinedTill joined;
    joined.clock_ = &clock;
    joined.journal_ = till->journal;
    joined.db_ = std::move(till->db);
    joined.key_ = std::move(till->key);
    joined.membership_ = std::make_unique<office::Membership>(std::move(**membership));
    joined.office_ =
        std::make_unique<syncing::client::OfficeClient>(*joined.membership_, *joined.key_, clock);
    return joined;
}

syncing::client::Outcome<bool> JoinedTill::is_current() {
    const auto now = office::membership(*db_);
    if (!now) return syncing::client::trouble(now.error());
    return *now == *membership_;
}

syncing::client::Outcome<void> JoinedTill::drain(syncing::client::Drained& done) {
    return syncing::client::drain(*db_, *office_, *key_, done);
}

pos::store::feed::Till JoinedTill::feed_till() {
    return {.branch = journal_.branch,
            .currency = journal_.currency,
            .now = clock_->now(),
            .merge_setting = merge_office_setting};
}

syncing::client::Outcome<void> JoinedTill::follow(bool wait, pos::store::feed::Applied& applied,
                                                  const std::function<void()>& pause) {
    auto till = feed_till();
    till.pause = pause;
    return syncing::client::follow(*db_, *office_, till, wait, applied);
}

syncing::client::Outcome<void> JoinedTill::read_unread(pos::store::feed::Applied& applied) {
    const auto read = pos::store::feed::apply_unread(*db_, feed_till());
    if (!read) return syncing::client::trouble(pos::store::to_store_error(read.error()));
    applied = *read;
    applied.changes -= read->unread;
    return {};
}

syncing::client::Outcome<bool> JoinedTill::switch_prices(const std::function<void()>& pause) {
    const auto switched = pos::store::feed::switch_prices(*db_, clock_->now(), pause);
    if (!switched) {
        return syncing::client::trouble(pos::store::to_store_error(switched.error()));
    }
    return *switched > 0;
}

syncing::client::Outcome<std::optional<pos::Instant>> JoinedTill::next_price_start() {
    const auto next = pos::store::feed::next_price_start(*db_, clock_->now());
    if (!next) return syncing::client::trouble(pos::store::to_store_error(next.error()));
    return *next;
}

Outcome<void> JoinedTill::send(syncing::client::Drained& done) {
    auto sent = drain(done);
    if (!sent) return std::unexpected{failure(sent.error())};
    return {};
}

}  // namespace app::core
