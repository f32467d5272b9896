#include "app/core/office/joined_till.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/office/office_settings.hpp"
#include "app/core/office/own_till.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/feed/switch_prices.hpp"
#include "pos/store/reader.hpp"
#include "sync/client/follow.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

/// A till whose books parted from the office's goes on with a code.
Outcome<Joined> join_parted(const std::string& where, const pos::store::StoreOptions& options,
                            const std::string& code, pos::Clock& clock, pos::Random& random) {
    auto till = JoinedTill::open(where, options, clock, random);
    if (!till) return std::unexpected{failure(till.error())};
    if (!*till) return std::unexpected{JoinedTill::not_joined(where)};
    if (auto asked = (*till)->ask_to_follow(code); !asked) {
        return std::unexpected{failure(asked.error())};
    }
    return (*till)->joined();
}

/// The journals that this till's books go on from, and those themselves: the latest, for a till
/// that was put back many times.
Outcome<std::string> past_of(pos::store::db::Connection& db) {
    constexpr std::size_t kMost = 32;
    const auto journals = pos::store::Reader{db}.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    std::string past;
    const std::size_t count = journals->size();
    for (std::size_t i = count > kMost ? count - kMost : 0; i < count; ++i) {
        if (!past.empty()) past += ' ';
        past += to_string((*journals)[i].journal);
    }
    return past;
}

const char* name_of(syncing::client::Trouble::Way way) {
    using Way = syncing::client::Trouble::Way;
    switch (way) {
        case Way::broken:
            return "way_broken";
        case Way::no_name:
            return "way_no_name";
        case Way::nobody:
            return "way_nobody";
        case Way::silent:
            return "way_silent";
        case Way::certificate:
            return "way_certificate";
        case Way::other:
            return "way_other";
    }
    return "way_broken";
}

/// Again after that, where the office's answer may have changed by itself, and where it has not.
constexpr std::int64_t kAskSoon_ms = 20'000;
constexpr std::int64_t kAskLate_ms = 600'000;

}  // namespace

Failure failure(const syncing::client::Trouble& trouble) {
    using Kind = syncing::client::Trouble::Kind;
    const auto named = [&](FailureKind kind, std::string name) {
        return Failure{kind, trouble.words, Why::other, std::move(name)};
    };
    switch (trouble.kind) {
        case Kind::not_joined:
            return named(FailureKind::refused, "not_joined");
        case Kind::refused:
            return named(FailureKind::refused, "office_" + trouble.error);
        case Kind::unreachable:
            return named(FailureKind::environment, name_of(trouble.way));
        case Kind::busy:
            return named(FailureKind::environment, trouble.error == "too_many_tries"
                                                       ? "office_too_many_tries"
                                                       : "office_busy");
        case Kind::database:
            break;
    }
    return named(FailureKind::environment, "store_failed");
}

Outcome<Joined> join_office(const std::string& where, const pos::store::StoreOptions& options,
                            const syncing::client::Address& address, const std::string& code,
                            pos::Clock& clock, pos::Random& random) {
    if (const auto wrong = syncing::client::wrong_address(address)) return misuse(*wrong);
    auto db = open_till_database(where);
    if (!db) return std::unexpected{db.error()};
    auto till = read_own_till(std::move(*db), where, options);
    if (!till) return std::unexpected{till.error()};
    const auto waits = pos::store::read_successor(*till->db);
    if (!waits) return std::unexpected{failure(waits.error())};
    if (*waits && (*waits)->follows == till->journal.journal) {
        return join_parted(where, options, code, clock, random);
    }
    auto past = past_of(*till->db);
    if (!past) return std::unexpected{past.error()};
    const auto membership =
        syncing::client::enrol(address,
                               {code, till->journal.branch, till->journal.terminal, options.program,
                                pos::code_of(till->journal.currency), std::move(*past)},
                               *till->key, clock.now());
    if (!membership) return std::unexpected{failure(membership.error())};
    if (auto kept = office::put_membership(*till->db, *membership); !kept) {
        return std::unexpected{failure(kept.error())};
    }
    return Joined{*membership, till->journal.branch, till->journal.terminal};
}

