#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

namespace app::core::billing {

inline constexpr std::size_t kNoteBytesMax = 2'000;

/// What a clerk writes down about an account.
struct NewNote {
    std::string account;  // its number
    std::string text;
    std::string reference{};  // says the same thing twice: the second time nothing is done
};
/// False: it was written down before.
///
/// errors: no such account; nothing said, or too much
Outcome<bool> note_account(BillingBooks& books, const NewNote& asked, pos::Instant now,
                           pos::Random& random);

}  // namespace app::core::billing
