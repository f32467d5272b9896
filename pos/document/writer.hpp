#pragma once

#include <span>
#include <string>
#include <vector>

#include "pos/document/document.hpp"
#include "pos/document/words.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/locale/locale.hpp"

namespace pos::document {

/// What stands at the head and the foot of all that a shop prints.
struct ShopHead {
    std::string name;
    std::vector<std::string> address;  // a line each
    std::string tax_number;            // as printed: "VAT GB 123 4567 89"
    std::vector<std::string> footer;   // a line each
    std::string logo;                  // the name of a picture; empty: none
    bool operator==(const ShopHead&) const = default;
};

/// Who prints, in whose words and figures. It must outlive the call only.
struct House {
    const ShopHead& shop;
    const Words& words;
    const locale::Locale& locale;
};

/// Puts a document together, block by block. Texts that are empty leave no block.
class Writer {
public:
    explicit Writer(const House& house);

    const Words& words() const { return house_.words; }
    const locale::Locale& locale() const { return house_.locale; }

    void text(std::string text, Align align = Align::start, Style style = kPlain);
    void row(std::string start, std::string end, Style style = kPlain, unsigned indent = 0);
    void amount(std::string start, Money amount, Style style = kPlain, unsigned indent = 0);
    void amount_unless_zero(std::string start, Money amount, Style style = kPlain);
    /// With the currency's symbol: for the few amounts that say what the others are in.
    void total(std::string start, Money amount, Style style);
    void rule();
    void blank();
    void block(Block block);

    // Parts that several documents share.
    void shop_head();
    void shop_footer();
    void tax_table(std::span<const journal::TaxGroup> groups);

    Document finish();

private:
    House house_;
    Document document_;
};

}  // namespace pos::document
