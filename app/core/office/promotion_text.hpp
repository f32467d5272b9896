#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/store/catalogue/promotions.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

/// A promotion as people write it, on a command line or in a form. Figures are plain ("2.49");
/// empty is what was not said.
struct PromotionText {
    std::string code;
    std::string label;  // as printed
    // What it gives, by which of these are said:
    //   percent; off; price                   of goods, of each piece, in place of their price
    //   take and pay; take and price          "3 for 2"; "3 for 5.00"
    //   take and percent                      of each so many the cheapest at that much less
    //   spend and percent; spend and off      once goods come to that much
    std::string percent;
    std::string off;
    std::string price;
    std::string take;
    std::string pay;
    std::string spend;
    std::string times;  // a basket; empty: as often as it fits
    bool combinable{false};
    std::string priority;
    std::vector<std::string> items;        // numbers; with departments none: all goods
    std::vector<std::string> departments;  // codes
    std::vector<std::string> branches;     // none: all
    std::string from;                      // "2026-12-01" or "2026-12-01 18:30", as clocks show it
    std::string until;                     // the last day, or the minute at which it is over
    std::string weekdays;                  // "mon-fri,sun"; empty: all
    std::string hours;                     // "17:00-19:00"; empty: the whole day
    bool operator==(const PromotionText&) const = default;
};

/// The promotion that is meant, under that id.
///
/// errors: a sentence for each thing that cannot be meant; an item or a department that is not
///         there; what is wrong by catalog::check
Outcome<pos::catalog::Promotion> promotion_of(const PromotionText& text, const pos::Ulid& id,
                                              pos::store::Reader& reader, pos::Currency currency);

/// The same backwards: promotion_of(text_of(stored)) is the promotion again.
Outcome<PromotionText> text_of(const pos::store::StoredPromotion& stored,
                               pos::store::Reader& reader);

/// "mon-fri,sun" as bits, Monday the lowest; all for an empty text, nothing for one that is none.
std::optional<std::uint8_t> weekdays_from(std::string_view text);

/// What a kind is called by machines: "n_for_m".
std::string_view kind_name(pos::pricing::PromotionKind kind);

/// "3 for 2; items 101 102; from 2026-12-01; B01": for the audit and for tables.
std::string gives_words(const PromotionText& text);
std::string goods_words(const PromotionText& text);
std::string when_words(const PromotionText& text);
std::string summary(const PromotionText& text);

/// The summary backwards, without the code; nothing for a text that is none.
std::optional<PromotionText> read_summary(std::string_view text);

}  // namespace app::core