std::optional<std::uint64_t> JoinedTill::left_on_full_disk(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::nullopt;
    if (const auto opened = office::open_for_sending(*target);
        opened || opened.error().kind != pos::store::OpenErrorKind::disk_full) {
        return std::nullopt;
    }
    const auto db = office::open_on_full_disk(*target);
    if (!db) return std::nullopt;
    const auto left = syncing::client::left_to_send(**db);
    if (!left) return std::nullopt;
    return left->to_send;
}

Failure JoinedTill::not_joined(const std::string& where) {
    return {FailureKind::refused,
            fmt::format("This till has joined no head office. Join one: counterfoil enrol --db {} "
                        "--office URL --code CODE",
                        shown_database(where))};
}

syncing::client::Outcome<std::optional<JoinedTill>> JoinedTill::open(
    const std::string& where, const pos::store::StoreOptions& options, pos::Clock& clock,
    pos::Random& random) {
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
    auto waits = pos::store::read_successor(*till->db);
    if (!waits) return as_trouble(failure(waits.error()));
    const auto target = target_of(where);
    const auto given = with_key_file(options, where);
    if (!target || !given) return as_trouble(target ? given.error() : target.error());
    joined.clock_ = &clock;
    joined.random_ = &random;
    joined.program_ = options.program;
    joined.key_file_ =
        given->key_file.empty() ? pos::journal::key_path(target->where).string() : given->key_file;
    if (*waits && (*waits)->follows == till->journal.journal) joined.successor_ = **waits;
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
    auto drained = syncing::client::drain(*db_, *office_, *key_, notes_, done);
    if (!drained) return drained;
    return note_parted(done.parted);
}

JoinedTill::~JoinedTill() {
    if (db_) (void)notes_.write(*db_);
}

Joined JoinedTill::joined() const {
    return {*membership_, journal_.branch, journal_.terminal,
            successor_ && successor_->state == pos::store::SuccessorState::granted
                ? successor_->series
                : std::string{}};
}

bool JoinedTill::may_ask(const pos::store::SuccessorRow& last) const {
    if (last.state == pos::store::SuccessorState::granted) return false;
    const bool late =
        last.state == pos::store::SuccessorState::refused && last.error != "still_sells";
    const std::int64_t since = clock_->now().unix_ms - last.asked_at.unix_ms;
    return since < 0 || since >= (late ? kAskLate_ms : kAskSoon_ms) ||
           last.state == pos::store::SuccessorState::asked;
}

syncing::client::Outcome<void> JoinedTill::note_parted(bool parted) {
    if (parted) {
        if (successor_ && !may_ask(*successor_)) return {};
        auto asked = ask_to_follow({});
        // What the office says no to is told by successor(): the till sends all the same.
        if (asked || asked.error().kind == syncing::client::Trouble::Kind::refused) return {};
        return asked;
    }
    const bool over = successor_ && successor_->state != pos::store::SuccessorState::granted;
    if (!over) return {};
    // An office that was restored may have taken this till's books for its own.
    if (auto forgot = pos::store::forget_successor(*db_); !forgot) {
        return syncing::client::trouble(forgot.error());
    }
    successor_.reset();
    return {};
}

