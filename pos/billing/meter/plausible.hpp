#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/billing/meter/counter.hpp"
#include "pos/locale/zone.hpp"

namespace pos::billing::meter {

enum class FigureError : std::uint8_t { not_a_figure, too_many_digits, too_many_decimals };

/// What somebody read off a face and typed: "012345", "012345.6". Leading zeros belong to the face.
///
/// requires: in_range(counter)
/// errors:   too_many_digits also for the figures behind the point typed as if there were none
std::expected<Exact, FigureError> read_figure(std::string_view text, const Counter& counter);

/// "The meter has 5 digits before the point; 0123456 has 7. …"
std::string sentence(FigureError error, std::string_view text, const Counter& counter);

/// Why a reading may be wrong.
enum class Doubt : std::uint8_t {
    off_the_face,     // more digits or decimals than its counter has
    after_removal,    // the counter was gone by then
    before_last,      // taken before the last one
    contradicts,      // another figure was read at that instant
    lower_than_last,  // and no rollover: misread, or another counter
    rolled_over,      // lower than the last, as a counter is that passed its last digit
    no_use,           // what the last one was, after days
    too_high,         // much more a day than before
    too_low,          // much less a day than before
};

/// A reading with such a doubt cannot be taken as it is; with the others somebody has to look.
constexpr bool is_refusal(Doubt doubt) {
    return doubt <= Doubt::lower_than_last;
}

struct Doubted {
    Doubt doubt{};
    std::string sentence{};
    bool operator==(const Doubted&) const = default;
};

struct Expectation {
    Exact high{exactly(3)};        // times the use a day so far
    Exact low{kExactScale / 5};    // likewise
    Exact allowance{exactly(20)};  // units of the face: a difference below is nobody's business
    Exact rollover_most{kExactScale / 4};  // of a full turn, see advance()
    int no_use_days{7};                    // a house may be left for so long
    int least_days{28};                    // of history, to know what use is usual
    int history_days{365};                 // that are looked at for it; 0: none, nothing is unusual
};

/// How far a counter went in some time.
struct Use {
    Exact units;
    std::int64_t ms{0};  // > 0
    bool operator==(const Use&) const = default;
};

/// All that has to be known of a counter to tell whether its next figure is plausible: a till has
/// it from the change feed.
struct Before {
    Counter counter{};
    std::optional<Reading> last{};
    std::optional<Use> use{};  // that is usual; nothing where too little is known
    bool removed{false};
};
Before before_of(const Installed& installed, const Expectation& expectation = {});

/// What is odd about a new reading, the worst first.
///
/// requires: in_range(before.counter), the last figure on its face
std::vector<Doubt> doubts(const Before& before, const Reading& reading,
                          const Expectation& expectation = {});

/// The same in sentences, given all that the counter showed before.
///
/// requires: in_range(installed.counter), installed.readings in their order and on the face
std::vector<Doubted> judge(const Installed& installed, const Reading& reading,
                           const Expectation& expectation, const locale::Zone& zone);

}  // namespace pos::billing::meter
