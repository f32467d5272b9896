#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/takeover/row.hpp"
#include "app/core/failure.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"

namespace app::core::billing::takeover {

/// A row that is not taken.
struct Refused {
    std::uint64_t line{0};
    std::string column;  // the file's; empty where the whole row is meant
    Failure failure;
    Why why{};
};

struct Options {
    Kind kind{Kind::customers};
    std::vector<tabular::MapEntry> mapping;  // see guess()
    imports::DecimalSign decimal_sign{imports::DecimalSign::either};
    core::meter::DateOrder dates{core::meter::DateOrder::automatic};
    bool skip_bad{false};
    bool dry_run{false};  // everything is counted as if it were kept, and nothing is
    std::function<void(const Refused&)> on_refusal{};
    /// Told before each row how many were taken; false: it is given up, and nothing is kept.
    std::function<bool(std::uint64_t rows)> may_go_on{};
};

struct Report {
    std::uint64_t rows{0};  // read, refused ones included
    std::uint64_t added{0};
    std::uint64_t changed{0};
    std::uint64_t unchanged{0};
    std::uint64_t refused{0};
    bool kept{false};     // or would be
    pos::Hash content{};  // of the file
};

/// One file has no more rows than that, so that nobody waits for it long.
inline constexpr std::size_t kRowsMax = 50'000;

/// Takes a table over. A row is known by its number, or by its account and reference: the same file
/// again changes nothing. Without skip_bad one refused row means that nothing is kept. All that is
/// kept is in one transaction; what is paid ahead pays opening balances right behind it, and is
/// tried again whenever the file comes again.
///
/// errors: a mapping that does not fit the file, a header or a file that cannot be read, too many
///         rows, the environment; that it was given up (StoreErrorKind::cancelled)
Outcome<Report> take_over(BillingBooks& books, tabular::Reader& file, const Options& options,
                          pos::Instant now, pos::Random& random);

/// One sentence for people, without file and line.
std::string to_string(const Refused& refused);

}  // namespace app::core::billing::takeover