syncing::client::Outcome<void> JoinedTill::ask_to_follow(const std::string& code) {
    using Kind = syncing::client::Trouble::Kind;
    using pos::store::SuccessorState;
    if (successor_ && successor_->state == SuccessorState::granted) return {};
    if (auto noted = notes_.write(*db_); !noted) return syncing::client::trouble(noted.error());
    if (!code.empty()) {
        // Another process of this till may not have noted yet what it sent.
        syncing::client::Drained done;
        (void)syncing::client::drain(*db_, *office_, *key_, notes_, done);
    }
    const auto journals = office::own_journals(*db_);
    if (!journals) return syncing::client::trouble(journals.error());
    const auto own = std::ranges::find(*journals, journal_.journal, &office::OwnJournal::journal);
    if (own == journals->end()) return {};
    if (own->to_send() > 0) {  // sold meanwhile: next time
        if (code.empty()) return {};
        return syncing::client::trouble(
            Kind::refused, "Not all that this till has sold is at the head office yet. Try again.");
    }
    const auto known = pos::store::Reader{*db_}.journals();
    if (!known) return syncing::client::trouble(known.error());
    std::string used;
    for (const auto& each : *known) used += (used.empty() ? "" : " ") + each.series;

    const auto next = pos::store::next_key(key_file_, !successor_, *random_);
    if (!next) {
        return syncing::client::trouble(
            Kind::database, fmt::format("The key {}.next for this till's next journal cannot be "
                                        "made or read.",
                                        key_file_));
    }
    pos::store::SuccessorRow row = successor_.value_or(pos::store::SuccessorRow{});
    if (!successor_) row.journal = pos::make_ulid(clock_->now(), *random_);
    row.follows = journal_.journal;
    row.asked_at = clock_->now();
    const auto keep = [&]() -> syncing::client::Outcome<void> {
        if (auto kept = pos::store::put_successor(*db_, row); !kept) {
            return syncing::client::trouble(kept.error());
        }
        successor_ = row;
        return {};
    };
    // Before the office hears of the key, so that an answer that is lost is asked for again.
    if (auto kept = keep(); !kept) return kept;
    const auto answer =
        office_->succeed({journal_.journal, own->sent, used, program_, code}, *next);
    if (!answer) {
        const auto& why = answer.error();
        if (why.kind != Kind::refused) return std::unexpected{why};
        if (!code.empty()) return std::unexpected{why};  // a mistyped code changes nothing
        const bool not_yet = why.error == "unknown_place" || why.error == "not_parted" ||
                             why.error == "not_found";  // an office of an older program
        row.state = not_yet ? SuccessorState::asked : SuccessorState::refused;
        row.error = why.error;
        row.words = why.words;
        if (auto kept = keep(); !kept) return kept;
        return std::unexpected{why};
    }
    row.state = SuccessorState::granted;
    row.error.clear();
    row.words.clear();
    row.terminal = answer->terminal;
    row.epoch = answer->epoch;
    row.series = answer->series;
    return keep();
}

syncing::client::Outcome<std::vector<JoinedTill::Outside>> JoinedTill::outside() {
    auto said = office_->outside();
    if (!said) return std::unexpected{std::move(said.error())};
    const auto journals = office::own_journals(*db_);
    if (!journals) return syncing::client::trouble(journals.error());
    std::vector<Outside> all;
    for (auto& stretch : said->stretches) {
        office::OwnStretch here{.entries = stretch.last_seq - stretch.first_seq + 1};
        const auto own =
            std::ranges::find(*journals, stretch.journal, &office::OwnJournal::journal);
        if (own != journals->end()) {
            auto read = office::own_stretch(*db_, *own, stretch.first_seq, stretch.last_seq,
                                            stretch.last_hash);
            if (!read) return syncing::client::trouble(read.error());
            here = std::move(*read);
        }
        all.push_back({std::move(stretch), std::move(here)});
    }
    return all;
}

syncing::client::Outcome<office::JournalOrigin> JoinedTill::origin() {
    const auto found = office::origin_of(*db_, key_->public_key());
    if (!found) return syncing::client::trouble(found.error());
    return found->value_or(office::JournalOrigin{});
}

syncing::client::Outcome<std::optional<pos::Instant>> JoinedTill::oldest_left() {
    const auto at = office::oldest_to_send(*db_);
    if (!at) return syncing::client::trouble(at.error());
    return *at;
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

Outcome<std::optional<pos::store::StartedSuccessor>> start_successor(
    const std::string& where, const pos::store::StoreOptions& options, pos::Instant now,
    pos::Random& random) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    const auto given = with_key_file(options, where);
    if (!given) return std::unexpected{given.error()};
    auto started = pos::store::start_successor(*target, *given, now, random);
    if (started) return std::move(*started);
    if (started.error().kind == pos::store::OpenErrorKind::in_use) {
        return std::optional<pos::store::StartedSuccessor>{};
    }
    return std::unexpected{failure(started.error(), where)};
}

}  // namespace app::core
