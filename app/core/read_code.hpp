#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/shop_settings.hpp"
#include "pos/catalog/gs1/trade_item.hpp"
#include "pos/catalog/route.hpp"
#include "pos/catalog/scan.hpp"

namespace app::core {

/// Why a code that was read says nothing that can be sold.
enum class CodeFault {
    damaged,         // a GS1 code that is not sound
    web_address,     // of nothing that GS1 numbers
    other_currency,  // the price on its label
    odd_price,       // finer than the smallest coin, or larger than any
};

/// What a scanned or typed text says, before anything is looked up.
struct ReadCode {
    pos::catalog::ScanParse plain;  // as a plain code or an in-store label
    std::string receipt;            // the number in the QR code of a receipt of ours
    std::optional<pos::catalog::gs1::TradeItem> goods;
    std::vector<std::string> goods_keys;          // by which the goods stand in the catalogue
    std::optional<pos::catalog::CodeKind> other;  // what it is if it is neither goods nor known
    std::string other_number;                     // its number
    std::optional<CodeFault> fault;               // damaged or web_address
};

/// Pure and total: any bytes.
ReadCode read_code(std::string_view text, const CodeRules& rules, pos::Date today);

}  // namespace app::core
