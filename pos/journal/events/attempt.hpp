#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/billing/attempt/attempt.hpp"
#include "pos/journal/events/place.hpp"

/// Attempts to collect money by payers' methods that are kept at a payment provider. Each step is
/// noted before the provider is called, or with what came of calling it.
namespace pos::journal {

using pos::billing::attempt::Purpose;

/// Somebody, or a rule, wants to collect. Nothing of it is on its way.
struct AttemptPrepared {
    Ulid attempt{};
    When when;
    Actor user;
    Ulid account{};
    Purpose purpose{Purpose::invoice};
    Ulid about{};          // the invoice; else the account
    std::uint32_t nth{0};  // of what it is about and for, from 1
    std::string key;       // by which the provider knows it: unique
    std::string provider;
    Ulid method{};      // the payer's
    std::string label;  // of the method, as people say it
    Money amount{};
    Instant due{};  // when it is to be sent
    bool operator==(const AttemptPrepared&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & attempt & when & user & account & purpose & about & nth & key & provider;
        archive & method & label & amount & due;
    }
};

/// It is about to be sent.
struct AttemptSent {
    Ulid attempt{};
    When when;
    Actor user;
    std::uint32_t times{0};
    Instant sent_at{};  // the first time
    Instant due{};      // when it may be asked about
    bool operator==(const AttemptSent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & attempt & when & user & times & sent_at & due;
    }
};

/// No outcome came of sending it, or of asking about it. Where nothing got out, or the provider
/// never heard of it, it is prepared again.
struct AttemptUnclear {
    Ulid attempt{};
    When when;
    Actor user;
    pos::billing::attempt::State state{pos::billing::attempt::State::unknown};
    std::uint32_t asked{0};          // times, since it was sent last
    std::optional<Instant> sent_at;  // the first time that it may have got out
    Instant due{};                   // when something is to be done about it next
    std::string said;
    bool operator==(const AttemptUnclear&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & attempt & when & user & state & asked & sent_at & due & said;
    }
};

/// It is over: paid, declined or withdrawn. The payment stands in entries of the same transaction.
struct AttemptEnded {
    Ulid attempt{};
    When when;
    Actor user;
    pos::billing::attempt::State state{pos::billing::attempt::State::paid};
    std::string reference;  // the provider's own number
    std::string said;       // why it was declined, or what a person found out
    bool by_person{false};  // who asked elsewhere
    bool operator==(const AttemptEnded&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & attempt & when & user & state & reference & said & by_person;
    }
};

}  // namespace pos::journal
