#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/base/ulid.hpp"

namespace syncing::server {

/// Challenges and tokens, sealed with the office's secret: nothing of them is kept, so that any of
/// several processes takes what another has given.
///
/// threads: any
class Tokens {
public:
    static constexpr std::int64_t kChallengeValid_ms = 60'000;
    static constexpr std::int64_t kTokenValid_ms = 15 * 60'000;

    explicit Tokens(const pos::Hash& secret) : secret_{secret} {}

    /// For that terminal to sign.
    pos::Bytes challenge(const pos::Ulid& terminal, pos::Instant now, pos::Random& random) const;
    /// Whether it is one of ours, for that terminal and not too old.
    bool is_challenge(pos::BytesView challenge, const pos::Ulid& terminal, pos::Instant now) const;

    std::string token(const pos::Ulid& terminal, pos::Instant now) const;
    /// Whose token it is; nothing if it is none of ours, or has run out.
    std::optional<pos::Ulid> terminal_of(std::string_view token, pos::Instant now) const;
    /// Whether it is one of ours, though it may have run out: nobody guesses such a one.
    bool is_ours(std::string_view token) const;

private:
    /// Until when it is good, and whose it is.
    struct Given {
        pos::Ulid terminal{};
        pos::Instant ends{};
    };
    std::optional<Given> given(std::string_view token) const;
    pos::Hash seal(std::string_view tag, pos::BytesView content) const;

    pos::Hash secret_;
};

}  // namespace syncing::server
