#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pos/journal/chain.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/sealed_entry.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// A till's journal, without the till: sales of so many cents, paid in cash.
class Till {
public:
    Till(std::string branch, std::string terminal, std::uint64_t seed)
        : branch_{std::move(branch)},
          terminal_{std::move(terminal)},
          random_{seed},
          key_{pos::journal::SigningKey::generate(random_)},
          journal_{pos::make_ulid(now_, random_)} {}

    /// What every journal begins with.
    void start() {
        pos::journal::JournalStarted started;
        started.branch = branch_;
        started.terminal = terminal_;
        started.series = series_;
        started.public_key = key_.public_key();
        started.currency = kEuro;
        started.zone = "Europe/Berlin";
        started.program = "contract test";
        started.predecessor = predecessor_;
        append(started);
        append(pos::journal::ShiftOpened{id(31), at(8, 0, 0), anna(), euro(20'000)});
    }
    void sell(std::int64_t cents, pos::journal::SaleRecord record = sample_sale()) {
        record.sale = pos::make_ulid(now_, random_);
        record.branch = branch_;
        record.terminal = terminal_;
        record.number = number(++receipts_);
        record.external_number.clear();
        record.payable = record.total = euro(cents);
        record.rounding = euro(0);
        record.tenders = {{pos::journal::TenderKind::cash, "cash", "Cash", euro(cents), euro(cents),
                           euro(0), ""}};
        append(pos::journal::SaleCompleted{std::move(record)});
        sold_ += cents;
    }
    void append(const pos::journal::Event& event) { append(pos::journal::encode(event)); }
    void append(pos::journal::EncodedEvent event) {
        now_.unix_ms += 1'000;
        entries_.push_back(
            {pos::journal::next_entry(journal_, head(), now_, std::move(event), key_), {}});
    }

    std::string number(int counter) const {
        std::string digits = std::to_string(counter);
        return branch_ + "-" + series_ + "-" + std::string(6 - digits.size(), '0') + digits;
    }
    pos::journal::Head head() const { return head_at(entries_.size()); }
    pos::journal::Head head_at(std::uint64_t seq) const {
        if (seq == 0) return pos::journal::genesis(journal_, key_.public_key());
        return {seq, entries_[seq - 1].entry.hash};
    }
    std::span<const pos::journal::SealedEntry> behind(std::uint64_t seq) const {
        return std::span{entries_}.subspan(seq);
    }
    std::vector<pos::journal::SealedEntry>& entries() { return entries_; }
    /// The next journal of this till, which names where this one ends.
    Till next(std::string series, std::uint64_t seed) const {
        Till other{branch_, terminal_, seed};
        other.series_ = std::move(series);
        other.predecessor_ = {journal_, head().seq, head().hash};
        other.now_ = now_;
        return other;
    }
    const pos::Ulid& journal() const { return journal_; }
    const pos::journal::SigningKey& key() const { return key_; }
    const std::string& branch() const { return branch_; }
    const std::string& terminal() const { return terminal_; }
    std::int64_t sold() const { return sold_; }

    /// The same till again, as a copy of its disk would be: same key, same journal, same past.
    Till copy() const {
        Till other{branch_, terminal_, 0};
        pos::journal::SecretBytes secret;
        std::ranges::copy(key_.secret().bytes(), secret.bytes().begin());
        other.key_ = *pos::journal::SigningKey::from_secret(std::move(secret));
        other.journal_ = journal_;
        other.entries_ = entries_;
        other.receipts_ = receipts_;
        other.series_ = series_;
        other.sold_ = sold_;
        other.now_ = now_;
        other.random_ = SeededRandom{entries_.size() + 77};
        return other;
    }

private:
    std::string branch_;
    std::string terminal_;
    std::string series_{terminal_};
    std::optional<pos::journal::Predecessor> predecessor_;
    SeededRandom random_;
    pos::Instant now_{1'795'350'000'000};
    pos::journal::SigningKey key_;
    pos::Ulid journal_;
    std::vector<pos::journal::SealedEntry> entries_;
    int receipts_{0};
    std::int64_t sold_{0};
};

}  // namespace test
